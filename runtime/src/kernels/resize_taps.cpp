// Indices and weights of resizing along one axis.
#include <algorithm>
#include <cmath>

#include "kernels/resize.h"

namespace flambeau {
namespace {

// Input elements per output element.
template <typename T>
T axis_scale(int64_t in, int64_t out, bool align_corners, std::optional<double> scale) {
  if (align_corners) return out > 1 ? static_cast<T>(in - 1) / static_cast<T>(out - 1) : T{0};
  if (scale && *scale > 0) return static_cast<T>(1.0 / *scale);
  return static_cast<T>(in) / static_cast<T>(out);
}

// Where output `i` lies among the inputs.
template <typename T>
T source_position(T scale, int64_t i, const ResizeRule& rule) {
  if (rule.align_corners) return scale * static_cast<T>(i);
  // Rounded once, as eager's vectorised kernels are compiled: at large positions this decides the weights' last digits.
  const T position = std::fma(scale, static_cast<T>(i) + T{0.5}, T{-0.5});
  return rule.interpolation != Interpolation::Cubic && position < 0 ? T{0} : position;
}

// The cubic convolution of Keys: `x` >= 0 is the distance, `a` the slope at 1.
template <typename T>
T cubic(T x, T a) {
  if (x < 1) return ((a + 2) * x - (a + 3)) * x * x + 1;
  if (x < 2) return (((x - 5) * x + 8) * x - 4) * a;
  return 0;
}

template <typename T>
T triangle(T x) {
  return x < 1 ? 1 - x : T{0};
}

template <typename T>
Taps<T> nearest_taps(const ResizeRule& rule, int64_t in, int64_t out, std::optional<double> scale) {
  Taps<T> taps{out, 1, {}, std::vector<T>(static_cast<std::size_t>(out), T{1})};
  const float step = axis_scale<float>(in, out, false, scale);  // float for every dtype
  const float centre = rule.interpolation == Interpolation::NearestExact ? 0.5F : 0.0F;
  for (int64_t i = 0; i < out; ++i) {
    const auto at = static_cast<int64_t>(std::floor((static_cast<float>(i) + centre) * step));
    taps.index.push_back(static_cast<int32_t>(std::min(at, in - 1)));
  }
  return taps;
}

// Two or four neighbours; those beyond the border repeat it. With `merge`, the weights of repeated elements are added
// up in one tap.
template <typename T>
Taps<T> neighbour_taps(const ResizeRule& rule, int64_t in, int64_t out, std::optional<double> scale, bool merge) {
  const int64_t count = rule.interpolation == Interpolation::Cubic ? 4 : 2;
  const auto total = static_cast<std::size_t>(count * out);
  Taps<T> taps{out, count, std::vector<int32_t>(total, 0), std::vector<T>(total, T{0})};
  const T step = axis_scale<T>(in, out, rule.align_corners, scale);
  for (int64_t i = 0; i < out; ++i) {
    const bool same = count == 2 && in == out && !merge;  // linear leaves an axis of the same size alone
    const T position = same ? static_cast<T>(i) : source_position(step, i, rule);
    const int64_t base = std::min(static_cast<int64_t>(std::floor(position)), in - 1);
    const T lambda = std::min(std::max(position - static_cast<T>(base), T{0}), T{1});
    const int64_t first = base - count / 2 + 1;
    for (int64_t k = 0; k < count; ++k) {
      const T distance = static_cast<T>(k + 1 - count / 2) - lambda;
      const T weight = count == 2 ? (k ? lambda : 1 - lambda) : cubic(std::abs(distance), T{-0.75});
      const int64_t element = std::clamp<int64_t>(first + k, 0, in - 1);
      // A repeated element goes to the tap that has it first: those at the front all stand for element 0.
      int64_t tap = k;
      while (merge && tap > 0 && std::clamp<int64_t>(first + tap - 1, 0, in - 1) == element) --tap;
      taps.index[static_cast<std::size_t>(k * out + i)] = static_cast<int32_t>(element);
      taps.weight[static_cast<std::size_t>(tap * out + i)] += weight;
    }
  }
  return taps;
}

// A filter that widens with the reduction, so that every input element counts.
template <typename T>
Taps<T> antialias_taps(const ResizeRule& rule, int64_t in, int64_t out, std::optional<double> scale) {
  const bool is_cubic = rule.interpolation == Interpolation::Cubic;
  const T step = axis_scale<T>(in, out, rule.align_corners, scale);
  const T radius = is_cubic ? T{2} : T{1};
  const T support = step >= 1 ? radius * step : radius;
  const T inverse = step >= 1 ? 1 / step : T{1};
  const int64_t count = std::min(in, static_cast<int64_t>(std::ceil(support)) * 2 + 1);
  const auto total = static_cast<std::size_t>(count * out);
  Taps<T> taps{out, count, std::vector<int32_t>(total, 0), std::vector<T>(total, T{0})};
  for (int64_t i = 0; i < out; ++i) {
    const T centre = step * (static_cast<T>(i) + T{0.5});
    const int64_t first = std::max<int64_t>(static_cast<int64_t>(centre - support + T{0.5}), 0);
    const int64_t end = std::min(static_cast<int64_t>(centre + support + T{0.5}), in);
    const int64_t size = std::clamp<int64_t>(end - first, 0, count);
    T sum = 0;
    for (int64_t k = 0; k < count; ++k) {
      const auto at = static_cast<std::size_t>(k * out + i);
      taps.index[at] = static_cast<int32_t>(std::min(first, in - 1));
      if (k >= size) continue;
      taps.index[at] = static_cast<int32_t>(first + k);
      const T distance = std::abs((static_cast<T>(k + first) - centre + T{0.5}) * inverse);
      taps.weight[at] = is_cubic ? cubic(distance, T{-0.5}) : triangle(distance);
      sum += taps.weight[at];
    }
    for (int64_t k = 0; k < size && sum != 0; ++k) taps.weight[static_cast<std::size_t>(k * out + i)] /= sum;
  }
  return taps;
}

}  // namespace

template <typename T>
Taps<T> make_taps(const ResizeRule& rule, int64_t in, int64_t out, std::optional<double> scale) {
  if (rule.interpolation == Interpolation::Nearest || rule.interpolation == Interpolation::NearestExact) {
    return nearest_taps<T>(rule, in, out, scale);
  }
  return rule.antialias ? antialias_taps<T>(rule, in, out, scale) : neighbour_taps<T>(rule, in, out, scale, false);
}
template Taps<float> make_taps<float>(const ResizeRule&, int64_t, int64_t, std::optional<double>);
template Taps<double> make_taps<double>(const ResizeRule&, int64_t, int64_t, std::optional<double>);

FixedTaps make_fixed_taps(const ResizeRule& rule, int64_t in, int64_t out, std::optional<double> scale) {
  const Taps<double> exact = rule.antialias ? antialias_taps<double>(rule, in, out, scale)
                                            : neighbour_taps<double>(rule, in, out, scale, true);
  double largest = 0;
  for (const double w : exact.weight) largest = std::max(largest, w);
  FixedTaps fixed;
  for (; fixed.precision < 22; ++fixed.precision) {
    // The next precision must still keep the largest weight below 2^15.
    if (static_cast<int64_t>(0.5 + largest * static_cast<double>(int64_t{1} << (fixed.precision + 1))) >= 1 << 15)
      break;
  }
  fixed.taps = {exact.size, exact.count, exact.index, {}};
  for (const double w : exact.weight) {
    const double scaled = w * static_cast<double>(int64_t{1} << fixed.precision);
    fixed.taps.weight.push_back(static_cast<int16_t>(scaled < 0 ? scaled - 0.5 : scaled + 0.5));
  }
  return fixed;
}

}  // namespace flambeau
