#include "ops/table.h"

#include <algorithm>
#include <iterator>
#include <string>
#include <vector>

namespace flambeau {

namespace {

// How many arguments a schema declares: commas in no brackets separate them, and "*" isn't one.
constexpr std::size_t count_arguments(std::string_view schema) {
  std::size_t count = 0;
  int depth = 0;
  bool in_argument = false;
  for (std::size_t i = schema.find('(') + 1; depth >= 0; ++i) {
    const char c = schema[i];
    depth += (c == '(' || c == '[') - (c == ')' || c == ']');
    if (depth < 0 || (c == ',' && depth == 0)) in_argument = false;
    else if (c != ' ' && c != '*' && !in_argument) in_argument = ++count != 0;
  }
  return count;
}

// The declarations' texts lie one after the other, each ended by a zero, and the kernels' addresses are code: pointers
// in tables would have to be adjusted by the loader, one by one.
struct Schemas {
#define OP(identifier, schema, trait) char identifier[sizeof(schema)];
#include "ops/declarations.inc"
#undef OP
};
constexpr Schemas kSchemas = {
#define OP(identifier, schema, trait) schema,
#include "ops/declarations.inc"
#undef OP
};
constexpr Trait kTraits[] = {
#define OP(identifier, schema, trait) Trait::trait,
#include "ops/declarations.inc"
#undef OP
};

}  // namespace

namespace kernel_table {
#define OP(identifier, schema, trait) \
  template <std::size_t arity>        \
  void identifier(Call& call);
#include "ops/declarations.inc"
#undef OP
}  // namespace kernel_table

namespace {

void store_kernels(Kernel* at) {
#define OP(identifier, schema, trait) *at++ = &kernel_table::identifier<count_arguments(schema)>;
#include "ops/declarations.inc"
#undef OP
}

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

Operator declare(std::string_view schema, Trait trait, Kernel kernel) {
  const std::size_t open = schema.find('(');
  const std::size_t arrow = schema.rfind(" -> ");
  const std::size_t close = schema.rfind(')', arrow);
  std::string_view results = schema.substr(arrow + 4);
  if (results.starts_with('(')) results = results.substr(1, results.size() - 2);
  const std::vector<std::string_view> arguments = split_items(schema.substr(open + 1, close - open - 1));
  Operator op{schema.substr(0, open), schema, trait, kernel, arguments.size(), split_items(results).size(), 0, 0};
  for (std::size_t i = 0; i < arguments.size() && i < 64; ++i) {
    const std::string type = type_of(arguments[i].substr(0, arguments[i].find('=')));
    op.tensors |= uint64_t{type == "Tensor"} << i;
    op.tensor_lists |= uint64_t{type == "Tensor[]"} << i;
  }
  return op;
}

std::vector<Operator> build() {
  std::vector<Kernel> kernels(std::size(kTraits));
  store_kernels(kernels.data());
  std::vector<Operator> table;
  table.reserve(std::size(kTraits));
  const char* text = reinterpret_cast<const char*>(&kSchemas);
  for (std::size_t i = 0; i < std::size(kTraits); ++i) {
    const std::string_view schema = text;
    table.push_back(declare(schema, kTraits[i], kernels[i]));
    text += schema.size() + 1;
  }
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
