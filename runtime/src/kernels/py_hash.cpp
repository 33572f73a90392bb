// Python's hash(): of numbers and tuples of them CPython's own, of texts and objects one of the runtime's, as they
// differ from one run of CPython to the next too.
#include <cmath>

#include "kernels/py_receiver.h"
#include "ops/kernel.h"
#include "value/recursion.h"

namespace flambeau {

namespace {

constexpr int kBits = 61;
constexpr uint64_t kPrime = (uint64_t{1} << kBits) - 1;  // numbers are hashed modulo this
constexpr int64_t kInfinity = 314159;
constexpr uint64_t kImaginary = 1000003;
constexpr int64_t kOfNone = 0xfca86420;

// -1 is no hash: CPython keeps it for errors.
int64_t valid(uint64_t hash) { return hash == ~uint64_t{0} ? -2 : static_cast<int64_t>(hash); }

int64_t hash_int(int64_t value) {
  const uint64_t size = value < 0 ? uint64_t{0} - static_cast<uint64_t>(value) : static_cast<uint64_t>(value);
  const uint64_t hash = size % kPrime;
  return valid(value < 0 ? uint64_t{0} - hash : hash);
}

// x * 2**shift modulo the prime.
uint64_t rotated(uint64_t x, int shift) { return ((x << shift) & kPrime) | x >> (kBits - shift); }

int64_t hash_float(double value) {
  if (std::isinf(value)) return value > 0 ? kInfinity : -kInfinity;
  if (std::isnan(value)) return 0;
  int exponent = 0;
  double mantissa = std::frexp(std::fabs(value), &exponent);
  uint64_t x = 0;
  while (mantissa != 0) {  // 28 bits at a time
    mantissa *= 0x1p28;
    exponent -= 28;
    const auto bits = static_cast<uint64_t>(mantissa);
    mantissa -= static_cast<double>(bits);
    x = rotated(x, 28) + bits;
    if (x >= kPrime) x -= kPrime;
  }
  exponent = exponent >= 0 ? exponent % kBits : kBits - 1 - (-1 - exponent) % kBits;
  x = rotated(x, exponent);
  return valid(value < 0 ? uint64_t{0} - x : x);
}

int64_t hash(const Value& value);

// xxHash over the hashes of the elements.
int64_t hash_items(const std::vector<Value>& items) {
  constexpr uint64_t kFirst = 11400714785074694791U, kSecond = 14029467366897019727U, kFifth = 2870177450012600261U;
  const RecursionGuard guard("");
  uint64_t hashed = kFifth;
  for (const Value& item : items) {
    hashed += static_cast<uint64_t>(hash(item)) * kSecond;
    hashed = (hashed << 31 | hashed >> 33) * kFirst;
  }
  hashed += items.size() ^ (kFifth ^ 3527539U);
  return hashed == ~uint64_t{0} ? 1546275796 : static_cast<int64_t>(hashed);
}

int64_t hash(const Value& value) {
  switch (value.tag()) {
    case Tag::None: return kOfNone;
    case Tag::Bool:
    case Tag::Int: return hash_int(value.to_int());
    case Tag::Float: return hash_float(value.to_double());
    case Tag::Complex: {
      const auto z = value.to_complex();
      return valid(static_cast<uint64_t>(hash_float(z.real())) +
                   kImaginary * static_cast<uint64_t>(hash_float(z.imag())));
    }
    case Tag::Tuple:
    case Tag::Size: return hash_items(value.items());
    case Tag::Str:
      if (value.to_str().empty()) return 0;
      return valid(hash_value(value));
    case Tag::Bytes:
      if (value.to_bytes().empty()) return 0;
      return valid(hash_value(value));
    default: return valid(hash_value(value));
  }
}

}  // namespace

KERNEL(py_hash, hash)

}  // namespace flambeau
