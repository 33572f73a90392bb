// The replacement of re.sub() and Match.expand(): text with \1, \g<name> and escapes.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace flambeau {

struct TemplatePart {
  std::string text;
  int64_t group = -1;  // whose text stands here; -1: `text` itself
};

// Raises re.error with Python's words where the template is wrong.
std::vector<TemplatePart> read_template(std::string_view text, std::size_t groups,
                                        const std::vector<std::pair<std::string, int64_t>>& names);

}  // namespace flambeau
