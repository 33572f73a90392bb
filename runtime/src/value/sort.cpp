// Sorting as list.sort() does. Numbers and texts among themselves are compared without asking each time what they are.
#include <algorithm>
#include <cmath>
#include <functional>
#include <string>

#include "base/merge_sort.h"
#include "value/compare.h"

namespace flambeau {

namespace {

// Fewer elements than this are sorted by insertion, in the very order of comparisons that CPython makes, so that even
// NaNs, which have no order, end where they end there.
constexpr std::size_t kMinimalRun = 64;

template <typename T, typename Less>
void insertion_sort(std::vector<T>& items, Less less) {
  if (items.size() < 2) return;
  std::size_t run = 2;
  if (less(items[1], items[0])) {
    while (run < items.size() && less(items[run], items[run - 1])) ++run;
    std::reverse(items.begin(), items.begin() + static_cast<std::ptrdiff_t>(run));
  } else {
    while (run < items.size() && !less(items[run], items[run - 1])) ++run;
  }
  for (; run < items.size(); ++run) {
    std::size_t low = 0, high = run;
    while (low < high) {
      const std::size_t middle = low + (high - low) / 2;
      if (less(items[run], items[middle])) high = middle;
      else low = middle + 1;
    }
    const auto at = items.begin() + static_cast<std::ptrdiff_t>(low);
    const auto end = items.begin() + static_cast<std::ptrdiff_t>(run);
    std::rotate(at, end, end + 1);
  }
}

// What all values are, where their order is that of plain keys; of tuples, what each of their columns is.
enum class Keys { Ints, Floats, Texts, Tuples, Mixed };

Keys plain_kind(const Value& value) {
  switch (value.tag()) {
    case Tag::Int: return Keys::Ints;
    case Tag::Float: return std::isnan(value.float_payload()) ? Keys::Mixed : Keys::Floats;
    case Tag::Str: return Keys::Texts;
    default: return Keys::Mixed;
  }
}

// The kinds of the columns of tuples that are as long as the first; empty where some column has none.
std::vector<Keys> columns_of(const std::vector<Value>& tuples) {
  std::vector<Keys> columns;
  for (const Value& value : tuples) {
    if (!value.is(Tag::Tuple)) return {};
    const std::vector<Value>& items = value.known<Tuple>().items();
    if (&value == &tuples.front()) {
      for (const Value& item : items) columns.push_back(plain_kind(item));
    }
    if (items.size() != columns.size()) return {};
    for (std::size_t i = 0; i < items.size(); ++i) {
      if (columns[i] == Keys::Mixed || plain_kind(items[i]) != columns[i]) return {};
    }
  }
  return columns;
}

Keys kind_of(const std::vector<Value>& values) {
  if (values.empty()) return Keys::Mixed;
  const Keys kind = values[0].is(Tag::Tuple) ? Keys::Tuples : plain_kind(values[0]);
  if (kind == Keys::Tuples) return columns_of(values).empty() ? Keys::Mixed : kind;
  const auto is_alike = [&](const Value& value) { return plain_kind(value) == kind; };
  return std::all_of(values.begin(), values.end(), is_alike) ? kind : Keys::Mixed;
}

const std::string& text_of(const Value& value) { return value.known<Str>().text; }

// Of tuples that are equal before column `i`.
bool less_tuple(const Value& a, const Value& b, const std::vector<Keys>& columns, std::size_t i = 0) {
  const Value* x = a.known<Tuple>().items().data();
  const Value* y = b.known<Tuple>().items().data();
  for (; i < columns.size(); ++i) {
    if (columns[i] == Keys::Ints) {
      if (x[i].int_payload() != y[i].int_payload()) return x[i].int_payload() < y[i].int_payload();
    } else if (columns[i] == Keys::Floats) {
      if (x[i].float_payload() != y[i].float_payload()) return x[i].float_payload() < y[i].float_payload();
    } else if (x[i].identity() != y[i].identity()) {
      const int order = text_of(x[i]).compare(text_of(y[i]));
      if (order != 0) return order < 0;
    }
  }
  return false;
}

// A text with its first bytes as a number, which mostly decides: they lie beside the places.
struct TextKey {
  uint64_t first;
  const std::string* text;
};

TextKey text_key(const Value& value) {
  const std::string& text = text_of(value);
  TextKey key{0, &text};
  const std::size_t size = std::min(text.size(), sizeof(key.first));
  for (std::size_t i = 0; i < size; ++i) key.first = key.first << 8 | static_cast<unsigned char>(text[i]);
  if (size != 0) key.first <<= 8 * (sizeof(key.first) - size);
  return key;
}

bool less_text(const TextKey& a, const TextKey& b) {
  return a.first != b.first ? a.first < b.first : a.text->compare(*b.text) < 0;
}

// The places of the keys in order, by what `key` takes of each value and `less` compares.
template <bool kMixed, typename Key, typename Less>
std::vector<int64_t> order_by(const std::vector<Value>& values, bool reverse, Key key, Less less) {
  struct Entry {
    decltype(key(values[0])) compared;
    int64_t place;
  };
  std::vector<Entry> entries;
  entries.reserve(values.size());
  for (const Value& value : values) entries.push_back({key(value), static_cast<int64_t>(entries.size())});
  if (reverse) std::reverse(entries.begin(), entries.end());
  const auto less_entry = [&](const Entry& a, const Entry& b) { return less(a.compared, b.compared); };
  if (kMixed && entries.size() < kMinimalRun) insertion_sort(entries, less_entry);
  else merge_sort(entries.data(), entries.size(), less_entry);
  if (reverse) std::reverse(entries.begin(), entries.end());
  std::vector<int64_t> order;
  order.reserve(entries.size());
  for (const Entry& entry : entries) order.push_back(entry.place);
  return order;
}

// The same of tuples whose first column is numbers, which mostly decide: they lie beside the places.
template <typename T>
std::vector<int64_t> order_by_first(const std::vector<Value>& tuples, bool reverse, const std::vector<Keys>& columns,
                                    T (Value::*payload)() const noexcept) {
  struct Key {
    T first;
    const Value* tuple;
  };
  return order_by<false>(
      tuples, reverse,
      [payload](const Value& v) {
        return Key{(v.known<Tuple>().items()[0].*payload)(), &v};
      },
      [&](const Key& a, const Key& b) {
        return a.first != b.first ? a.first < b.first : less_tuple(*a.tuple, *b.tuple, columns, 1);
      });
}

std::vector<int64_t> sorted_order(Keys kind, const std::vector<Value>& keys, bool reverse) {
  const auto itself = [](const Value& value) { return &value; };
  switch (kind) {
    case Keys::Ints:
      return order_by<false>(
          keys, reverse, [](const Value& v) { return v.int_payload(); }, std::less<int64_t>());
    case Keys::Floats:
      return order_by<false>(
          keys, reverse, [](const Value& v) { return v.float_payload(); }, std::less<double>());
    case Keys::Texts: return order_by<false>(keys, reverse, text_key, less_text);
    case Keys::Tuples: {
      const std::vector<Keys> columns = columns_of(keys);
      if (columns[0] == Keys::Ints) return order_by_first(keys, reverse, columns, &Value::int_payload);
      if (columns[0] == Keys::Floats) return order_by_first(keys, reverse, columns, &Value::float_payload);
      return order_by<false>(keys, reverse, itself,
                             [&](const Value* a, const Value* b) { return less_tuple(*a, *b, columns); });
    }
    case Keys::Mixed:
      return order_by<true>(keys, reverse, itself, [](const Value* a, const Value* b) { return less(*a, *b); });
  }
  return {};
}

// Equal numbers can't be told apart by what comes of sorting them (0.0 and -0.0 keep their order), so that they
// themselves are sorted.
template <auto kPayload>
void sort_numbers(std::vector<Value>& items, bool reverse) {
  using T = decltype((Value().*kPayload)());
  const auto is_late = [reverse](const Value& a, const Value& b) {
    return reverse ? (a.*kPayload)() < (b.*kPayload)() : (b.*kPayload)() < (a.*kPayload)();
  };
  if (std::adjacent_find(items.begin(), items.end(), is_late) == items.end()) return;
  std::vector<T> numbers;
  numbers.reserve(items.size());
  for (const Value& item : items) numbers.push_back((item.*kPayload)());
  if (reverse) std::reverse(numbers.begin(), numbers.end());
  merge_sort(numbers.data(), numbers.size(), std::less<T>());
  if (reverse) std::reverse(numbers.begin(), numbers.end());
  for (std::size_t i = 0; i < items.size(); ++i) items[i].put(numbers[i]);
}

}  // namespace

void sort_values(std::vector<Value>& items, bool reverse) {
  const Keys kind = kind_of(items);
  if (kind == Keys::Ints) return sort_numbers<&Value::int_payload>(items, reverse);
  if (kind == Keys::Floats) return sort_numbers<&Value::float_payload>(items, reverse);
  const std::vector<int64_t> order = sorted_order(kind, items, reverse);  // comparisons may raise: all stays as it was
  std::vector<Value> sorted;
  sorted.reserve(items.size());
  for (const int64_t place : order) sorted.push_back(std::move(items[static_cast<std::size_t>(place)]));
  items = std::move(sorted);
}

std::vector<Value> sorted_by(const std::vector<Value>& values, const std::vector<Value>& keys, bool reverse) {
  std::vector<Value> sorted;
  sorted.reserve(values.size());
  for (const int64_t place : sorted_order(kind_of(keys), keys, reverse)) {
    sorted.push_back(values[static_cast<std::size_t>(place)]);
  }
  return sorted;
}

}  // namespace flambeau
