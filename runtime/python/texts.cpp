#include "texts.h"

#include <cstring>
#include <string>

#include "value/same_text.h"
#include "value/text.h"

namespace flambeau::python {

namespace nb = nanobind;

namespace {

// The text's bytes, which last as long as the object; without data where it has lone surrogates.
std::string_view view_of(nb::handle object) {
  PyObject* text = object.ptr();
  if (PyUnicode_IS_COMPACT_ASCII(text)) {
    return {static_cast<const char*>(PyUnicode_DATA(text)), static_cast<std::size_t>(PyUnicode_GET_LENGTH(text))};
  }
  Py_ssize_t size = 0;
  if (const char* bytes = PyUnicode_AsUTF8AndSize(text, &size)) return {bytes, static_cast<std::size_t>(size)};
  PyErr_Clear();
  return {};
}

std::string text_of(nb::handle object) {
  const std::string_view view = view_of(object);
  if (view.data()) return std::string(view);
  // The runtime's texts may hold lone surrogates as Python's do.
  const auto bytes = nb::steal<nb::bytes>(PyUnicode_AsEncodedString(object.ptr(), "utf-8", "surrogatepass"));
  if (!bytes.is_valid()) throw nb::python_error();
  return {bytes.c_str(), bytes.size()};
}

thread_local std::unique_ptr<KnownTexts> spare;

}  // namespace

Value str_to_value(nb::handle object) {
  auto made = make_ref<Str>(text_of(object));
  made->characters.store(PyUnicode_GET_LENGTH(object.ptr()), std::memory_order_relaxed);
  return {Tag::Str, std::move(made)};
}

nb::object str_to_python(const Str& held) {
  const std::string_view text = held.text;
  const bool is_known = held.characters.load(std::memory_order_relaxed) == static_cast<int64_t>(text.size());
  if (text.size() > 1 && (is_known || is_ascii(text))) {
    PyObject* ascii = PyUnicode_New(static_cast<Py_ssize_t>(text.size()), 127);
    if (!ascii) throw nb::python_error();
    std::memcpy(PyUnicode_DATA(ascii), text.data(), text.size());
    return nb::steal(ascii);
  }
  PyObject* str = PyUnicode_DecodeUTF8(text.data(), static_cast<Py_ssize_t>(text.size()), "surrogatepass");
  if (!str) throw nb::python_error();
  return nb::steal(str);
}

bool is_same_text(const Value& value, nb::handle object) {
  if (!PyUnicode_CheckExact(object.ptr())) return false;
  const std::string_view view = view_of(object);
  return view.data() ? same_text(view, value.to_str()) : text_of(object) == value.to_str();
}

std::unique_ptr<KnownTexts> KnownTexts::take() noexcept { return std::move(spare); }

void KnownTexts::put_back(std::unique_ptr<KnownTexts> texts) noexcept {
  texts->end_call();
  spare = std::move(texts);
}

inline const Value& KnownTexts::hold(std::size_t place) {
  Entry& entry = entries_[place];
  held_.push_back(Py_NewRef(entry.address));
  entry.call = call_;
  by_text_[place_of(entry.value.identity())] = static_cast<uint16_t>(place);
  return entry.value;
}

Value KnownTexts::find(nb::handle object) {
  if (PyUnicode_GET_LENGTH(object.ptr()) > kLongest) return str_to_value(object);
  const std::size_t place = place_of(object.ptr());
  Entry& entry = entries_[place];
  if (entry.address == object.ptr() && entry.call == kPinned) return entry.value;
  if (entry.address == object.ptr() && PyUnicode_IS_COMPACT_ASCII(object.ptr())) {
    // Mostly: without the calls that any text takes.
    if (!same_text(view_of(object), entry.value.known<Str>().text)) entry.value = str_to_value(object);
  } else if (entry.address != object.ptr() || !is_same_text(entry.value, object)) {
    entry.value = str_to_value(object);
    entry.address = object.ptr();
  }
  return hold(place);
}

void KnownTexts::know(nb::handle object, const Str& text) {
  if (static_cast<Py_ssize_t>(text.text.size()) > kLongest) return;
  const std::size_t place = place_of(object.ptr());
  entries_[place].value = Value(Tag::Str, Ref<Counted>(const_cast<Str*>(&text)));
  entries_[place].address = object.ptr();
  hold(place);
}

void KnownTexts::end_call() noexcept {
  ++call_;
  for (PyObject* object : held_) Py_DECREF(object);
  held_.clear();
}

}  // namespace flambeau::python
