#include "kernels/order.h"

#include <algorithm>
#include <bit>
#include <functional>
#include <numeric>
#include <utility>
#include <vector>

#include "base/merge_sort.h"
#include "kernels/iterate.h"

namespace flambeau {
namespace {

enum class Kind : uint8_t { Unsigned, Signed, Float };

// `infinity`: its bits, for floats.
template <typename U>
void keys_of(const std::byte* line, Kind kind, uint64_t infinity, int64_t n, int64_t stride, uint64_t flip,
             uint64_t* keys) {
  const U* x = reinterpret_cast<const U*>(line);
  constexpr U kSign = static_cast<U>(U{1} << (8 * sizeof(U) - 1));
  if (kind != Kind::Float) {
    const U sign = kind == Kind::Signed ? kSign : U{0};
    for (int64_t k = 0; k < n; ++k) keys[k] = static_cast<U>(x[k * stride] ^ sign) ^ flip;
    return;
  }
  for (int64_t k = 0; k < n; ++k) {
    const U bits = x[k * stride];
    const U size = static_cast<U>(bits & ~kSign);
    U key = static_cast<U>((bits & kSign) && size ? ~bits : size | kSign);
    if (size > infinity) key = static_cast<U>(~U{0});
    keys[k] = key ^ flip;
  }
}

// Numbers of which the bits [from, to) are sorted by, those of lower bits being in order. Gives back where they are: in
// `items` or in `buffer`.
uint64_t* sort_bits(uint64_t* items, uint64_t* buffer, int64_t n, int from, int to) {
  constexpr int64_t kFew = 160;
  if (n < kFew) {
    merge_sort(items, static_cast<std::size_t>(n), std::less<uint64_t>());
    return items;
  }
  const int most = n < 4096 ? 8 : 11;  // a pass that counts more digits than there are items would count for nothing
  const int passes = (to - from + most - 1) / most;
  const int width = (to - from + passes - 1) / passes;
  std::vector<int64_t> ends(std::size_t{1} << width);
  for (; from < to; from += width) {
    const auto digit = [&](uint64_t item) { return static_cast<std::size_t>(item >> from) & (ends.size() - 1); };
    std::fill(ends.begin(), ends.end(), 0);
    for (int64_t i = 0; i < n; ++i) ++ends[digit(items[i])];
    std::exclusive_scan(ends.begin(), ends.end(), ends.begin(), int64_t{0});
    for (int64_t i = 0; i < n; ++i) buffer[ends[digit(items[i])]++] = items[i];
    std::swap(items, buffer);
  }
  return items;
}

constexpr int64_t kShort = 16;

// Each of a few keys goes behind as many as come before it: no jump depends on them.
void order_of_few(const uint64_t* keys, int64_t n, int64_t* order) {
  int64_t before[kShort] = {};
  for (int64_t i = 1; i < n; ++i) {
    int64_t count = 0;
    for (int64_t j = 0; j < i; ++j) {
      const bool earlier = keys[j] <= keys[i];
      count += earlier;
      before[j] += !earlier;
    }
    before[i] = count;
  }
  for (int64_t i = 0; i < n; ++i) order[before[i]] = i;
}

}  // namespace

void keys_of_line(const std::byte* line, Dtype dtype, int64_t n, int64_t stride, bool descending, uint64_t* keys) {
  Kind kind = Kind::Unsigned;
  uint64_t infinity = 0;
  switch (dtype) {
    case Dtype::Int8:
    case Dtype::Int16:
    case Dtype::Int32:
    case Dtype::Int64: kind = Kind::Signed; break;
    case Dtype::Float16: infinity = 0x7c00; break;
    case Dtype::BFloat16: infinity = 0x7f80; break;
    case Dtype::Float32: infinity = 0x7f800000; break;
    case Dtype::Float64: infinity = 0x7ff0000000000000; break;
    default: break;
  }
  if (infinity) kind = Kind::Float;
  const int64_t size = static_cast<int64_t>(item_size(dtype));
  const uint64_t flip = descending ? ~uint64_t{0} >> (64 - 8 * size) : 0;
  switch (size) {
    case 1: return keys_of<uint8_t>(line, kind, infinity, n, stride, flip, keys);
    case 2: return keys_of<uint16_t>(line, kind, infinity, n, stride, flip, keys);
    case 4: return keys_of<uint32_t>(line, kind, infinity, n, stride, flip, keys);
    default: return keys_of<uint64_t>(line, kind, infinity, n, stride, flip, keys);
  }
}

// The keys' distance from the lowest one and the place below it are sorted as one number. Where that has more than 64
// bits, the key's last ones are left away, and runs that differ in them alone are put in order afterwards.
void order_of_keys(const uint64_t* keys, int64_t n, int64_t* order) {
  uint64_t low = n ? keys[0] : 0, high = low;
  bool rises = true;
  for (int64_t i = 1; i < n; ++i) {
    low = std::min(low, keys[i]);
    high = std::max(high, keys[i]);
    rises &= keys[i - 1] <= keys[i];
  }
  if (rises) return std::iota(order, order + n, int64_t{0});
  if (n <= kShort) return order_of_few(keys, n, order);
  const auto width = [](auto number) { return static_cast<int>(std::bit_width(static_cast<uint64_t>(number))); };
  const int place_bits = width(n - 1), key_bits = width(high - low);
  const int dropped = std::max(0, place_bits + key_bits - 64);
  const Tensor scratch = empty(Ints{2 * n}, Dtype::UInt64);
  uint64_t* const items = scratch.data<uint64_t>();
  for (int64_t i = 0; i < n; ++i) {
    items[i] = (keys[i] - low) >> dropped << place_bits | static_cast<uint64_t>(i);
  }
  const uint64_t* sorted = sort_bits(items, items + n, n, place_bits, place_bits + key_bits - dropped);
  const uint64_t place = (uint64_t{1} << place_bits) - 1;
  for (int64_t i = 0; i < n; ++i) order[i] = static_cast<int64_t>(sorted[i] & place);
  if (!dropped) return;
  for (int64_t i = 0, end; i < n; i = end) {
    bool in_order = true;
    for (end = i + 1; end < n && sorted[end] >> place_bits == sorted[i] >> place_bits; ++end) {
      in_order &= keys[order[end - 1]] <= keys[order[end]];
    }
    if (in_order) continue;
    const std::vector<int64_t> places(order + i, order + end);
    std::vector<uint64_t> run;
    for (const int64_t at : places) run.push_back(keys[at]);
    order_of_keys(run.data(), end - i, order + i);
    for (int64_t k = i; k < end; ++k) order[k] = places[static_cast<std::size_t>(order[k])];
  }
}

void take_in_order(const std::byte* from, int64_t stride, const int64_t* order, int64_t n, int64_t size, std::byte* to,
                   int64_t to_stride) {
  const auto take = [&](auto zero) {
    using T = decltype(zero);
    for (int64_t k = 0; k < n; ++k) {
      reinterpret_cast<T*>(to)[k * to_stride] = reinterpret_cast<const T*>(from)[order[k] * stride];
    }
  };
  switch (size) {
    case 1: return take(uint8_t{});
    case 2: return take(uint16_t{});
    case 4: return take(uint32_t{});
    default: return take(uint64_t{});
  }
}

}  // namespace flambeau
