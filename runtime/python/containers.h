// Python's lists and dicts that come in again and again: a vocabulary, the names of classes, a table.
//
// One that is met a second time is kept with what it was converted to, if all that it holds never changes: texts,
// numbers, None, and tuples of such. The next call looks whether it holds the very same objects still. They are held
// meanwhile, so that no others can have their addresses. Needs the GIL.
#pragma once

#include <Python.h>

#include <array>
#include <cstdint>
#include <vector>

#include "value/value.h"

namespace flambeau::python {

class KnownTexts;

class KnownContainers {
 public:
  KnownContainers() = default;
  KnownContainers(const KnownContainers&) = delete;
  KnownContainers& operator=(const KnownContainers&) = delete;
  ~KnownContainers();

  // What a list or dict was converted to, to be copied; null where that isn't known or it has changed.
  const Value* find(PyObject* container) noexcept;
  // `made` is what one that wasn't found has become.
  void meet(PyObject* container, const Value& made, KnownTexts& texts);

 private:
  static constexpr unsigned kBits = 6;
  static constexpr Py_ssize_t kLargest = 8192;  // items of those that are kept

  struct Entry {
    PyObject* address = nullptr;     // where one was met last: no more than a hint
    std::vector<PyObject*> objects;  // all that it held, keys and values in turn: held here
    Value value;                     // a List or Dict of its own
    // It is kept once it has been met `patience` times more. What then has changed each time is kept ever more seldom.
    uint32_t meetings = 0, patience = 1;
  };

  static std::size_t place_of(const void* address) noexcept {
    return (reinterpret_cast<uintptr_t>(address) * 0x9e3779b97f4a7c15U) >> (64 - kBits);
  }
  static void let_go(Entry& entry, KnownTexts& texts);

  std::array<Entry, std::size_t{1} << kBits> entries_;  // by address
};

}  // namespace flambeau::python
