// The places of a dict's or set's table, by which loops go through them. Anything else has none.
#pragma once

#include <cstddef>
#include <cstdint>

#include "value/set.h"
#include "value/value.h"

namespace flambeau {

inline std::size_t place_count(const Value& table) {
  if (table.is(Tag::Dict)) return table.known<Dict>().entries().size();
  return table.is(Tag::Set) ? table.known<Set>().place_count() : 0;
}

// The key at a place, null where there is none.
inline const Value* key_at(const Value& table, int64_t place) {
  if (static_cast<uint64_t>(place) >= place_count(table)) return nullptr;
  const auto index = static_cast<std::size_t>(place);
  if (table.is(Tag::Set)) return table.known<Set>().at(index);
  const Dict::Entry& entry = table.known<Dict>().entries()[index];
  return entry.is_live() ? &entry.key : nullptr;
}

// The value beside that key of a dict.
inline const Value* value_at(const Value& dict, int64_t place) {
  return dict.is(Tag::Dict) && key_at(dict, place)
             ? &dict.known<Dict>().entries()[static_cast<std::size_t>(place)].value
             : nullptr;
}

// The first place from `place` on that has a key, -1 where there is none.
inline int64_t next_place(const Value& table, int64_t place) {
  const auto count = static_cast<int64_t>(place_count(table));
  for (; place < count; ++place) {
    if (key_at(table, place)) return place;
  }
  return -1;
}

}  // namespace flambeau
