// Resizing: which input elements, with which weights, make each output element along one axis.
//
// The arithmetic of indices and scales is PyTorch's, in the type in which PyTorch does it, so that every index is the
// same and every weight is equal to the last bits: half-pixel centres, or corners aligned.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "tensor/tensor.h"

namespace flambeau {

enum class Interpolation : uint8_t { Nearest, NearestExact, Linear, Cubic };

struct ResizeRule {
  Interpolation interpolation;
  bool align_corners = false;
  bool antialias = false;
};

// For output i, tap k: element index[k * size + i] with weight[k * size + i]. All outputs have the same number of taps;
// the surplus ones have weight 0 and a valid index.
template <typename T>
struct Taps {
  int64_t size = 0;
  int64_t count = 1;
  std::vector<int32_t> index;
  std::vector<T> weight;
};

// T is float or double, the type of computation; `scale` is the factor that the caller was given, if any.
template <typename T>
Taps<T> make_taps(const ResizeRule& rule, int64_t in, int64_t out, std::optional<double> scale);

// For bytes: weights of 16 bits, of which `precision` are behind the point.
struct FixedTaps {
  Taps<int16_t> taps;
  int precision = 0;
};
FixedTaps make_fixed_taps(const ResizeRule& rule, int64_t in, int64_t out, std::optional<double> scale);

}  // namespace flambeau
