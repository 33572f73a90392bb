// The vectorised loops of an operator or ufunc, and the one of them for a dtype.
#pragma once

#include <cstddef>

#include "simd/bytes.h"
#include "simd/compare.h"
#include "simd/integers.h"
#include "simd/pointwise.h"
#include "tensor/dtype.h"

namespace flambeau {

// Members of the tables of the SIMD level in use. Null: none.
struct VectorLoops {
  NumberLoop NumberLoops::*numbers = nullptr;     // of float32 and float64
  IntegerLoop IntegerLoops::*integers = nullptr;  // of int16, int32 and int64, of two operands
  ByteLoop ByteLoops::*bytes = nullptr;           // of uint8
  Comparison comparison = kNoComparison;          // of float32, float64, int32 and int64; bools come out
  bool takes_bools = false;                       // bytes' loop
  bool bitwise = false;                           // bytes' loop is that of all integers and bools
};

class VectorLoop {
 public:
  VectorLoop(const VectorLoops& loops, Dtype dtype);
  explicit operator bool() const { return number_ || wide_ || integer_ || byte_ || compare_; }
  // Every pointer contiguous and of the dtype; loops of two operands get the only one twice.
  void run(std::byte* out, const std::byte* const* in, std::size_t operands, int64_t n, const double* params) const;

 private:
  NumberLoop number_ = nullptr, wide_ = nullptr;  // the latter of doubles, for floats
  IntegerLoop integer_ = nullptr;
  ByteLoop byte_ = nullptr;
  int64_t bytes_ = 1;  // of an element
  CompareLoop compare_ = nullptr;
  Comparison comparison_;
};

}  // namespace flambeau
