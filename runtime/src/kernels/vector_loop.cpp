#include "kernels/vector_loop.h"

#include <utility>

namespace flambeau {

VectorLoop::VectorLoop(const VectorLoops& loops, Dtype dtype) : comparison_(loops.comparison) {
  const bool compares = comparison_.less || comparison_.equal;
  const auto choose = [&](const NumberLoops* numbers, const IntegerLoops* integers, CompareLoop compare) {
    if (numbers && loops.numbers) number_ = numbers->*loops.numbers;
    if (integers && loops.integers) integer_ = integers->*loops.integers;
    if (compares) compare_ = compare;
  };
  switch (dtype) {
    case Dtype::Float32: choose(&float_loops(), nullptr, compare_loops().f32); break;
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
}

void VectorLoop::run(std::byte* out, const std::byte* const* in, std::size_t operands, int64_t n,
                     const double* params) const {
  const std::byte *a = in[0], *b = in[operands - 1];
  if (compare_) {
    if (comparison_.swapped) std::swap(a, b);
    compare_(reinterpret_cast<uint8_t*>(out), a, b, n, comparison_);
  } else if (integer_) {
    integer_(out, a, b, n);
  } else if (byte_) {
    byte_(reinterpret_cast<uint8_t*>(out), reinterpret_cast<const uint8_t*>(a), reinterpret_cast<const uint8_t*>(b), n);
  } else {
    const void* const from[] = {a, b};
    number_(out, from, n, params);
  }
}

}  // namespace flambeau
