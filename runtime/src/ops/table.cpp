#include "ops/table.h"

#include <algorithm>
#include <vector>

namespace flambeau {

namespace kernel_table {
#define OP(identifier, schema, trait) extern const KernelEntry identifier;
#include "ops/declarations.inc"
#undef OP
}  // namespace kernel_table

namespace {

// How many arguments or results the parenthesised list at `text` holds; "*" isn't one.
std::size_t count_items(std::string_view text) {
  std::size_t count = 0;
  int depth = 0;
  std::string_view current = text;
  std::size_t start = 0;
  const auto finish = [&](std::size_t end) {
    current = text.substr(start, end - start);
    const auto first = current.find_first_not_of(' ');
    if (first != std::string_view::npos && current.substr(first) != "*") ++count;
    start = end + 1;
  };
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '(' || text[i] == '[') ++depth;
    if (text[i] == ')' || text[i] == ']') --depth;
    if (text[i] == ',' && depth == 0) finish(i);
  }
  finish(text.size());
  return count;
}

Operator declare(std::string_view schema, Trait trait, const KernelEntry* entry) {
  const std::size_t open = schema.find('(');
  const std::size_t arrow = schema.rfind(" -> ");
  const std::size_t close = schema.rfind(')', arrow);
  std::string_view results = schema.substr(arrow + 4);
  if (results.starts_with('(')) results = results.substr(1, results.size() - 2);
  return {schema.substr(0, open), schema, trait, entry, count_items(schema.substr(open + 1, close - open - 1)),
          count_items(results)};
}

std::vector<Operator> build() {
  std::vector<Operator> table = {
#define OP(identifier, schema, trait) declare(schema, Trait::trait, &kernel_table::identifier),
#include "ops/declarations.inc"
#undef OP
  };
  std::sort(table.begin(), table.end(), [](const Operator& a, const Operator& b) { return a.name < b.name; });
  return table;
}

}  // namespace

std::span<const Operator> operators() {
  static const std::vector<Operator> table = build();
  return table;
}

const Operator* find_operator(std::string_view name) {
  const auto table = operators();
  const auto found = std::lower_bound(table.begin(), table.end(), name,
                                      [](const Operator& op, std::string_view wanted) { return op.name < wanted; });
  return found != table.end() && found->name == name ? &*found : nullptr;
}

}  // namespace flambeau
