// Element loops over broadcast, strided tensors: what every pointwise kernel, copy and conversion stands on.
//
// A Walk lays operands of one broadcast shape side by side: dims sorted so that memory is met in order, and merged
// where every operand allows it. `for_each_run` hands out its innermost strided runs. `map_elements` goes further: it
// hands out blocks in which every operand is contiguous and has the loop's own element type; operands that aren't so
// are packed into buffers of a block that stays in L1. So a kernel is one plain contiguous loop for each of the few
// compute types (float, double, int64, complex128), which the compiler vectorises, whatever the dtypes and strides:
//
//   Tensor out = output_for(shape, {a, b}, common);
//   map_elements({out, float32}, {{a, common, float32}, {b, common, float32}},
//                [](std::byte* out, const std::byte* const* in, int64_t n) { ... });
#pragma once

#include <array>
#include <cstddef>
#include <initializer_list>
#include <memory>
#include <span>
#include <type_traits>

#include "tensor/tensor.h"
#include "value/scalar.h"

// Before a loop whose iterations touch only their own index: aliasing operands (in-place) don't stop vectorisation.
#if defined(__clang__)
#define FLAMBEAU_EACH _Pragma("clang loop vectorize(assume_safety)")
#elif defined(__GNUC__)
#define FLAMBEAU_EACH _Pragma("GCC ivdep")
#else
#define FLAMBEAU_EACH
#endif

namespace flambeau {

// A callable passed down by reference; it must outlive the call.
template <typename Signature>
class FunctionRef;
template <typename Result, typename... Args>
class FunctionRef<Result(Args...)> {
 public:
  template <typename F>
  requires(!std::is_same_v<std::remove_cvref_t<F>, FunctionRef>) FunctionRef(F&& f)
      : object_(const_cast<void*>(static_cast<const void*>(std::addressof(f)))),
        call_([](void* object, Args... args) { return (*static_cast<std::remove_reference_t<F>*>(object))(args...); }) {
  }
  Result operator()(Args... args) const { return call_(object_, args...); }

 private:
  void* object_;
  Result (*call_)(void*, Args...);
};

// Elements that one task of a parallel loop takes at least.
inline constexpr int64_t kGrain = 32768;

// The shape that both broadcast to; RuntimeError "The size of tensor a (3) must match ..." where they don't.
Ints broadcast_shapes(const Ints& a, const Ints& b);
Ints broadcast_tensors_shape(std::span<const Tensor> tensors);
// `self` with the strides that read it under the broadcast `shape`; RuntimeError where it can't be expanded.
Tensor expand_to(const Tensor& self, const Ints& shape);

// torch.result_type over any number of operands: tensors with dims win over 0-dim tensors, which win over numbers,
// unless the lower rank is of a higher kind (bool < integer < float < complex).
class ResultType {
 public:
  ResultType& add(const Tensor& t);
  ResultType& add(const Scalar& s);
  Dtype get() const;

 private:
  // Each is the promotion of what was added in that category; `seen` says whether there was any.
  struct Category {
    Dtype dtype = Dtype::Bool;
    bool seen = false;
    void add(Dtype d);
  };
  Category dims_, zero_dims_, numbers_;
};
inline Dtype result_type(const Tensor& a, const Tensor& b) { return ResultType().add(a).add(b).get(); }
inline Dtype result_type(const Tensor& a, const Scalar& b) { return ResultType().add(a).add(b).get(); }
// Whether a result of dtype `from` may be written into a tensor of `to` (no float into int, nothing but bool into
// bool).
bool can_cast(Dtype from, Dtype to);

// A new tensor for the result of a pointwise operator, in PyTorch's layout: that of the inputs where they agree, else
// dims ordered by the inputs' strides, the first input deciding.
Tensor output_for(const Ints& shape, std::span<const Tensor> inputs, Dtype dtype);
inline Tensor output_for(const Ints& shape, std::initializer_list<Tensor> inputs, Dtype dtype) {
  return output_for(shape, std::span<const Tensor>(inputs.begin(), inputs.size()), dtype);
}
// RuntimeError where writing `out` element by element would change `input` before it is read.
void check_no_partial_overlap(const Tensor& out, const Tensor& input);
// RuntimeError where both share an element, be they the same tensor.
void check_no_overlap(const Tensor& out, const Tensor& input);

// MemoryFormat in a schema, numbered as PyTorch's.
inline constexpr int64_t kContiguousFormat = 0;
inline constexpr int64_t kPreserveFormat = 1;
inline constexpr int64_t kChannelsLast = 2;
inline constexpr int64_t kChannelsLast3d = 3;
// Whether `self` lies in memory without gaps, dims in that order, the first the innermost.
bool is_packed_in_order(const Tensor& self, const Ints& order);
// The memory format that self's strides speak for: kChannelsLast, kChannelsLast3d or, where in doubt,
// kContiguousFormat.
int64_t suggested_format(const Tensor& self);
// A new tensor in that memory format; kPreserveFormat means output_for(like).
Tensor empty_in_format(const Ints& sizes, int64_t memory_format, Dtype dtype);

inline constexpr std::size_t kMaxOperands = 8;

// Operands of one shape, side by side. Sizes and strides are innermost first, dims of size 1 dropped, merged.
struct Walk {
  // Every operand must have `shape` already (expand_to); the first one's strides weigh most in the order of dims.
  Walk(const Ints& shape, std::span<const Tensor> operands);
  Walk(const Ints& shape, std::initializer_list<Tensor> operands)
      : Walk(shape, std::span<const Tensor>(operands.begin(), operands.size())) {}

  std::size_t count = 0;                   // of operands
  int64_t numel = 0;                       // == product(sizes)
  Ints sizes;                              // at least one dim
  std::array<Ints, kMaxOperands> strides;  // in bytes
  std::array<std::byte*, kMaxOperands> data{};
  std::array<Tensor, kMaxOperands> held;  // the operands, so that `data` stays valid
  // Whether element i of the walk, for all i, lies at data + i * itemsize.
  bool is_linear(std::size_t operand, std::size_t itemsize) const;
};

// data[k] and strides[k] (bytes) are operand k's first element and step in a run of `n` elements.
using Run = void(std::byte* const* data, const int64_t* strides, int64_t n);
// Calls `run` for the walk's elements [begin, end), in order.
void for_each_run(const Walk& walk, int64_t begin, int64_t end, FunctionRef<Run> run);
// The same over all elements, in parallel; `grain` elements at least for one task.
void for_each_run(const Walk& walk, FunctionRef<Run> run, int64_t grain = kGrain);

// n elements of `from` at stride bytes `from_step` into elements of `to` at stride bytes `to_step`, as `Tensor.to`.
void convert_elements(std::byte* out, int64_t to_step, Dtype to, const std::byte* in, int64_t from_step, Dtype from,
                      int64_t n);

// The type in which a loop computes: float for halves, int64 for integers and bool, complex128 for complex.
Dtype compute_type(Dtype dtype);

// An input of map_elements: converted to `common` (what promotion says), then to `compute` (what the loop takes).
struct Input {
  Tensor tensor;
  Dtype common;
  Dtype compute;
};
// The output: the loop gives elements of `compute`, which are converted to the tensor's dtype.
struct Output {
  Tensor tensor;
  Dtype compute;
};

// n elements; every pointer contiguous and of its operand's compute type. `out` may equal an input's pointer.
using Loop = void(std::byte* out, const std::byte* const* in, int64_t n);
// Runs `loop` over the blocks of out's shape, to which the inputs are broadcast; in parallel. Overlap is checked.
void map_elements(const Output& out, std::span<const Input> inputs, FunctionRef<Loop> loop, int64_t grain = kGrain);
inline void map_elements(const Output& out, std::initializer_list<Input> inputs, FunctionRef<Loop> loop,
                         int64_t grain = kGrain) {
  map_elements(out, std::span<const Input>(inputs.begin(), inputs.size()), loop, grain);
}

// dst[...] = src[...] with broadcasting and conversion.
void copy_elements(const Tensor& dst, const Tensor& src);
// A 0-dim tensor of that number.
Tensor scalar_tensor(const Scalar& value, Dtype dtype);
// `self` where it already has the dtype, else a converted tensor in the same layout.
Tensor to_dtype(const Tensor& self, Dtype dtype);
// `self` where it is row-major, else a row-major copy.
Tensor contiguous(const Tensor& self);

}  // namespace flambeau
