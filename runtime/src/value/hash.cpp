#include "value/hash.h"

#include <cmath>

#include "value/array_scalar.h"
#include "value/recursion.h"
#include "value/set.h"

namespace flambeau {

namespace {

constexpr int kBits = 61;
constexpr uint64_t kPrime = (uint64_t{1} << kBits) - 1;  // numbers are hashed modulo this
constexpr int64_t kInfinity = 314159;
constexpr uint64_t kImaginary = 1000003;
constexpr int64_t kOfNone = 0xfca86420;  // from CPython 3.12 on; an address before

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
  if (std::fabs(value) < 0x1p53 && std::trunc(value) == value) return hash_int(static_cast<int64_t>(value));
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

// xxHash over the hashes of the elements.
PythonHash hash_items(const std::vector<Value>& items) {
  constexpr uint64_t kFirst = 11400714785074694791U, kSecond = 14029467366897019727U, kFifth = 2870177450012600261U;
  const RecursionGuard guard("");
  uint64_t hashed = kFifth;
  bool lasts = true;
  for (const Value& item : items) {
    const PythonHash part = python_hash(item);
    lasts = lasts && part.lasts;
    hashed += static_cast<uint64_t>(part.value) * kSecond;
    hashed = (hashed << 31 | hashed >> 33) * kFirst;
  }
  hashed += items.size() ^ (kFifth ^ 3527539U);
  return {hashed == ~uint64_t{0} ? 1546275796 : static_cast<int64_t>(hashed), lasts};
}

// Of a frozenset: the same for each order of its elements.
PythonHash hash_set(const Set& set) {
  const RecursionGuard guard("");
  uint64_t hashed = 0;
  bool lasts = true;
  for (const Value& item : set.keys()) {
    const PythonHash part = python_hash(item);
    lasts = lasts && part.lasts;
    const auto bits = static_cast<uint64_t>(part.value);
    hashed ^= ((bits ^ 89869747U) ^ (bits << 16)) * 3644798167U;
  }
  hashed ^= (set.size() + 1) * 1927868237U;
  hashed ^= (hashed >> 11) ^ (hashed >> 25);
  hashed = hashed * 69069U + 907133923U;
  return {hashed == ~uint64_t{0} ? 590923713 : static_cast<int64_t>(hashed), lasts};
}

}  // namespace

const Set* frozen_set(const Value& value) noexcept {
  if (!value.is(Tag::Object)) return nullptr;
  const auto* object = static_cast<Object*>(value.identity());
  const bool is_set = object->slots().size() == 1 && object->slots()[0].is(Tag::Set);
  return is_set && (object->info->flags & ClassInfo::kHashed) ? &object->slots()[0].known<Set>() : nullptr;
}

PythonHash python_hash(const Value& value) {
  switch (value.tag()) {
    case Tag::None: return {kOfNone, true};
    case Tag::Bool:
    case Tag::Int: return {hash_int(value.to_int()), true};
    case Tag::Float: return {hash_float(value.to_double()), !std::isnan(value.to_double())};
    case Tag::Complex: {
      const auto z = value.to_complex();
      const auto real = static_cast<uint64_t>(hash_float(z.real()));
      const auto imaginary = static_cast<uint64_t>(hash_float(z.imag()));
      return {valid(real + kImaginary * imaginary), !std::isnan(z.real()) && !std::isnan(z.imag())};
    }
    case Tag::Tuple:
    case Tag::Size: return hash_items(value.items());
    case Tag::Str:
    case Tag::Bytes: {
      const bool empty = value.known<Str>().text.empty();
      return {empty ? 0 : valid(hash_value(value)), empty};
    }
    case Tag::Array:
      if (value.is_array_scalar()) return python_hash(array_item(value.to_array()));
      break;
    case Tag::Object:
      if (&underlying(value) != &value) return python_hash(underlying(value));
      if (const Set* set = frozen_set(value)) return hash_set(*set);
      break;
    default: break;
  }
  return {valid(hash_value(value)), false};
}

}  // namespace flambeau
