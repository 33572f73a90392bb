// A re.Match: what matched where.
#pragma once

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "value/value.h"

namespace flambeau {

struct MatchObject : Counted {
  MatchObject() : Counted(Unshared()) {}
  Value text;  // a Str
  // Groups 0, 1, ...: bytes [first, second) of the text; -1 twice where a group took no part.
  std::vector<std::pair<int64_t, int64_t>> spans;
  int64_t last_index = 0;      // the group that was closed last, 0 for none
  int64_t start = 0, end = 0;  // pos and endpos, in code points
  std::shared_ptr<const void> names_owner;
  const std::vector<std::pair<std::string, int64_t>>* names = nullptr;  // of groups, in the owner

  // The text of a group, None where it took no part.
  Value group(std::size_t index) const {
    const auto [first, last] = spans[index];
    if (first < 0) return {};
    return Value(text.to_str().substr(static_cast<std::size_t>(first), static_cast<std::size_t>(last - first)));
  }
};

}  // namespace flambeau
