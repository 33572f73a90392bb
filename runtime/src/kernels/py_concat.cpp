// + and * on sequences.
#include "kernels/py_operators.h"
#include "ops/kernel.h"
#include "value/number.h"
#include "value/repr.h"

namespace flambeau {

namespace {

bool is_tuple(const Value& v) { return v.is(Tag::Tuple) || v.is(Tag::Size); }
bool is_sequence(const Value& v) { return v.is(Tag::List) || v.is(Tag::Str) || v.is(Tag::Bytes) || is_tuple(v); }

Value make_sequence(Tag tag, std::vector<Value> items) {
  if (tag == Tag::List) return Value::list(std::move(items));
  return Value(tag, make_ref<Tuple>(std::move(items)));
}

Value join(Tag tag, const Value& a, const Value& b) {
  std::vector<Value> items;
  items.reserve(a.items().size() + b.items().size());
  items.insert(items.end(), a.items().begin(), a.items().end());
  items.insert(items.end(), b.items().begin(), b.items().end());
  return make_sequence(tag, std::move(items));
}

// Of a container of `size` elements, so many more than memory could hold are refused before they are asked for.
std::size_t repetitions(std::size_t size, int64_t count) {
  if (count <= 0) return 0;
  constexpr std::size_t kLimit = std::size_t{1} << 40;
  if (size != 0 && static_cast<uint64_t>(count) > kLimit / size) raise("MemoryError", "");
  return static_cast<std::size_t>(count);
}

Value repeat_sequence(const Value& a, int64_t count) {
  if (a.is(Tag::Str) || a.is(Tag::Bytes)) {
    const std::string_view text = a.is(Tag::Str) ? a.to_str() : a.to_bytes();
    const std::size_t times = repetitions(text.size(), count);
    std::string out;
    if (text.size() == 1) {
      out.assign(times, text[0]);
    } else if (!text.empty()) {
      out.reserve(text.size() * times);
      for (std::size_t i = 0; i < times; ++i) out += text;
    }
    return Value(a.tag(), make_ref<Str>(std::move(out)));
  }
  const std::vector<Value>& items = a.items();
  std::vector<Value> out;
  if (!items.empty()) {
    const std::size_t times = repetitions(items.size(), count);
    if (items.size() == 1) {
      out.assign(times, items[0]);
    } else {
      out.reserve(items.size() * times);
      for (std::size_t i = 0; i < times; ++i) out.insert(out.end(), items.begin(), items.end());
    }
  }
  return make_sequence(a.tag(), std::move(out));
}

}  // namespace

Value concatenate(const Value& a, const Value& b) {
  if (a.is(Tag::Str) && b.is(Tag::Str)) {
    std::string out;
    out.reserve(a.to_str().size() + b.to_str().size());
    out += a.to_str();
    out += b.to_str();
    return Value(std::move(out));
  }
  if (a.is(Tag::List) && b.is(Tag::List)) return join(Tag::List, a, b);
  if (is_tuple(a) && is_tuple(b)) {
    // A Size and a tuple of ints, either way round, make a Size.
    const Value joined = join(Tag::Tuple, a, b);
    return a.is(Tag::Size) || b.is(Tag::Size) ? make_size(joined.items()) : joined;
  }
  if (a.is(Tag::Bytes) && b.is(Tag::Bytes)) {
    return Value(Tag::Bytes, make_ref<Str>(std::string(a.to_bytes()) + std::string(b.to_bytes())));
  }
  if (a.is(Tag::Bytes)) raise("TypeError", "can't concat ", error_type_name(b), " to bytes");
  if (a.is(Tag::Size)) raise("TypeError", "can only concatenate tuple (not ", error_type_name(b), ") to torch.Size");
  if (is_sequence(a)) {
    raise("TypeError", "can only concatenate ", type_name(a), " (not \"", error_type_name(b), "\") to ", type_name(a));
  }
  raise_unsupported("+", a, b);
}

Value repeat(const Value& a, const Value& b) {
  if (is_sequence(a) && is_int_like(b)) return repeat_sequence(a, b.to_int());
  if (is_sequence(b) && is_int_like(a)) return repeat_sequence(b, a.to_int());
  if (is_sequence(a)) raise("TypeError", "can't multiply sequence by non-int of type '", error_type_name(b), "'");
  if (is_sequence(b)) raise("TypeError", "can't multiply sequence by non-int of type '", error_type_name(a), "'");
  raise_unsupported("*", a, b);
}

}  // namespace flambeau
