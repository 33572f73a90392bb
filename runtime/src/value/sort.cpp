// Sorting as list.sort() does. Numbers and texts among themselves are compared without asking each time what they are.
#include <algorithm>
#include <cmath>
#include <numeric>

#include "base/merge_sort.h"
#include "value/compare.h"

namespace flambeau {

namespace {

// Fewer elements than this are sorted by insertion, in the very order of comparisons that CPython makes, so that even
// NaNs, which have no order, end where they end there.
constexpr std::size_t kMinimalRun = 64;

void insertion_sort(std::vector<Value>& items) {
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

// What all values are, where their order is that of plain keys.
enum class Keys { Ints, Floats, Texts, Mixed };

Keys kind_of(const std::vector<Value>& values) {
  const Tag tag = values.empty() ? Tag::None : values[0].tag();
  const auto all = [&](auto&& holds) { return std::all_of(values.begin(), values.end(), holds); };
  if (tag == Tag::Int && all([](const Value& v) { return v.is(Tag::Int); })) return Keys::Ints;
  if (tag == Tag::Str && all([](const Value& v) { return v.is(Tag::Str); })) return Keys::Texts;
  const auto is_number = [](const Value& v) { return v.is(Tag::Float) && !std::isnan(v.float_payload()); };
  return tag == Tag::Float && all(is_number) ? Keys::Floats : Keys::Mixed;
}

bool less_int(const Value& a, const Value& b) { return a.int_payload() < b.int_payload(); }
bool less_float(const Value& a, const Value& b) { return a.float_payload() < b.float_payload(); }
bool less_text(const Value& a, const Value& b) { return a.known<Str>().text < b.known<Str>().text; }

// Stable, `sort(first, last, less)`: with the comparison that fits `keys`.
template <typename Sort>
void sort_plain(Keys keys, Sort&& sort) {
  switch (keys) {
    case Keys::Ints: return sort([](const Value& a, const Value& b) { return less_int(a, b); });
    case Keys::Floats: return sort([](const Value& a, const Value& b) { return less_float(a, b); });
    case Keys::Texts: return sort([](const Value& a, const Value& b) { return less_text(a, b); });
    case Keys::Mixed: return sort([](const Value& a, const Value& b) { return less(a, b); });
  }
}

}  // namespace

void sort_values(std::vector<Value>& items, bool reverse) {
  const Keys keys = kind_of(items);
  // Where a comparison may raise, they are sorted aside, so that the list stays whole.
  std::vector<Value> copy;
  if (keys == Keys::Mixed) copy = items;
  std::vector<Value>& sorted = keys == Keys::Mixed ? copy : items;
  if (reverse) std::reverse(sorted.begin(), sorted.end());
  if (keys == Keys::Mixed && sorted.size() < kMinimalRun) {
    insertion_sort(sorted);
  } else {
    sort_plain(keys, [&](auto&& is_less) { merge_sort(sorted.data(), sorted.size(), is_less); });
  }
  if (reverse) std::reverse(sorted.begin(), sorted.end());
  if (keys == Keys::Mixed) items = std::move(copy);
}

std::vector<int64_t> sorted_order(const std::vector<Value>& keys, bool reverse) {
  std::vector<int64_t> order(keys.size());
  std::iota(order.begin(), order.end(), 0);
  if (reverse) std::reverse(order.begin(), order.end());
  sort_plain(kind_of(keys), [&](auto&& is_less) {
    merge_sort(order.data(), order.size(), [&](int64_t i, int64_t j) {
      return is_less(keys[static_cast<std::size_t>(i)], keys[static_cast<std::size_t>(j)]);
    });
  });
  if (reverse) std::reverse(order.begin(), order.end());
  return order;
}

}  // namespace flambeau
