// A long list's front moves on in its block of memory (base/noted_blocks.h); a short list's elements are moved by their
// bytes, which takes a tenth of the time that one by one would.
#include "value/front.h"

#include <cstring>
#include <memory>

#include "base/noted_blocks.h"

namespace flambeau {

namespace {

// What a vector consists of in the standard libraries that we build with.
struct Ends {
  Value* begin;
  Value* end;
  Value* room;  // the end of its memory

  std::size_t bytes() const noexcept { return static_cast<std::size_t>(room - begin) * sizeof(Value); }
  // How many elements there is room for before the front of a long list.
  std::size_t gap() const noexcept {
    const auto* first =
        static_cast<const Value*>(static_cast<const void*>(static_cast<const BlockNote*>(note_of(begin).start) + 1));
    return static_cast<std::size_t>(begin - first);
  }
};
static_assert(sizeof(BlockNote) == sizeof(Value) && alignof(BlockNote) == 16);

// Whether the vector is long, so that its memory has a note, and consists of what we think.
bool read(const std::vector<Value>& items, Ends& ends) noexcept {
  if constexpr (sizeof(items) != sizeof(Ends)) return false;
  std::memcpy(static_cast<void*>(&ends), static_cast<const void*>(&items), sizeof(Ends));
  return ends.begin == items.data() && ends.end == items.data() + items.size() &&
         ends.room == items.data() + items.capacity() && ends.bytes() > kMostWithoutNote;
}

void write(std::vector<Value>& items, const Ends& ends) noexcept {
  std::memcpy(static_cast<void*>(&items), static_cast<const void*>(&ends), sizeof(Ends));
}

// Moves the front of the block, and with it the note.
void move_front(Ends& ends, std::ptrdiff_t by) noexcept {
  const BlockNote note = note_of(ends.begin);
  ends.begin += by;
  std::construct_at(&note_of(ends.begin), note);
}

// Puts the elements into larger memory, behind as much room as they take.
void make_gap(std::vector<Value>& items, Ends& ends) {
  std::vector<Value> moved;
  moved.reserve(items.size() * 2 + items.capacity());
  Ends made;
  if (!read(moved, made)) return;
  const auto count = static_cast<std::ptrdiff_t>(items.size());
  move_front(made, count);
  std::memcpy(static_cast<void*>(made.begin), static_cast<const void*>(ends.begin), items.size() * sizeof(Value));
  made.end = made.begin + count;
  ends.end = ends.begin;
  write(items, ends);
  write(moved, made);
  items.swap(moved);
  ends = made;
}

}  // namespace

Value take_front(std::vector<Value>& items) {
  Value out = std::move(items.front());
  Ends ends;
  if (read(items, ends) && ends.bytes() - sizeof(Value) > kMostWithoutNote) {
    move_front(ends, 1);
    write(items, ends);
    return out;
  }
  Value* const front = items.data();
  std::memmove(static_cast<void*>(front), front + 1, (items.size() - 1) * sizeof(Value));
  std::construct_at(&items.back());
  items.pop_back();
  return out;
}

void put_front(std::vector<Value>& items, const Value& value) {
  const Value kept = value;  // which may be one of the elements
  Ends ends;
  if (read(items, ends)) {
    if (ends.gap() == 0) make_gap(items, ends);
    if (ends.gap() > 0) {
      move_front(ends, -1);
      std::construct_at(ends.begin, kept);
      write(items, ends);
      return;
    }
  }
  items.emplace_back();
  Value* const front = items.data();
  std::memmove(static_cast<void*>(front + 1), front, (items.size() - 1) * sizeof(Value));
  std::construct_at(front, kept);
}

}  // namespace flambeau
