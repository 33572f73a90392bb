// Instances of the user's classes: dataclasses, NamedTuples, Enums and classes that are nothing but their attributes.
//
// A class is known by its name, "module:Class", and found among those that the program was compiled with or that
// modules already imported define. Nothing is imported for a file's sake: where there is no such class, a stand-in with
// the same fields serves (flambeau/runtime/classes.py).
#include "convert.h"
#include "value/hash.h"
#include "value/set.h"

namespace flambeau::python {

namespace {

constexpr const char* kHelpers = "flambeau.runtime.classes";

// "module:Class" of a Python class; empty where it has no such name.
std::string name_of(nb::handle type) {
  const nb::object module = nb::getattr(type, "__module__", nb::none());
  const nb::object name = nb::getattr(type, "__qualname__", nb::none());
  if (!nb::isinstance<nb::str>(module) || !nb::isinstance<nb::str>(name)) return {};
  return nb::cast<std::string>(module) + ":" + nb::cast<std::string>(name);
}

// A class's field of an object; unassigned where it has no such attribute.
nb::object read_field(nb::handle object, const ClassInfo& info, const std::string& name) {
  if (info.name.starts_with("_io:") || info.name == "torch._C:Generator")
    return nb::module_::import_(kHelpers).attr("content_of")(object)[name.c_str()];
  PyObject* found = PyObject_GetAttrString(object.ptr(), name.c_str());
  if (found) return nb::steal(found);
  if (!PyErr_ExceptionMatches(PyExc_AttributeError)) throw nb::python_error();
  PyErr_Clear();
  return {};
}

bool is_container(std::string_view field) { return field.starts_with('#'); }

// Arrays of texts or objects: `items`, where each element's item is in them, and how long texts may be.
bool is_image(const ClassInfo& info) { return info.name == "PIL.Image:Image"; }
bool is_array(const ClassInfo& info) { return info.name.starts_with("numpy:ndarray["); }

}  // namespace

const ClassImage* Converter::class_image(nb::handle object) {
  if (!program_ || program_->classes().empty()) return nullptr;
  PyTypeObject* type = Py_TYPE(object.ptr());
  const auto [found, added] = classes_.try_emplace(type, nullptr);
  if (!added) return found->second;
  std::string name = name_of(reinterpret_cast<PyObject*>(type));
  const bool may_be_array = name == "numpy:ndarray" && (program_->find_class("numpy:ndarray[texts]") ||
                                                        program_->find_class("numpy:ndarray[objects]"));
  if (name == "collections:defaultdict" || may_be_array) {  // a class for each factory, or kind of dtype
    classes_.erase(found);
    return program_->find_class(nb::cast<std::string>(nb::module_::import_(kHelpers).attr("name_of")(object)));
  }
  if (name.starts_with("PIL.")) name = nb::cast<std::string>(nb::module_::import_(kHelpers).attr("name_of")(object));
  return found->second = program_->find_class(name);
}

Value Converter::convert_instance(nb::handle object, const ClassImage& cls) {
  if (const Value* known = converted_.find(object.ptr())) return *known;
  const ClassInfo& info = *cls.info;
  if (info.kind == ClassInfo::Kind::Enum) {
    return program_->find_member(info.name, nb::cast<std::string>(object.attr("name")));
  }
  if (++depth_ > kMaxDepth) raise("RecursionError", "objects are nested more than ", kMaxDepth, " deep");
  std::vector<Value> slots(info.fields.size(), Value::unbound());
  Value value;
  if (info.kind == ClassInfo::Kind::NamedTuple) {
    for (std::size_t i = 0; i < slots.size(); ++i) slots[i] = to_value(object.attr(info.fields[i].name.c_str()));
    value = Value(Tag::Tuple, make_ref<Tuple>(std::move(slots), cls.info));
    converted_.emplace(object.ptr(), value);
    originals_.emplace(value.identity(), nb::borrow(object));
  } else {
    // Remembered before its attributes are read: they may lead back to it.
    value = track(object, Value(Tag::Object, make_ref<Object>(cls.info, std::move(slots))));
    std::vector<Value>& held = value.known<Object>().change();
    for (std::size_t i = 0; i < info.fields.size(); ++i) {
      if (is_image(info)) {
        const bool saw_numpy = saw_numpy_;  // a caller who gives images asks for no arrays
        held[i] = to_value(nb::module_::import_(kHelpers).attr("part_of_image")(object, info.fields[i].name));
        saw_numpy_ = saw_numpy;
        continue;
      }
      if (is_container(info.fields[i].name) || (is_array(info) && info.fields[i].name == "items")) {
        held[i] = convert_contents(object);
        continue;
      }
      if (is_array(info)) {
        held[i] = to_value(nb::module_::import_(kHelpers).attr("part_of_array")(object, info.fields[i].name));
        continue;
      }
      const nb::object field = read_field(object, info, info.fields[i].name);
      if (field.is_valid()) held[i] = to_value(field);
    }
    value.known<Object>().changed = false;
  }
  --depth_;
  return value;
}

// The container part of an instance of a class that inherits from list, dict or set: changes of it are the object's.
Value Converter::convert_contents(nb::handle object) {
  const nb::object plain = PyByteArray_CheckExact(object.ptr()) ? nb::steal(PySequence_List(object.ptr()))
                           : PyFrozenSet_CheckExact(object.ptr())
                               ? nb::steal(PySet_New(object.ptr()))
                               : nb::module_::import_(kHelpers).attr("contents")(object);
  if (!plain.is_valid()) throw nb::python_error();
  const std::size_t index = tracked_.size();
  const Value value = to_value(plain);
  tracked_[index].object = nb::borrow(object);
  tracked_[index].is_contents = true;
  return value;
}

bool Converter::has_same_fields(nb::handle object, const Object& value) {
  if (is_image(*value.info)) return false;
  for (std::size_t i = 0; i < value.slots().size(); ++i) {
    const Value& slot = value.slots()[i];
    if (is_container(value.info->fields[i].name)) continue;  // tracked by itself
    const nb::object held = read_field(object, *value.info, value.info->fields[i].name);
    if (held.is_valid() ? !is_same_as(slot, held) : !slot.is(Tag::Unbound)) return false;
  }
  return true;
}

namespace {

// What flambeau/runtime/classes.py knows of a class.
nb::object ask_about(const char* question, const Program* program, const ClassInfo& info) {
  nb::list fields;
  for (const ClassInfo::Field& field : info.fields) fields.append(field.name);
  nb::list members;
  if (program && info.kind == ClassInfo::Kind::Enum) {
    const ClassImage* image = program->find_class(info.name);
    Converter converter;
    for (std::size_t i = 0; image && i < image->members.size(); ++i) {
      const Value& value = image->members[i].object<Object>(Tag::Object).slots()[1];
      members.append(nb::make_tuple(std::string(image->member_rows[i].name), converter.to_python(value)));
    }
  }
  const nb::object function = nb::module_::import_(kHelpers).attr(question);
  return function(info.name, static_cast<uint32_t>(info.kind), info.flags, fields, members);
}

}  // namespace

nb::object class_to_python(const Program* program, const ClassInfo& info) {
  return ask_about("resolve", program, info);
}

const ClassUse& Converter::use_of(const ClassInfo& info) {
  const auto [found, added] = uses_.try_emplace(&info);
  ClassUse& use = found->second;
  if (!added) return use;
  const nb::object known = ask_about("use_of", program_, info);
  use.cls = known[0];
  use.make = known[1];
  for (const ClassInfo::Field& field : info.fields) {
    use.names.push_back(nb::steal(PyUnicode_InternFromString(field.name.c_str())));
  }
  return use;
}

namespace {

// A list of numbers below 256 (stdlib/bytearrays.py).
nb::object bytearray_of(const Value& value) {
  std::string bytes;
  for (const Value& slot : value.object<Object>(Tag::Object).slots()) {
    if (!slot.is(Tag::List)) continue;
    for (const Value& item : slot.items()) bytes.push_back(static_cast<char>(item.to_int()));
  }
  PyObject* const made = PyByteArray_FromStringAndSize(bytes.data(), static_cast<Py_ssize_t>(bytes.size()));
  if (!made) throw nb::python_error();
  return nb::steal(made);
}

}  // namespace

nb::object Converter::instance_to_python(const Value& value) {
  const ClassInfo& info = *class_of(value);
  const ClassUse& use = use_of(info);
  const nb::object& cls = use.cls;
  const auto remember = [&](const nb::object& object) { originals_.emplace(value.identity(), object); };
  if (info.kind == ClassInfo::Kind::Enum) {
    nb::object member = cls[nb::str(std::string(value.object<Object>(Tag::Object).slots()[0].to_str()).c_str())];
    remember(member);
    return member;
  }
  if (value.is(Tag::Tuple)) {
    nb::list items;
    for (const Value& item : value.items()) items.append(to_python(item));
    nb::object made = use.make(items);
    remember(made);
    return made;
  }
  if (!use.make.is_none()) {
    nb::object made = use.make(cls);
    remember(made);
    write_back_instance(made, value);
    return made;
  }
  if (info.name == "builtins:bytearray") {
    nb::object made = bytearray_of(value);
    remember(made);
    return made;
  }
  nb::list given;
  if (const Set* set = frozen_set(value)) {
    for (const Value& item : set->keys()) given.append(to_python(item));
  }
  if (info.name == "builtins:frozenset") {
    nb::object made = nb::steal(PyFrozenSet_New(given.ptr()));
    if (!made.is_valid()) throw nb::python_error();
    remember(made);
    return made;
  }
  if (info.name == "collections:deque" || info.name == "itertools:count" || info.name == "re:Pattern" ||
      info.name.starts_with("datetime:") || is_array(info) || nb::hasattr(cls, "_member_map_")) {  // flags
    for (std::size_t i = 0; i < info.fields.size(); ++i) {
      if (!is_container(info.fields[i].name)) given.append(to_python(value.object<Object>(Tag::Object).slots()[i]));
    }
  }
  nb::object made = nb::module_::import_(kHelpers).attr("make_object")(cls, info.name, given);
  remember(made);
  write_back_instance(made, value);
  return made;
}

void Converter::write_back_instance(nb::handle object, const Value& value) {
  const auto& held = value.object<Object>(Tag::Object);
  const ClassUse& use = use_of(*held.info);
  if (!use.make.is_none() && reinterpret_cast<PyObject*>(Py_TYPE(object.ptr())) == use.cls.ptr()) {
    for (std::size_t i = 0; i < held.slots().size(); ++i) {
      if (held.slots()[i].is(Tag::Unbound)) continue;
      const nb::object given = to_python(held.slots()[i]);
      if (PyObject_GenericSetAttr(object.ptr(), use.names[i].ptr(), given.ptr()) != 0) throw nb::python_error();
    }
    return;
  }
  const nb::object set = nb::module_::import_(kHelpers).attr("set_attribute");
  for (std::size_t i = 0; i < held.slots().size(); ++i) {
    if (held.slots()[i].is(Tag::Unbound)) continue;
    set(object, held.info->fields[i].name, to_python(held.slots()[i]));
  }
}

void Converter::write_back_contents(nb::handle object, const Value& value) {
  const std::string name = value.is(Tag::List) ? "#list" : value.is(Tag::Dict) ? "#dict" : "#set";
  originals_.erase(value.identity());  // the object itself
  nb::module_::import_(kHelpers).attr("set_attribute")(object, name, to_python(value));
}

}  // namespace flambeau::python
