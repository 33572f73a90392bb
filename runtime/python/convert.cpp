#include "convert.h"

#include <algorithm>
#include <array>
#include <bit>
#include <memory>
#include <utility>

#include "value/set.h"

namespace flambeau::python {

namespace {

nb::tuple tuple_of(const Ints& values) {
  nb::list list;
  for (const int64_t value : values) list.append(value);
  return nb::tuple(list);
}

int64_t any_int64_of(nb::handle object) {
  int overflow = 0;
  const int64_t number = PyLong_AsLongLongAndOverflow(object.ptr(), &overflow);
  if (overflow) raise("OverflowError", "an int is beyond 64 bits: ", nb::str(object).c_str());
  if (number == -1 && PyErr_Occurred()) throw nb::python_error();
  return number;
}

[[gnu::always_inline]] inline int64_t int64_of(nb::handle object) {
#if PY_VERSION_HEX < 0x030C0000
  if (const Py_ssize_t digits = Py_SIZE(object.ptr()); digits >= -1 && digits <= 1) {
    return digits * static_cast<int64_t>(reinterpret_cast<PyLongObject*>(object.ptr())->ob_digit[0]);
  }
#endif
  return any_int64_of(object);
}

// A new reference to one of the ints of which Python has one object each; null for another one.
PyObject* small_int(int64_t number) {
  constexpr int64_t kLeast = -5;
  constexpr std::size_t kCount = 262;
  static const std::array<PyObject*, kCount> known = [] {
    std::array<PyObject*, kCount> made{};
    for (std::size_t i = 0; i < kCount; ++i) made[i] = PyLong_FromLongLong(static_cast<int64_t>(i) + kLeast);
    return made;
  }();
  const auto place = static_cast<uint64_t>(number) - static_cast<uint64_t>(kLeast);
  return place < kCount ? Py_NewRef(known[place]) : nullptr;
}

// With room for so many entries at once, where Python lets others ask for it.
PyObject* new_dict(std::size_t count) {
#if PY_VERSION_HEX < 0x030D0000 && !defined(PYPY_VERSION)
  PyObject* made = _PyDict_NewPresized(static_cast<Py_ssize_t>(count));
#else
  static_cast<void>(count);
  PyObject* made = PyDict_New();
#endif
  if (!made) throw nb::python_error();
  return made;
}

Value boxed_text(Tag tag, std::string text) { return {tag, Ref<Counted>(new Str(std::move(text)))}; }

struct DepthGuard {
  explicit DepthGuard(int& depth) : depth_(depth) {
    if (++depth_ > kMaxDepth) raise("RecursionError", "containers are nested more than ", kMaxDepth, " deep");
  }
  ~DepthGuard() { --depth_; }
  int& depth_;
};

}  // namespace

Value Converter::to_value(nb::handle object) {
  PyObject* raw = object.ptr();
  if (raw == Py_None) return {};
  if (raw == Py_True || raw == Py_False) return raw == Py_True;
  if (PyLong_CheckExact(raw)) return int64_of(object);
  if (PyFloat_CheckExact(raw)) return PyFloat_AS_DOUBLE(raw);
  if (PyUnicode_CheckExact(raw)) return texts_ ? texts_->to_value(object) : str_to_value(object);
  if (PyTuple_CheckExact(raw)) return convert_tuple(object);
  if (PyList_CheckExact(raw)) {
    const Value* found = converted_.find(raw);
    return found ? *found : convert_list(object);
  }
  if (PyDict_CheckExact(raw)) {
    const Value* found = converted_.find(raw);
    return found ? *found : convert_dict(object);
  }
  if (const ClassImage* cls = class_image(object)) return convert_instance(object, *cls);
  if (PyLong_Check(raw)) return int64_of(object);
  if (PyUnicode_Check(raw)) return str_to_value(object);
  if (raw == Py_Ellipsis) return Value::ellipsis();
  if (const Value* found = converted_.find(raw)) return *found;
  if (is_torch_tensor(object) || is_numpy_array(object)) return convert_tensor(object);
  if (is_numpy_scalar(object)) return convert_numpy_scalar(object);
  if (PyFloat_Check(raw)) return PyFloat_AS_DOUBLE(raw);
  if (PyList_Check(raw)) return convert_list(object);
  if (PyTuple_Check(raw)) {
    if (Value size; value_from_torch_type(object, size)) return size;
    return convert_tuple(object);
  }
  if (PyDict_Check(raw)) return convert_dict(object);
  const DepthGuard guard(depth_);
  if (PyAnySet_Check(raw)) return convert_set(object);
  return convert_other(object);
}

// As `to_value`, to what is None, without a call for what most elements are.
[[gnu::always_inline]] inline void Converter::put_element(Value& to, PyObject* item) {
  if (PyFloat_CheckExact(item)) std::construct_at(&to, PyFloat_AS_DOUBLE(item));
  else if (PyLong_CheckExact(item)) std::construct_at(&to, int64_of(item));
  else if (texts_ && PyUnicode_CheckExact(item)) std::construct_at(&to, texts_->to_value(item));
  else to = to_value(item);
}

// What nothing holds but the list or dict where it was found is not met again.
Value Converter::track(nb::handle object, Value value) {
  if (may_come_again_ || Py_REFCNT(object.ptr()) > 1) converted_.emplace(object.ptr(), value);
  tracked_.push_back({nb::borrow(object), value});
  return value;
}

// The Python object of a container or tensor; null where it has none yet.
const nb::object* Converter::original_of(const void* identity) {
  for (; entered_ < tracked_.size(); ++entered_) {
    const Tracked& entry = tracked_[entered_];
    if (!entry.is_contents) originals_.emplace(entry.value.identity(), entry.object);
  }
  return originals_.find(identity);
}

// Whether a container is large: there may be many texts in it, and it may be known.
bool Converter::expect_items(Py_ssize_t count) {
  constexpr Py_ssize_t kMany = 32;
  if (count >= kMany && !texts_) texts_ = std::make_unique<KnownTexts>();
  return count >= kMany;
}

// Fills the list with what it is known to hold. Apart, since most lists are small.
[[gnu::noinline]] bool Converter::copy_known(nb::handle object, const Value& list) {
  const Value* known = texts_->containers().find(object.ptr());
  if (!known) return false;
  list.change_items() = known->items();
  list.known<List>().changed = false;
  return true;
}

Value Converter::convert_list(nb::handle object) {
  const DepthGuard guard(depth_);
  // Remembered before its items are read: a list may hold itself.
  const Value list = track(object, Value::list({}));
  const Py_ssize_t size = PyList_GET_SIZE(object.ptr());
  const bool is_large = expect_items(size);
  if (is_large && copy_known(object, list)) return list;
  std::vector<Value>& items = list.change_items();
  items.resize(static_cast<std::size_t>(size));  // to append them would take a call for each
  std::size_t count = 0;
  for (; count < items.size() && static_cast<Py_ssize_t>(count) < PyList_GET_SIZE(object.ptr()); ++count) {
    put_element(items[count], PyList_GET_ITEM(object.ptr(), static_cast<Py_ssize_t>(count)));
  }
  items.resize(count);
  list.known<List>().changed = false;
  if (is_large) texts_->containers().meet(object.ptr(), list, *texts_);
  return list;
}

// A tuple is not remembered itself: what it holds is met again where it is.
Value Converter::convert_tuple(nb::handle object) {
  const DepthGuard guard(depth_);
  const bool outer = std::exchange(may_come_again_, may_come_again_ || Py_REFCNT(object.ptr()) > 1);
  std::vector<Value> items(static_cast<std::size_t>(PyTuple_GET_SIZE(object.ptr())));
  Py_ssize_t place = 0;
  for (Value& item : items) put_element(item, PyTuple_GET_ITEM(object.ptr(), place++));
  may_come_again_ = outer;
  return Value::tuple(std::move(items));
}

Value Converter::convert_dict(nb::handle object) {
  const DepthGuard guard(depth_);
  const bool is_large = expect_items(PyDict_GET_SIZE(object.ptr()));
  if (const Value* known = is_large ? texts_->containers().find(object.ptr()) : nullptr) {
    return track(object, Value(Tag::Dict, known->known<Dict>().copy()));
  }
  auto dict = make_ref<Dict>();
  Value value = track(object, Value(Tag::Dict, dict));
  dict->reserve(static_cast<std::size_t>(PyDict_GET_SIZE(object.ptr())));
  Py_ssize_t place = 0;
  PyObject *key = nullptr, *item = nullptr;
  while (PyDict_Next(object.ptr(), &place, &key, &item)) {
    Value value_of_key, value_of_item;
    put_element(value_of_key, key);
    put_element(value_of_item, item);
    dict->set(value_of_key, std::move(value_of_item));
  }
  dict->changed = false;
  if (is_large) texts_->containers().meet(object.ptr(), value, *texts_);
  return value;
}

Value Converter::convert_set(nb::handle object) {
  std::vector<Value> items;
  items.reserve(static_cast<std::size_t>(PySet_GET_SIZE(object.ptr())));
  for (nb::handle item : nb::iter(object)) items.push_back(to_value(item));
  const Ref<Set> set = Set::in_order(items);
  set->changed = false;
  Value value(Tag::Set, set);
  if (PySet_Check(object.ptr())) track(object, value);
  return value;
}

Value Converter::convert_tensor(nb::handle object) {
  Tensor tensor;
  bool is_array = false;
  if (is_torch_tensor(object)) {
    saw_torch_ = true;
    tensor = tensor_from_torch(object);
  } else if (nb::isinstance<TensorHandle>(object)) {
    tensor = nb::cast<TensorHandle&>(object).tensor;
  } else if (is_numpy_array(object)) {
    saw_numpy_ = is_array = true;
    tensor = tensor_from_buffer(object);
  } else {
    tensor = tensor_from_dlpack(object);
  }
  // An array that the program takes for a tensor is known by the tensor then.
  Value value = is_array ? Value::array(tensor) : Value(tensor);
  converted_.emplace(object.ptr(), value);
  originals_.emplace(tensor.identity(), nb::borrow(object));
  if (is_array) originals_.emplace(value.identity(), nb::borrow(object));
  tensors_.push_back({nb::borrow(object), tensor, tensor.sizes(), tensor.strides(), tensor.raw(), tensor.storage(),
                      tensor.storage()->data()});
  return value;
}

Value Converter::convert_numpy_scalar(nb::handle object) {
  const nb::object copy = nb::module_::import_("numpy").attr("array")(object);
  return Value::array(tensor_from_buffer(copy), true);
}

Value Converter::convert_other(nb::handle object) {
  PyObject* raw = object.ptr();
  if (PyComplex_Check(raw)) {
    const std::complex<double> number(PyComplex_RealAsDouble(raw), PyComplex_ImagAsDouble(raw));
    return {Tag::Complex, Ref<Counted>(new ComplexBox(number))};
  }
  if (PyBytes_Check(raw)) {
    return boxed_text(Tag::Bytes, {PyBytes_AS_STRING(raw), static_cast<std::size_t>(PyBytes_GET_SIZE(raw))});
  }
  if (PySlice_Check(raw)) {
    auto slice = make_ref<SliceObject>();
    slice->start = to_value(object.attr("start"));
    slice->stop = to_value(object.attr("stop"));
    slice->step = to_value(object.attr("step"));
    return {Tag::Slice, slice};
  }
  if (PyRange_Check(raw)) {
    auto range = make_ref<RangeObject>();
    range->start = int64_of(object.attr("start"));
    range->stop = int64_of(object.attr("stop"));
    range->step = int64_of(object.attr("step"));
    return {Tag::Range, range};
  }
  if (Value value; value_from_torch_type(object, value)) return value;
  if (Dtype dtype{}; array_dtype_from_python(object, dtype)) return Value::array_dtype(dtype);
  if (nb::isinstance<TensorHandle>(object) || nb::hasattr(object, "__dlpack__")) return convert_tensor(object);
  raise("TypeError", "a value of type ", nb::str(nb::inst_name(object)).c_str(), " can't be handed to a program");
}

nb::object Converter::to_python(const Value& value) {
  switch (value.tag()) {
    case Tag::None:
    case Tag::Unbound: return nb::none();
    case Tag::Bool: return nb::bool_(value.to_bool());
    case Tag::Int: return nb::int_(value.to_int());
    case Tag::Float: return nb::float_(value.to_double());
    case Tag::Dtype: return dtype_to_python(value.to_dtype());
    case Tag::Device: return device_to_python(value.to_device());
    case Tag::Ellipsis: return nb::borrow(Py_Ellipsis);
    case Tag::Complex: {
      const auto number = value.to_complex();
      return nb::steal(PyComplex_FromDoubles(number.real(), number.imag()));
    }
    case Tag::Str: return text_to_python(value.known<Str>());
    case Tag::Bytes: return nb::bytes(value.to_bytes().data(), value.to_bytes().size());
    case Tag::Tensor: return tensor_to_python(value.to_tensor());
    case Tag::Array: return array_to_python(value);
    case Tag::ArrayDtype: return array_dtype_to_python(value.to_array_dtype());
    case Tag::Size: return size_to_python(value.items());
    case Tag::Slice: {
      const auto& slice = value.object<SliceObject>(Tag::Slice);
      return nb::steal(
          PySlice_New(to_python(slice.start).ptr(), to_python(slice.stop).ptr(), to_python(slice.step).ptr()));
    }
    case Tag::Range: {
      const auto& range = value.object<RangeObject>(Tag::Range);
      return nb::handle(reinterpret_cast<PyObject*>(&PyRange_Type))(range.start, range.stop, range.step);
    }
    case Tag::Exception: return exception_to_python(value.object<ExceptionObject>(Tag::Exception));
    case Tag::Class: return class_to_python(program_, value.object<ClassInfo>(Tag::Class));
    case Tag::Match: raise("TypeError", "a re.Match can't leave a program: return what of it is wanted, m.group() say");
    case Tag::Generator:
      raise("TypeError",
            "a generator can't leave a program: return a list of what it yields, and save the program before it keeps "
            "one");
    case Tag::List:
    case Tag::Tuple:
    case Tag::Dict:
    case Tag::Set:
    case Tag::Object: return container_to_python(value);
  }
  return nb::none();
}

nb::object Converter::text_to_python(const Str& text) {
  // What nothing else holds did not come in and is not met again.
  if (!texts_ || text.unique()) return str_to_python(text);
  if (const nb::handle original = texts_->original(text)) return nb::borrow(original);
  nb::object made = str_to_python(text);
  texts_->know(made, text);
  return made;
}

// Whether an element is the number that stands before it: `[0.0] * n` is one object n times.
static bool repeats(const Value* item, const Value* first) {
  return item != first && item->tag() == item[-1].tag() && (item->is(Tag::Float) || item->is(Tag::Int)) &&
         item->int_payload() == item[-1].int_payload();
}

// As `to_python`, without a call for what most elements are.
PyObject* Converter::new_reference(const Value& value) {
  if (value.is(Tag::Str)) return text_to_python(value.known<Str>()).release().ptr();
  if (!value.is(Tag::Int) && !value.is(Tag::Float)) return to_python(value).release().ptr();
  if (value.is(Tag::Int)) {
    if (PyObject* small = small_int(value.int_payload())) return small;
  }
  PyObject* number =
      value.is(Tag::Int) ? PyLong_FromLongLong(value.int_payload()) : PyFloat_FromDouble(value.float_payload());
  if (!number) throw nb::python_error();
  return number;
}

nb::object Converter::container_to_python(const Value& value) {
  // What nothing else holds did not come in and is not met again.
  const bool is_met_once = value.identity()->unique();
  if (!is_met_once) {
    if (const nb::object* found = original_of(value.identity())) return *found;
  }
  const DepthGuard guard(depth_);
  const auto remember = [&](const nb::object& object) {
    if (!is_met_once) originals_.emplace(value.identity(), object);
  };
  if (value.is(Tag::List)) {
    const nb::object list = nb::steal(PyList_New(static_cast<Py_ssize_t>(value.items().size())));
    remember(list);
    Py_ssize_t index = 0;
    const std::vector<Value>& items = value.items();
    for (const Value& item : items) {
      PyObject* object = nullptr;
      if (repeats(&item, items.data())) object = Py_NewRef(PyList_GET_ITEM(list.ptr(), index - 1));
      else if (item.is(Tag::Int)) object = small_int(item.int_payload());
      PyList_SET_ITEM(list.ptr(), index++, object ? object : new_reference(item));
    }
    return list;
  }
  if (class_of(value)) return instance_to_python(value);
  if (value.is(Tag::Tuple)) {
    const nb::object tuple = nb::steal(PyTuple_New(static_cast<Py_ssize_t>(value.items().size())));
    Py_ssize_t index = 0;
    for (const Value& item : value.items()) PyTuple_SET_ITEM(tuple.ptr(), index++, new_reference(item));
    remember(tuple);
    return tuple;
  }
  if (value.is(Tag::Set)) {
    nb::set set;
    remember(set);
    for (const Value& key : Set::entering(value.object<Set>(Tag::Set).keys())) set.add(to_python(key));
    return set;
  }
  const Dict& entries = value.object<Dict>(Tag::Dict);
  const nb::object dict = nb::steal(new_dict(entries.size()));
  remember(dict);
  for (const auto& [hash, key, item] : entries.entries()) {
    if (key.is(Tag::Unbound)) continue;
    const nb::object python_key = nb::steal(new_reference(key));
    const nb::object python_item = nb::steal(new_reference(item));
    if (PyDict_SetItem(dict.ptr(), python_key.ptr(), python_item.ptr())) throw nb::python_error();
  }
  return dict;
}

TensorKind Converter::tensor_kind() const {
  if (saw_torch_) return TensorKind::Torch;
  if (saw_numpy_ && arrays_are_tensors_) return TensorKind::Numpy;
  return torch_module().is_none() ? TensorKind::Numpy : TensorKind::Torch;
}

nb::object Converter::tensor_to_python(const Tensor& tensor) {
  if (const nb::object* found = original_of(tensor.identity())) return *found;
  nb::object object = tensor_kind() == TensorKind::Torch ? tensor_to_torch(tensor) : tensor_to_numpy(tensor);
  originals_.emplace(tensor.identity(), object);
  return object;
}

nb::object Converter::array_to_python(const Value& value) {
  if (const nb::object* found = original_of(value.identity())) return *found;
  nb::object object = array_to_numpy(value);
  originals_.emplace(value.identity(), object);
  return object;
}

// `x.unsqueeze_(0)`, `x.data = y`: the caller's tensor takes on the geometry and memory that the program gave it.
void Converter::write_back_tensors() {
  for (const TrackedTensor& entry : tensors_) {
    const Tensor& now = entry.tensor;
    if (now.sizes() == entry.sizes && now.strides() == entry.strides && now.raw() == entry.data) continue;
    if (!is_torch_tensor(entry.object)) continue;  // NumPy arrays can't be changed so, and PyTorch's can't be NumPy's
    const bool in_place = now.storage().get() == entry.storage.get() && now.storage()->data() == entry.memory;
    if (in_place && !nb::cast<bool>(entry.object.attr("requires_grad"))) {
      // Its own memory in another shape: torch's other views of it stay views of it.
      const int64_t moved = (now.raw() - entry.data) / static_cast<int64_t>(now.itemsize());
      const int64_t offset = nb::cast<int64_t>(entry.object.attr("storage_offset")()) + moved;
      entry.object.attr("as_strided_")(tuple_of(now.sizes()), tuple_of(now.strides()), offset);
      continue;
    }
    nb::object changed = tensor_to_torch(now);
    nb::setattr(entry.object, "data", changed);
  }
}

// Whether the program left `value` as what the caller holds as `object`.
bool Converter::is_same_as(const Value& value, nb::handle object) {
  switch (value.tag()) {
    case Tag::None: return object.is_none();
    case Tag::Bool: return object.is(value.to_bool() ? Py_True : Py_False);
    case Tag::Int: return PyLong_CheckExact(object.ptr()) && int64_of(object) == value.to_int();
    case Tag::Float:
      return PyFloat_CheckExact(object.ptr()) &&
             std::bit_cast<uint64_t>(PyFloat_AS_DOUBLE(object.ptr())) == std::bit_cast<uint64_t>(value.to_double());
    case Tag::Str: return is_same_text(value, object);
    default: {
      const void* identity = value.is(Tag::Tensor) ? value.tensor().identity() : value.identity();
      const nb::object* original = original_of(identity);
      return original && original->is(object);
    }
  }
}

// Whether what the program wrote is what was there before: the caller's objects stay then.
bool Converter::is_what_it_was(const Tracked& entry) {
  PyObject* object = entry.object.ptr();
  if (entry.is_contents) return false;
  if (entry.value.is(Tag::List)) {
    const std::vector<Value>& items = entry.value.items();
    if (PyList_GET_SIZE(object) != static_cast<Py_ssize_t>(items.size())) return false;
    Py_ssize_t index = 0;
    return std::all_of(items.begin(), items.end(),
                       [&](const Value& item) { return is_same_as(item, PyList_GET_ITEM(object, index++)); });
  }
  if (entry.value.is(Tag::Object)) return has_same_fields(object, entry.value.known<Object>());
  if (entry.value.is(Tag::Set)) {
    const Set& set = entry.value.known<Set>();
    return PySet_GET_SIZE(object) == static_cast<Py_ssize_t>(set.size()) &&
           set.all([&](const Value& key) { return PySet_Contains(object, to_python(key).ptr()) == 1; });
  }
  const Dict& dict = entry.value.known<Dict>();
  if (PyDict_GET_SIZE(object) != static_cast<Py_ssize_t>(dict.size())) return false;
  Py_ssize_t place = 0;
  PyObject *key = nullptr, *item = nullptr;
  return std::all_of(dict.entries().begin(), dict.entries().end(), [&](const Dict::Entry& held) {
    if (!held.is_live()) return true;
    return PyDict_Next(object, &place, &key, &item) && is_same_as(held.key, key) && is_same_as(held.value, item);
  });
}

void Converter::write_back() {
  write_back_tensors();
  for (const Tracked& entry : tracked_) {
    if (!entry.value.known<Container>().changed || is_what_it_was(entry)) continue;
    nb::object object = entry.object;
    if (entry.value.is(Tag::Object)) {
      write_back_instance(object, entry.value);
      continue;
    }
    if (entry.is_contents) {
      write_back_contents(object, entry.value);
      continue;
    }
    if (entry.value.is(Tag::List)) {
      nb::list list;
      for (const Value& item : entry.value.items()) list.append(to_python(item));
      if (PyList_SetSlice(object.ptr(), 0, PyList_GET_SIZE(object.ptr()), list.ptr())) throw nb::python_error();
      continue;
    }
    std::vector<nb::object> items;
    if (entry.value.is(Tag::Set)) {
      for (const Value& key : entry.value.known<Set>().keys()) items.push_back(to_python(key));
      object.attr("clear")();
      for (const nb::object& item : items) object.attr("add")(item);
      continue;
    }
    for (const auto& [key, item] : entry.value.known<Dict>().items()) {
      items.push_back(to_python(key));
      items.push_back(to_python(item));
    }
    object.attr("clear")();
    for (std::size_t i = 0; i < items.size(); i += 2) object[items[i]] = items[i + 1];
  }
}

}  // namespace flambeau::python
