// How reductions walk their input: the dims that are kept and the dims that are reduced, ordered and merged.
//
// A reduction gives a row-major result. Its loops go one of two ways, whichever meets memory in order: along the
// reduced dims where the innermost of those has the smallest stride (the last dim; spatial dims of NCHW), or along
// a kept dim, with one accumulator a column (dim 1 of NCHW; spatial dims of channels-last).
#pragma once

#include <algorithm>
#include <optional>
#include <vector>

#include "kernels/iterate.h"
#include "parallel/parallel.h"
#include "simd/folds.h"
#include "tensor/tensor.h"

namespace flambeau {

using OptionalInts = std::optional<Ints>;

// Which dims `dims` names; all of them where it is absent or empty. IndexError out of range, RuntimeError for repeats.
std::vector<bool> reduced_dims(const OptionalInts& dims, int64_t rank);
// NotImplementedError "what" not implemented for 'ComplexFloat'.
void check_not_complex(const Tensor& self, const char* what);
// The result's sizes: reduced dims dropped, or 1 with keepdim.
Ints reduced_sizes(const Tensor& self, const std::vector<bool>& reduced, bool keepdim);

// Loops over some dims of a tensor: outermost first, merged where two dims step as one, size-1 dims dropped.
struct Loops {
  Ints sizes, strides;
  int64_t count = 1;  // product(sizes)
  void add(int64_t size, int64_t stride);
  // The offset of the index-th element, in row-major order of these dims.
  int64_t offset(int64_t index) const;
};

struct ReducePlan {
  // The kept dims in the order of the result, so that result element i reads from kept.offset(i) onwards.
  Loops kept;
  // The reduced dims by falling stride, or in the tensor's order where `ordered` was asked for.
  Loops reduced;
  // Whether columns (the innermost kept dim) are nearer in memory than reduced elements.
  bool columns = false;

  ReducePlan(const Tensor& self, const std::vector<bool>& mask, bool ordered = false);
  // The innermost dims, (1, 0) where there is none.
  int64_t row_size() const { return reduced.sizes.empty() ? 1 : reduced.sizes.back(); }
  int64_t row_stride() const { return reduced.sizes.empty() ? 0 : reduced.strides.back(); }
  int64_t column_count() const { return kept.sizes.empty() ? 1 : kept.sizes.back(); }
  int64_t column_stride() const { return kept.sizes.empty() ? 0 : kept.strides.back(); }
};

// A reduction by Op, which has: types In, Acc, Out; `Acc init()`; `void step(Acc&, In)`; `void merge(Acc&, const
// Acc&)`; `void row(Acc&, const In*, int64_t n, int64_t stride)`, n steps; `Out finish(const Acc&)`. It may have `void
// columns(Acc*, const In*, int64_t n)`: one step of n neighbouring accumulators, or `void rows(Acc*, const In*, int64_t
// stride, int64_t count, int64_t n)`: count such steps. `out` is row-major, of plan.kept.count elements.
template <class Op>
void reduce_elements(const Op& op, const typename Op::In* in, typename Op::Out* out, const ReducePlan& plan) {
  using In = typename Op::In;
  using Acc = typename Op::Acc;
  const int64_t row = plan.row_size();
  const int64_t row_stride = plan.row_stride();
  const int64_t rows = row ? plan.reduced.count / row : 0;
  if (!plan.columns) {
    // Rows [first, last) of one result; long rows are cut, so that a full reduction has parallel pieces.
    constexpr int64_t kPiece = 65536;
    const int64_t pieces = (row + kPiece - 1) / kPiece;
    const auto accumulate = [&](Acc& acc, const In* from, int64_t first, int64_t last) {
      for (int64_t piece = first; piece < last; ++piece) {
        const int64_t begin = piece % pieces * kPiece;
        op.row(acc, from + plan.reduced.offset(piece / pieces * row) + begin * row_stride,
               std::min(kPiece, row - begin), row_stride);
      }
    };
    const int64_t total = rows * pieces;
    if (plan.kept.count == 1 && plan.reduced.count > kPiece) {
      const int64_t per_task = std::max<int64_t>(1, total * kPiece / plan.reduced.count);
      const int64_t tasks = (total + per_task - 1) / per_task;
      std::vector<Acc> partial(static_cast<std::size_t>(tasks), op.init());
      parallel_for(0, tasks, 1, [&](int64_t first, int64_t last) {
        for (int64_t t = first; t < last; ++t) {
          accumulate(partial[static_cast<std::size_t>(t)], in, t * per_task, std::min(total, (t + 1) * per_task));
        }
      });
      Acc acc = op.init();
      for (const Acc& part : partial) op.merge(acc, part);
      *out = op.finish(acc);
      return;
    }
    const int64_t grain = std::max<int64_t>(1, kGrain / std::max<int64_t>(1, plan.reduced.count));
    parallel_for(0, plan.kept.count, grain, [&](int64_t first, int64_t last) {
      for (int64_t i = first; i < last; ++i) {
        Acc acc = op.init();
        accumulate(acc, in + plan.kept.offset(i), 0, total);
        out[i] = op.finish(acc);
      }
    });
    return;
  }
  constexpr int64_t kBlock = 256;
  const int64_t columns = plan.column_count();
  const int64_t blocks = (columns + kBlock - 1) / kBlock;
  const int64_t step = plan.column_stride();
  const int64_t grain = std::max<int64_t>(1, kGrain / kBlock / std::max<int64_t>(1, plan.reduced.count));
  parallel_for(0, plan.kept.count / columns * blocks, grain, [&](int64_t first, int64_t last) {
    Acc acc[kBlock];
    for (int64_t b = first; b < last; ++b) {
      const int64_t start = b % blocks * kBlock;
      const int64_t n = std::min(kBlock, columns - start);
      const int64_t result = b / blocks * columns + start;
      const In* from = in + plan.kept.offset(result);
      for (int64_t j = 0; j < n; ++j) acc[j] = op.init();
      for (int64_t r = 0; r < rows; ++r) {
        const In* x = from + plan.reduced.offset(r * row);
        if constexpr (requires { op.rows(acc, x, row_stride, row, n); }) {
          if (step == 1) {
            op.rows(acc, x, row_stride, row, n);
            continue;
          }
        }
        for (int64_t k = 0; k < row; ++k, x += row_stride) {
          if constexpr (requires { op.columns(acc, x, n); }) {
            if (step == 1) {
              op.columns(acc, x, n);
              continue;
            }
          }
          if (step == 1) {
            for (int64_t j = 0; j < n; ++j) op.step(acc[j], x[j]);
          } else {
            for (int64_t j = 0; j < n; ++j) op.step(acc[j], x[j * step]);
          }
        }
      }
      for (int64_t j = 0; j < n; ++j) out[result + j] = op.finish(acc[j]);
    }
  });
}

// The part of an Op that says how a row is met: eight accumulators side by side, so that steps don't wait for another.
template <class Op, typename In, typename Acc>
void row_in_lanes(const Op& op, Acc& acc, const In* x, int64_t n, int64_t stride) {
  constexpr int64_t kLanes = 8;
  int64_t i = 0;
  if (stride == 1 && n >= 2 * kLanes) {
    Acc lanes[kLanes];
    for (Acc& lane : lanes) lane = op.init();
    for (; i + kLanes <= n; i += kLanes) {
      for (int64_t l = 0; l < kLanes; ++l) op.step(lanes[l], x[i + l]);
    }
    for (const Acc& lane : lanes) op.merge(acc, lane);
  }
  for (; i < n; ++i) op.step(acc, x[i * stride]);
}

// The same by a vectorised fold (simd/folds.h), over columns into which the row is cut; `start` takes part in each.
template <class Op, typename Acc, typename In, typename Lane>
void row_in_columns(const Op& op, Acc& acc, const In* x, int64_t n, int64_t stride, Fold<In, Lane> fold, Lane start) {
  constexpr int64_t kLanes = 256 / static_cast<int64_t>(sizeof(Lane));
  if (stride != 1 || n < 2 * kLanes) return row_in_lanes(op, acc, x, n, stride);
  Lane lanes[kLanes];
  std::fill_n(lanes, kLanes, start);
  fold(lanes, x, kLanes, n / kLanes, kLanes);
  for (const Lane lane : lanes) op.merge(acc, static_cast<Acc>(lane));
  for (int64_t i = n / kLanes * kLanes; i < n; ++i) op.step(acc, x[i]);
}

// Views of a complex tensor as real numbers, with one more dim of size 2 at the end, and back (row-major only).
Tensor view_as_real_pairs(const Tensor& self);
Tensor view_as_complex_pairs(const Tensor& self);

// Calls f(TypeTag<T>{}) with the type in which `dtype` is reduced: float (halves too), double, or int64.
template <typename F>
decltype(auto) dispatch_compute(Dtype dtype, F&& f) {
  switch (compute_type(dtype)) {
    case Dtype::Float64: return f(TypeTag<double>{});
    case Dtype::Int64: return f(TypeTag<int64_t>{});
    default: return f(TypeTag<float>{});
  }
}

// Functions that other families use too. Variances and means have the input's dtype.
struct VarianceResult {
  Tensor variance, mean;
};
VarianceResult variance_over(const Tensor& self, const OptionalInts& dims, double correction, bool keepdim);
Tensor norm_over(const Tensor& self, double p, const OptionalInts& dims, bool keepdim);
Tensor sum_over(const Tensor& self, const OptionalInts& dims, bool keepdim, std::optional<Dtype> dtype);
// Of real tensors that have elements along the reduced dims; places are those in a row of all of these.
Tensor extremes_over(const Tensor& self, const OptionalInts& dims, bool largest);
Tensor places_of_extremes(const Tensor& self, const OptionalInts& dims, bool largest);

}  // namespace flambeau
