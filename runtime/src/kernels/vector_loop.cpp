#include "kernels/vector_loop.h"

#include <algorithm>
#include <array>
#include <utility>

#include "simd/convert.h"

namespace flambeau {

VectorLoop::VectorLoop(const VectorLoops& loops, Dtype dtype) : comparison_(loops.comparison) {
  const bool compares = comparison_.less || comparison_.equal;
  const auto choose = [&](const NumberLoops* numbers, const IntegerLoops* integers, CompareLoop compare) {
    if (numbers && loops.numbers) number_ = numbers->*loops.numbers;
    if (integers && loops.integers) integer_ = integers->*loops.integers;
    if (compares) compare_ = compare;
  };
  switch (dtype) {
    case Dtype::Float32:
      choose(&float_loops(), nullptr, compare_loops().f32);
      if (!number_ && loops.numbers) wide_ = double_loops().*loops.numbers;
      break;
    case Dtype::Float64: choose(&double_loops(), nullptr, compare_loops().f64); break;
    case Dtype::Int16: choose(nullptr, &int16_loops(), nullptr); break;
    case Dtype::Int32: choose(nullptr, &int32_loops(), compare_loops().i32); break;
    case Dtype::Int64: choose(nullptr, &int64_loops(), compare_loops().i64); break;
    case Dtype::Bool:
      if (!loops.takes_bools) break;
      [[fallthrough]];
    case Dtype::UInt8:
      if (loops.bytes) byte_ = byte_loops().*loops.bytes;
      break;
    default: break;
  }
  if (loops.bitwise && is_integral(dtype, true)) {
    byte_ = byte_loops().*loops.bytes;
    bytes_ = static_cast<int64_t>(item_size(dtype));
  }
}

namespace {

template <typename To, typename From>
void convert(ConvertLoop<To, From> loop, To* to, const From* from, int64_t n) {
  if (loop) return loop(to, from, n);
  for (int64_t i = 0; i < n; ++i) to[i] = static_cast<To>(from[i]);
}

// A loop over doubles, on blocks of floats that are converted for it.
void run_wide(NumberLoop loop, std::byte* out, const std::byte* a, const std::byte* b, int64_t n) {
  constexpr double kOfFloats[] = {kFromFloats};
  constexpr int64_t kSome = 256;
  std::array<double, kSome> first, second;
  const auto& conversions = convert_functions();
  const auto *x = reinterpret_cast<const float*>(a), *y = reinterpret_cast<const float*>(b);
  for (int64_t i = 0; i < n; i += kSome) {
    const int64_t count = std::min(kSome, n - i);
    convert(conversions.f32_f64, first.data(), x + i, count);
    if (x != y) convert(conversions.f32_f64, second.data(), y + i, count);
    const void* const from[] = {first.data(), x != y ? second.data() : first.data()};
    loop(first.data(), from, count, kOfFloats);
    convert(conversions.f64_f32, reinterpret_cast<float*>(out) + i, first.data(), count);
  }
}

}  // namespace

void VectorLoop::run(std::byte* out, const std::byte* const* in, std::size_t operands, int64_t n,
                     const double* params) const {
  const std::byte *a = in[0], *b = in[operands - 1];
  if (compare_) {
    if (comparison_.swapped) std::swap(a, b);
    compare_(reinterpret_cast<uint8_t*>(out), a, b, n, comparison_);
  } else if (integer_) {
    integer_(out, a, b, n);
  } else if (byte_) {
    byte_(reinterpret_cast<uint8_t*>(out), reinterpret_cast<const uint8_t*>(a), reinterpret_cast<const uint8_t*>(b),
          n * bytes_);
  } else if (wide_) {
    run_wide(wide_, out, a, b, n);
  } else {
    const void* const from[] = {a, b};
    number_(out, from, n, params);
  }
}

}  // namespace flambeau
