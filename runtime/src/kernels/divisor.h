// Division of many integers by one.
#pragma once

#include <bit>
#include <cstdint>

namespace flambeau {

// Divides numbers in [-2^31, 2^31) by one of them by multiplication (Granlund and Montgomery, "Division by invariant
// integers using multiplication", 1994). For |a| <= 2^31, 2^L >= d > 2^(L - 1), k = 31 + L and m = ceil(2^k / d), a m
// exceeds a 2^k / d by less than 2^k / d, so that |a| m >> k is |a| / d towards zero.
class Divisor {
 public:
  static bool fits(int64_t x) { return x == static_cast<int32_t>(x); }

  explicit Divisor(int64_t divisor) : is_negative_(divisor < 0) {
    const auto d = static_cast<uint64_t>(is_negative_ ? -divisor : divisor);
    shift_ = 31 + static_cast<int>(std::bit_width(d - 1));
    factor_ = ((uint64_t{1} << shift_) + d - 1) / d;
  }
  int64_t floor(int64_t a) const {
    if (is_negative_) a = -a;
    const int64_t sign = a >> 63;  // of a negative one, -1 - floor((-1 - a) / d)
    return static_cast<int64_t>(static_cast<uint64_t>(a ^ sign) * factor_ >> shift_) ^ sign;
  }

 private:
  uint64_t factor_;  // <= 2^32
  int shift_;        // <= 62
  bool is_negative_;
};

}  // namespace flambeau
