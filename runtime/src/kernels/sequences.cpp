// Batches of sequences of different lengths: padded to the longest, or packed time step by time step.
#include <numeric>

#include "kernels/iterate.h"
#include "kernels/view.h"
#include "ops/kernel.h"

namespace flambeau {
namespace {

void fill(const Tensor& out, const Scalar& value) { copy_elements(out, scalar_tensor(value, out.dtype())); }

Ints numbers(const Tensor& t) {
  const Tensor dense = contiguous(to_dtype(t, Dtype::Int64));
  return Ints(dense.data<int64_t>(), dense.data<int64_t>() + dense.numel());
}

// input (time, batch, ...), sorted by length: the rows of step 0, then those of step 1 that are that long, ...
std::tuple<Tensor, Tensor> pack_padded_sequence(const Tensor& given, const Tensor& lengths, bool batch_first) {
  check(given.dim() >= 2 && given.numel() > 0, "Cannot pack empty tensors.");
  const Tensor input = batch_first ? transpose(given, 0, 1) : given;
  const Ints long_for = numbers(lengths);
  const int64_t batch = input.size(1);
  check(static_cast<int64_t>(long_for.size()) == batch, "Expected `len(lengths)` to be equal to batch_size, but got ",
        long_for.size(), " (batch_size=", batch, ")");
  check(long_for.back() > 0,
        "Length of all samples has to be greater than 0, but found an element in 'lengths' that is "
        "<= 0");
  for (std::size_t i = 1; i < long_for.size(); ++i) {
    check(long_for[i - 1] >= long_for[i],
          "`lengths` array must be sorted in decreasing order when `enforce_sorted` is True. You can pass "
          "`enforce_sorted=False` to pack_padded_sequence and/or pack_sequence to sidestep this requirement if you do "
          "not need ONNX exportability.");
  }
  const int64_t steps = long_for[0];
  check(steps <= input.size(0), "Expected `len(lengths)` to be no longer than the input, but got ", steps);
  Ints sizes = input.sizes();
  sizes.erase(0);
  sizes[0] = std::accumulate(long_for.begin(), long_for.end(), int64_t{0});
  const Tensor data = empty(sizes, input.dtype()), batch_sizes = empty(Ints{steps}, Dtype::Int64);
  int64_t at = 0, rows = batch;
  for (int64_t t = 0; t < steps; ++t) {
    while (long_for[static_cast<std::size_t>(rows - 1)] <= t) --rows;
    copy_elements(slice(data, 0, at, at + rows, 1), slice(select(input, 0, t), 0, 0, rows, 1));
    batch_sizes.data<int64_t>()[t] = rows;
    at += rows;
  }
  return {data, batch_sizes};
}

// The inverse: (time, batch, ...) and the lengths, padded to `total_length` steps if that is positive.
std::tuple<Tensor, Tensor> pad_packed_sequence(const Tensor& data, const Tensor& batch_sizes, bool batch_first,
                                               const Scalar& padding_value, int64_t total_length) {
  const Ints rows_of = numbers(batch_sizes);
  check(!rows_of.empty(), "batch_sizes of a packed sequence can't be empty");
  const auto steps = static_cast<int64_t>(rows_of.size());
  check(total_length <= 0 || total_length >= steps,
        "Expected total_length to be at least the length of the longest sequence in input, but got total_length=",
        total_length, " and max sequence length being ", steps);
  const int64_t batch = rows_of[0];
  Ints sizes = data.sizes();
  sizes[0] = batch;
  sizes.insert(0, std::max(steps, total_length));
  const Tensor out = empty(sizes, data.dtype()), lengths = empty(Ints{batch}, Dtype::Int64);
  fill(out, padding_value);
  int64_t at = 0;
  std::fill_n(lengths.data<int64_t>(), batch, int64_t{0});
  for (int64_t t = 0; t < steps; ++t) {
    const int64_t rows = rows_of[static_cast<std::size_t>(t)];
    check(rows >= 0 && rows <= batch && at + rows <= data.size(0), "batch_sizes don't fit the packed data");
    copy_elements(slice(select(out, 0, t), 0, 0, rows, 1), slice(data, 0, at, at + rows, 1));
    for (int64_t r = 0; r < rows; ++r) lengths.data<int64_t>()[r] = t + 1;
    at += rows;
  }
  return {batch_first ? transpose(out, 0, 1) : out, lengths};
}

Tensor pad_sequence(const std::vector<Tensor>& sequences, bool batch_first, double padding_value,
                    std::string_view padding_side) {
  check(!sequences.empty(), "received an empty list of sequences");
  check(padding_side == "left" || padding_side == "right", "Expected padding_side to be one of left or right, but got ",
        padding_side, ".");
  int64_t longest = 0;
  for (const Tensor& one : sequences) longest = std::max(longest, one.size(0));
  Ints sizes = sequences[0].sizes();
  sizes[0] = longest;
  sizes.insert(batch_first ? 0 : 1, static_cast<int64_t>(sequences.size()));
  const Tensor out = empty(sizes, sequences[0].dtype());
  fill(out, Scalar(padding_value));
  for (std::size_t i = 0; i < sequences.size(); ++i) {
    const Tensor& one = sequences[i];
    const int64_t first = padding_side == "left" ? longest - one.size(0) : 0;
    copy_elements(slice(select(out, batch_first ? 0 : 1, static_cast<int64_t>(i)), 0, first, first + one.size(0), 1),
                  one);
  }
  return out;
}

}  // namespace

KERNEL(aten__pack_padded_sequence, pack_padded_sequence)
KERNEL(aten__pad_packed_sequence, pad_packed_sequence)
KERNEL(aten_pad_sequence, pad_sequence)

}  // namespace flambeau
