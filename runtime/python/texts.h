// Python's texts <-> the runtime's.
//
// Callers hand over the same texts again and again: a vocabulary, a column of labels, the words of a line. What a text
// was converted to lately is kept, with the hash that it has been found to have. The caller's text itself is not,
// unless it is pinned: an address counts for nothing unless the text there is the same. Needs the GIL.
#pragma once

#include <nanobind/nanobind.h>

#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

#include "base/blocks.h"
#include "containers.h"
#include "value/value.h"

namespace flambeau::python {

Value str_to_value(nanobind::handle object);
nanobind::object str_to_python(const Str& held);
bool is_same_text(const Value& value, nanobind::handle object);

class KnownTexts {
 public:
  // A thread has one; a call takes it and puts it back. Null where there is none.
  static std::unique_ptr<KnownTexts> take() noexcept;
  static void put_back(std::unique_ptr<KnownTexts> texts) noexcept;

  KnownTexts() : entries_(kSize), by_text_(kSize) {}
  ~KnownTexts() { end_call(); }

  Value to_value(nanobind::handle object) {
    const Entry& entry = entries_[place_of(object.ptr())];
    return entry.address == object.ptr() && entry.call == call_ ? entry.value : find(object);
  }
  // The very object that came in in this call, or went out; null where it is none or isn't known.
  nanobind::handle original(const Str& text) const noexcept {
    const Entry& entry = entries_[by_text_[place_of(&text)]];
    const bool is_held = entry.call == call_ || entry.call == kPinned;
    return is_held && entry.value.identity() == &text ? entry.address : nullptr;
  }
  // What `text` has become.
  void know(nanobind::handle object, const Str& text);
  void end_call() noexcept;
  // Someone holds the object at that address from now on, until it is unpinned: it is known without being looked at.
  void pin(PyObject* address) noexcept {
    Entry& entry = entries_[place_of(address)];
    if (entry.address == address && entry.call == call_) entry.call = kPinned;
  }
  void unpin(PyObject* address) noexcept {
    Entry& entry = entries_[place_of(address)];
    if (entry.address == address && entry.call == kPinned) entry.call = 0;
  }
  KnownContainers& containers() noexcept { return containers_; }

 private:
  static constexpr unsigned kBits = 13;
  static constexpr std::size_t kSize = std::size_t{1} << kBits;
  static constexpr uint64_t kPinned = ~uint64_t{0};
  static constexpr Py_ssize_t kLongest = 256;  // characters: copies stay small

  // Texts that were made one after another, as those of a list are, have places beside each other: 64 bytes is what
  // most take. The upper bits keep memory from afar apart.
  static std::size_t place_of(const void* address) noexcept {
    const uintptr_t line = reinterpret_cast<uintptr_t>(address) >> 6U;
    return (line + (line >> kBits) * 0x9e3U) & (kSize - 1);
  }
  // One that hasn't come in in this call, or whose place another one has.
  Value find(nanobind::handle object);
  const Value& hold(std::size_t place);

  struct Entry {
    PyObject* address = nullptr;
    Value value;  // a Str, or None
    // The last one in which it was met: until that ends, the object at `address` is held. Or kPinned.
    uint64_t call = 0;
  };
  std::vector<Entry, BlockAllocator<Entry>> entries_;        // by address
  std::vector<uint16_t, BlockAllocator<uint16_t>> by_text_;  // places of entries, by the values' identities
  std::vector<PyObject*, BlockAllocator<PyObject*>> held_;   // all that entries hold or held in this call
  uint64_t call_ = 1;
  KnownContainers containers_;
};

}  // namespace flambeau::python
