// Python's operators on what isn't a number, for the kernels of + - * % | & ^.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "ops/call.h"
#include "value/value.h"

namespace flambeau {

// TypeError "unsupported operand type(s) for +: 'int' and 'str'".
[[noreturn]] void raise_unsupported(const char* symbol, const Value& a, const Value& b);

// a + b of anything but Tensors.
Value add(const Value& a, const Value& b);
Value concatenate(const Value& a, const Value& b);
Value repeat(const Value& a, const Value& b);
// a `symbol` b, where both are sets and the symbol one of | & - ^.
Value combine_sets(const Value& a, const Value& b, char symbol);
// format % arguments.
Value format_percent(std::string_view format, const Value& arguments);

// separator.join of `count` items; false where one isn't a text.
bool join_texts(const Value& separator, const Value* items, std::size_t count, Value& out);

// torch.Size(items); TypeError where one isn't an int.
Value make_size(const std::vector<Value>& items);
// bool(value): numbers, None, strings, containers; a Tensor as tensor::bool has it.
bool truth(const Value& value);
// The elements of anything iterable, Tensors (along dim 0) included.
std::vector<Value> elements(const Value& value);

}  // namespace flambeau
