#include "ops/table.h"

#include <algorithm>
#include <string>
#include <vector>

namespace flambeau {

namespace kernel_table {
#define OP(identifier, schema, trait) extern const KernelEntry identifier;
#include "ops/declarations.inc"
#undef OP
}  // namespace kernel_table

namespace {

// The arguments or results of the list `text`, without its parentheses; "*" isn't one.
std::vector<std::string_view> split_items(std::string_view text) {
  std::vector<std::string_view> items;
  int depth = 0;
  std::size_t start = 0;
  const auto finish = [&](std::size_t end) {
    std::string_view current = text.substr(start, end - start);
    current.remove_prefix(std::min(current.find_first_not_of(' '), current.size()));
    if (!current.empty() && current != "*") items.push_back(current);
    start = end + 1;
  };
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '(' || text[i] == '[') ++depth;
    if (text[i] == ')' || text[i] == ']') --depth;
    if (text[i] == ',' && depth == 0) finish(i);
  }
  finish(text.size());
  return items;
}

// "Tensor" of "Tensor(a!) self", "Tensor[]" of "Tensor[] tensors".
std::string type_of(std::string_view argument) {
  std::string type;
  int depth = 0;
  for (const char c : argument.substr(0, argument.find_last_of(' '))) {
    depth += c == '(';
    if (depth == 0) type += c;
    depth -= c == ')';
  }
  return type;
}

Operator declare(std::string_view schema, Trait trait, const KernelEntry* entry) {
  const std::size_t open = schema.find('(');
  const std::size_t arrow = schema.rfind(" -> ");
  const std::size_t close = schema.rfind(')', arrow);
  std::string_view results = schema.substr(arrow + 4);
  if (results.starts_with('(')) results = results.substr(1, results.size() - 2);
  const std::vector<std::string_view> arguments = split_items(schema.substr(open + 1, close - open - 1));
  Operator op{schema.substr(0, open), schema, trait, entry, arguments.size(), split_items(results).size(), 0, 0};
  for (std::size_t i = 0; i < arguments.size() && i < 64; ++i) {
    const std::string type = type_of(arguments[i].substr(0, arguments[i].find('=')));
    op.tensors |= uint64_t{type == "Tensor"} << i;
    op.tensor_lists |= uint64_t{type == "Tensor[]"} << i;
  }
  return op;
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

void check_tensors(const Operator& op, std::size_t index, const Value& value) {
  if (value.is_none()) {
    const std::string_view name = op.name.substr(op.name.find(':') + 2);
    raise("TypeError", name.substr(0, name.find('.')), "(): argument ", index + 1, " must be Tensor, not NoneType");
  }
  if (!(op.tensor_lists >> index & 1U) || !(value.is(Tag::List) || value.is(Tag::Tuple))) return;
  const auto& items = value.items();
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (items[i].is_none())
      raise("TypeError", "expected Tensor as element ", i, " in argument ", index, ", but got NoneType");
  }
}

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
