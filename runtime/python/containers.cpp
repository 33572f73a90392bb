#include "containers.h"

#include <algorithm>
#include <cstring>
#include <mutex>

#include "texts.h"

namespace flambeau::python {

namespace {

// Whether an object always is what it is now.
bool lasts(PyObject* object) {
  if (PyTuple_CheckExact(object)) {
    PyObject** items = reinterpret_cast<PyTupleObject*>(object)->ob_item;
    return std::all_of(items, items + PyTuple_GET_SIZE(object), lasts);
  }
  return PyUnicode_CheckExact(object) || PyLong_CheckExact(object) || PyFloat_CheckExact(object) ||
         PyBool_Check(object) || object == Py_None;
}

// All that a list or dict holds, in order.
std::vector<PyObject*> objects_of(PyObject* container) {
  if (PyList_Check(container)) {
    PyObject** items = reinterpret_cast<PyListObject*>(container)->ob_item;
    return {items, items + PyList_GET_SIZE(container)};
  }
  std::vector<PyObject*> objects;
  objects.reserve(static_cast<std::size_t>(PyDict_GET_SIZE(container)) * 2);
  Py_ssize_t place = 0;
  PyObject *key = nullptr, *item = nullptr;
  while (PyDict_Next(container, &place, &key, &item)) objects.insert(objects.end(), {key, item});
  return objects;
}

bool holds(PyObject* container, const std::vector<PyObject*>& objects) noexcept {
  if (PyList_Check(container)) {
    return static_cast<std::size_t>(PyList_GET_SIZE(container)) == objects.size() &&
           std::memcmp(reinterpret_cast<PyListObject*>(container)->ob_item, objects.data(),
                       objects.size() * sizeof(PyObject*)) == 0;
  }
  if (static_cast<std::size_t>(PyDict_GET_SIZE(container)) * 2 != objects.size()) return false;
  PyObject* const* wanted = objects.data();
  Py_ssize_t place = 0;
  PyObject *key = nullptr, *item = nullptr;
  for (; PyDict_Next(container, &place, &key, &item); wanted += 2) {
    if (wanted[0] != key || wanted[1] != item) return false;
  }
  return true;
}

template <typename Function>
void for_each_text(PyObject* object, const Function& function) {
  if (PyUnicode_CheckExact(object)) function(object);
  if (!PyTuple_CheckExact(object)) return;
  for (Py_ssize_t i = 0; i < PyTuple_GET_SIZE(object); ++i) for_each_text(PyTuple_GET_ITEM(object, i), function);
}

// What threads held that have ended, maybe without the GIL. It outlives them all.
struct Left {
  std::mutex lock;
  std::vector<PyObject*> objects;
};
Left& left() {
  static Left& shared = *new Left;
  return shared;
}

void release_left() {
  std::vector<PyObject*> released;
  {
    const std::lock_guard guard(left().lock);
    released.swap(left().objects);
  }
  for (PyObject* object : released) Py_DECREF(object);
}

}  // namespace

KnownContainers::~KnownContainers() {
  const std::lock_guard guard(left().lock);
  std::vector<PyObject*>& objects = left().objects;
  for (const Entry& entry : entries_) objects.insert(objects.end(), entry.objects.begin(), entry.objects.end());
}

const Value* KnownContainers::find(PyObject* container) noexcept {
  Entry& entry = entries_[place_of(container)];
  if (entry.address != container || entry.objects.empty() || !holds(container, entry.objects)) return nullptr;
  entry.patience = 1;
  return &entry.value;
}

void KnownContainers::let_go(Entry& entry, KnownTexts& texts) {
  const std::vector<PyObject*> objects = std::move(entry.objects);
  entry.objects.clear();
  entry.value = Value();
  for (PyObject* object : objects) {
    for_each_text(object, [&](PyObject* text) { texts.unpin(text); });
    Py_DECREF(object);
  }
}

void KnownContainers::meet(PyObject* container, const Value& made, KnownTexts& texts) {
  constexpr uint32_t kMostPatience = 1U << 16;
  Entry& entry = entries_[place_of(container)];
  if (!entry.objects.empty()) {
    if (entry.address == container) entry.patience = std::min(entry.patience * 2, kMostPatience);
    let_go(entry, texts);
    entry.meetings = 0;
  }
  if (entry.address != container) {
    entry.address = container;
    entry.meetings = 0;
    entry.patience = std::max(entry.patience / 2, 1U);
    return;
  }
  if (++entry.meetings < entry.patience) return;
  const Py_ssize_t size = PyList_Check(container) ? PyList_GET_SIZE(container) : PyDict_GET_SIZE(container);
  if (size > kLargest) return;
  std::vector<PyObject*> objects = objects_of(container);
  if (!std::all_of(objects.begin(), objects.end(), lasts)) {
    entry.meetings = 0;
    entry.patience = std::min(entry.patience * 2, kMostPatience);
    return;
  }
  release_left();
  for (PyObject* object : objects) {
    Py_INCREF(object);
    for_each_text(object, [&](PyObject* text) { texts.pin(text); });
  }
  entry.value = made.is(Tag::List) ? Value::list(made.items()) : Value(Tag::Dict, made.known<Dict>().copy());
  entry.objects = std::move(objects);
}

}  // namespace flambeau::python
