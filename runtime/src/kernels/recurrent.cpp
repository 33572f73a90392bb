// LSTM, GRU and plain recurrent layers, one direction of one layer at a time.
//
// The inputs' share of all gates is one product over all time steps; each step then adds that of the hidden state. The
// rows of step t are the first batch_sizes[t] of the batch: all of them for a padded input, fewer and fewer for packed
// sequences. So the hidden state keeps a row for each sequence, and a step writes the rows that still run.
#include <algorithm>
#include <numeric>

#include "base/ints_stream.h"
#include "kernels/invoke.h"
#include "kernels/iterate.h"
#include "kernels/linear.h"
#include "kernels/recurrent_cells.h"
#include "kernels/view.h"
#include "ops/kernel.h"
#include "parallel/parallel.h"
#include "parallel/scratch.h"
#include "simd/gemm.h"

namespace flambeau {
namespace {

struct Weights {
  Tensor input, hidden, input_bias, hidden_bias, projection;
};
struct State {
  Tensor hidden;  // (batch, out)
  Tensor cell;    // (batch, size), LSTM only
};

constexpr int64_t kUnpackedRows = 4;       // up to which the weights are read where they lie, in every step
constexpr int64_t kUnits = 16;             // that are computed together
constexpr int64_t kParallelWork = 40'000;  // multiplications below which a second thread costs more than it does

// The first `rows` rows of the state go one step further; `x` are the inputs' shares of their gates.
void step(Cell cell, const Weights& w, const Tensor& x, int64_t rows, const State& state) {
  const Tensor before = slice(state.hidden, 0, 0, rows, 1);
  const Tensor gates = contiguous(linear(before, w.hidden, w.hidden_bias));
  const int64_t n = gates.size(1) / gates_of(cell);
  const Tensor after = w.projection.defined() ? empty(Ints{rows, n}, before.dtype()) : before;
  const auto run = [&](auto tag) {
    using T = typename decltype(tag)::type;
    for (int64_t r = 0; r < rows; ++r) {
      const int64_t gate = r * n * gates_of(cell);
      T* c = state.cell.defined() ? state.cell.data<T>() + r * n : nullptr;
      T* h = after.data<T>() + r * n;
      if constexpr (std::is_same_v<T, float>) {
        const T* const known = cell == Cell::Gru ? before.data<T>() + r * n : nullptr;
        step_units(cell, x.data<T>() + gate, gates.data<T>() + gate, n, n, known, h, c);
      } else {
        step_row(cell, x.data<T>() + gate, gates.data<T>() + gate, n, before.data<T>() + r * n, h, c);
      }
    }
  };
  before.dtype() == Dtype::Float32 ? run(TypeTag<float>{}) : run(TypeTag<double>{});
  if (w.projection.defined()) copy_elements(before, linear(after, w.projection, Tensor()));
}

// Few rows of floats: bound by reading the hidden weights, which come from a cache that they hardly fit. So each thread
// takes the same units in every step, and every other step goes through their weights backwards, some units of a gate
// at a time: it begins with what the one before has read last.
void step_few(Cell cell, const Weights& w, const Tensor& x, int64_t rows, const State& state, const Tensor& out,
              bool turned) {
  const int64_t n = state.hidden.size(1), gates = gates_of(cell);
  const auto* const weights = w.hidden.data<float>();
  const float* const bias = w.hidden_bias.defined() ? w.hidden_bias.data<float>() : nullptr;
  const Scratch memory(static_cast<std::size_t>(rows * gates * n) * sizeof(float));
  auto* const sums = memory.as<float>();
  const int64_t blocks = (n + kUnits - 1) / kUnits;
  const int64_t parts = rows * gates * n * n < kParallelWork ? 1 : std::min<int64_t>(blocks, thread_count());
  parallel_for(0, parts, 1, [&](int64_t first_part, int64_t last_part) {
    const int64_t first = blocks * first_part / parts * kUnits;
    const int64_t count = std::min(n, blocks * last_part / parts * kUnits) - first;
    const int64_t own = (count + kUnits - 1) / kUnits;
    for (int64_t i = 0; i < gates * own; ++i) {
      const int64_t block = turned ? gates * own - 1 - i : i;
      const int64_t at = block % own * kUnits;
      const int64_t unit = block / own * n + first + at;
      for (int64_t r = 0; r < rows; ++r) {
        gemm_functions().f32.dot_rows(state.hidden.data<float>() + r * n, weights + unit * n, n, n,
                                      std::min(kUnits, count - at), bias ? bias + unit : nullptr,
                                      sums + r * gates * n + unit);
      }
    }
    for (int64_t r = 0; r < rows; ++r) {
      const int64_t at = r * gates * n + first;
      float* const c = state.cell.defined() ? state.cell.data<float>() + r * n + first : nullptr;
      step_units(cell, x.data<float>() + at, sums + at, n, count, state.hidden.data<float>() + r * n + first,
                 out.data<float>() + r * n + first, c);
    }
  });
  std::copy_n(out.data<float>(), rows * n, state.hidden.data<float>());
}

// One direction of a layer over `input`, (rows of all steps, features). `state` is written.
Tensor run_direction(Cell cell, const Weights& w, const Tensor& input, const Ints& batches, State& state,
                     bool backwards) {
  const Tensor x = contiguous(linear(input, w.input, w.input_bias));
  const Tensor out = empty(Ints{input.size(0), state.hidden.size(1)}, input.dtype());
  const bool plain = !w.projection.defined() && w.hidden.is_contiguous() &&
                     (!w.hidden_bias.defined() || w.hidden_bias.is_contiguous()) && x.dtype() == Dtype::Float32 &&
                     w.hidden.size(1) == state.hidden.size(1) && x.size(1) == w.hidden.size(0) &&
                     x.size(1) == gates_of(cell) * state.hidden.size(1);
  int64_t at = backwards ? input.size(0) : 0;
  for (std::size_t i = 0; i < batches.size(); ++i) {
    const int64_t rows = batches[backwards ? batches.size() - 1 - i : i];
    at -= backwards ? rows : 0;
    const Tensor part = slice(out, 0, at, at + rows, 1);
    if (plain && rows <= kUnpackedRows) {
      step_few(cell, w, slice(x, 0, at, at + rows, 1), rows, state, part, i % 2 == 1);
    } else {
      step(cell, w, slice(x, 0, at, at + rows, 1), rows, state);
      copy_elements(part, slice(state.hidden, 0, 0, rows, 1));
    }
    at += backwards ? 0 : rows;
  }
  return out;
}

struct Settings {
  bool has_biases;
  int64_t layers;
  double dropout;
  bool train, bidirectional;
};
struct Outputs {
  Tensor rows, hidden, cells;
};

Tensor computed(const Tensor& t, Dtype compute) { return t.defined() ? contiguous(to_dtype(t, compute)) : t; }

Weights weights_of(const std::vector<Tensor>& params, std::size_t first, std::size_t each, bool biases, Dtype compute) {
  check(first + each <= params.size(), "a recurrent layer has fewer parameters than its number of layers asks for");
  const auto take = [&](std::size_t i) {
    return params[first + i].dtype() == compute ? params[first + i] : computed(params[first + i], compute);
  };
  Weights w{take(0), take(1), {}, {}, {}};
  if (biases) {
    w.input_bias = take(2);
    w.hidden_bias = take(3);
  }
  if (each % 2 == 1) w.projection = take(each - 1);
  return w;
}

// All layers over `input`, (rows of all steps, features). `hidden` and `cells` are (layers * directions, batch, size).
Outputs run_layers(Cell cell, Tensor input, const Ints& batches, const Tensor& hidden, const Tensor& cells,
                   const std::vector<Tensor>& params, const Settings& s) {
  const Dtype dtype = input.dtype();
  if (!is_floating(dtype))
    raise("NotImplementedError", "a recurrent layer isn't implemented for ", scalar_type_name(dtype));
  check(hidden.dtype() == dtype, "Input and hidden tensors are not the same dtype, found input tensor with ",
        scalar_type_name(dtype), " and hidden tensor with ", scalar_type_name(hidden.dtype()));
  const Dtype compute = compute_type(dtype);
  const int64_t directions = s.bidirectional ? 2 : 1;
  check(hidden.dim() == 3 && hidden.size(0) == s.layers * directions, "Expected hidden size with ",
        s.layers * directions, " layers, got ", hidden.sizes());
  const std::size_t each = params.size() / static_cast<std::size_t>(std::max<int64_t>(1, s.layers * directions));
  std::vector<Tensor> last_hidden, last_cells;
  input = computed(input, compute);
  for (int64_t layer = 0; layer < s.layers; ++layer) {
    std::vector<Tensor> sides;
    for (int64_t d = 0; d < directions; ++d) {
      const int64_t number = layer * directions + d;
      const Weights w = weights_of(params, static_cast<std::size_t>(number) * each, each, s.has_biases, compute);
      State state{clone(computed(select(hidden, 0, number), compute)), {}};
      if (cells.defined()) state.cell = clone(computed(select(cells, 0, number), compute));
      sides.push_back(run_direction(cell, w, input, batches, state, d == 1));
      last_hidden.push_back(state.hidden);
      if (cells.defined()) last_cells.push_back(state.cell);
    }
    input = directions == 1 ? sides[0] : invoke("aten::cat", Value::tensors(sides), -1).to_tensor();
    if (s.train && s.dropout > 0 && layer + 1 < s.layers) {
      input = invoke("aten::dropout", input, s.dropout, true).to_tensor();
    }
  }
  const auto stacked = [&](const std::vector<Tensor>& states) {
    return to_dtype(invoke("aten::stack", Value::tensors(states), 0).to_tensor(), dtype);
  };
  return {to_dtype(input, dtype), stacked(last_hidden), cells.defined() ? stacked(last_cells) : Tensor()};
}

// A padded input, (time, batch, features) or with the batch first.
Outputs run_padded(Cell cell, const Tensor& input, const Tensor& hidden, const Tensor& cells,
                   const std::vector<Tensor>& params, const Settings& s, bool batch_first) {
  check(input.dim() == 3, "a recurrent layer expects an input of 3 dims, got ", input.dim());
  const Tensor by_time = batch_first ? transpose(input, 0, 1) : input;
  const int64_t steps = by_time.size(0), batch = by_time.size(1);
  check(hidden.dim() == 3 && hidden.size(1) == batch, "Expected hidden size for a batch of ", batch, ", got ",
        hidden.sizes());
  check(steps > 0, "Expected sequence length to be larger than 0 in RNN");
  Ints batches(static_cast<std::size_t>(steps), batch);
  Outputs out =
      run_layers(cell, reshape(by_time, Ints{steps * batch, by_time.size(2)}), batches, hidden, cells, params, s);
  out.rows = reshape(out.rows, Ints{steps, batch, out.rows.size(1)});
  if (batch_first) out.rows = transpose(out.rows, 0, 1);
  return out;
}

Outputs run_packed(Cell cell, const Tensor& data, const Tensor& batch_sizes, const Tensor& hidden, const Tensor& cells,
                   const std::vector<Tensor>& params, const Settings& s) {
  check(batch_sizes.dtype() == Dtype::Int64 && batch_sizes.dim() == 1, "batch_sizes should be a vector of int64");
  const Tensor sizes = contiguous(batch_sizes);
  const auto* first = sizes.data<int64_t>();
  const Ints batches(first, first + sizes.numel());
  int64_t before = hidden.dim() == 3 ? hidden.size(1) : 0;
  for (const int64_t rows : batches) {
    check(rows >= 0 && rows <= before, "batch_sizes has to hold no more rows than the batch, in decreasing order");
    before = rows;
  }
  check(data.dim() == 2 && std::accumulate(batches.begin(), batches.end(), int64_t{0}) == data.size(0),
        "batch_sizes don't add up to the rows of the packed data");
  return run_layers(cell, data, batches, hidden, cells, params, s);
}

using Three = std::tuple<Tensor, Tensor, Tensor>;
using Two = std::tuple<Tensor, Tensor>;

Three lstm_input(const Tensor& input, const std::vector<Tensor>& hx, const std::vector<Tensor>& params, bool biases,
                 int64_t layers, double dropout, bool train, bool bidirectional, bool batch_first) {
  check(hx.size() == 2, "lstm expects two hidden states");
  Outputs out =
      run_padded(Cell::Lstm, input, hx[0], hx[1], params, {biases, layers, dropout, train, bidirectional}, batch_first);
  return {out.rows, out.hidden, out.cells};
}

Three lstm_data(const Tensor& data, const Tensor& batch_sizes, const std::vector<Tensor>& hx,
                const std::vector<Tensor>& params, bool biases, int64_t layers, double dropout, bool train,
                bool bidirectional) {
  check(hx.size() == 2, "lstm expects two hidden states");
  Outputs out =
      run_packed(Cell::Lstm, data, batch_sizes, hx[0], hx[1], params, {biases, layers, dropout, train, bidirectional});
  return {out.rows, out.hidden, out.cells};
}

template <Cell cell>
Two padded(const Tensor& input, const Tensor& hx, const std::vector<Tensor>& params, bool biases, int64_t layers,
           double dropout, bool train, bool bidirectional, bool batch_first) {
  Outputs out = run_padded(cell, input, hx, {}, params, {biases, layers, dropout, train, bidirectional}, batch_first);
  return {out.rows, out.hidden};
}

template <Cell cell>
Two packed(const Tensor& data, const Tensor& batch_sizes, const Tensor& hx, const std::vector<Tensor>& params,
           bool biases, int64_t layers, double dropout, bool train, bool bidirectional) {
  Outputs out = run_packed(cell, data, batch_sizes, hx, {}, params, {biases, layers, dropout, train, bidirectional});
  return {out.rows, out.hidden};
}

// One step of one layer; the new state.
State run_cell(Cell cell, const Tensor& input, const Tensor& hidden, const Tensor& cells, const Weights& given) {
  check(input.dim() == 2 && hidden.dim() == 2 && input.size(0) == hidden.size(0),
        "a recurrent cell expects an input and a hidden state of the same batch, got ", input.sizes(), " and ",
        hidden.sizes());
  const Dtype dtype = input.dtype(), compute = compute_type(dtype);
  const Weights w{computed(given.input, compute),
                  computed(given.hidden, compute),
                  computed(given.input_bias, compute),
                  computed(given.hidden_bias, compute),
                  {}};
  State state{clone(computed(hidden, compute)), cells.defined() ? clone(computed(cells, compute)) : Tensor()};
  step(cell, w, contiguous(linear(computed(input, compute), w.input, w.input_bias)), input.size(0), state);
  return {to_dtype(state.hidden, dtype), state.cell.defined() ? to_dtype(state.cell, dtype) : Tensor()};
}

Two lstm_cell(const Tensor& input, const std::vector<Tensor>& hx, const Tensor& w_ih, const Tensor& w_hh,
              const Tensor& b_ih, const Tensor& b_hh) {
  check(hx.size() == 2, "lstm_cell expects two hidden states");
  const State state = run_cell(Cell::Lstm, input, hx[0], hx[1], {w_ih, w_hh, b_ih, b_hh, {}});
  return {state.hidden, state.cell};
}

template <Cell cell>
Tensor one_cell(const Tensor& input, const Tensor& hx, const Tensor& w_ih, const Tensor& w_hh, const Tensor& b_ih,
                const Tensor& b_hh) {
  return run_cell(cell, input, hx, {}, {w_ih, w_hh, b_ih, b_hh, {}}).hidden;
}

}  // namespace

KERNEL(aten_lstm_input, lstm_input)
KERNEL(aten_lstm_data, lstm_data)
KERNEL(aten_gru_input, padded<Cell::Gru>)
KERNEL(aten_gru_data, packed<Cell::Gru>)
KERNEL(aten_rnn_tanh_input, padded<Cell::Tanh>)
KERNEL(aten_rnn_tanh_data, packed<Cell::Tanh>)
KERNEL(aten_rnn_relu_input, padded<Cell::Relu>)
KERNEL(aten_rnn_relu_data, packed<Cell::Relu>)
KERNEL(aten_lstm_cell, lstm_cell)
KERNEL(aten_gru_cell, one_cell<Cell::Gru>)
KERNEL(aten_rnn_tanh_cell, one_cell<Cell::Tanh>)
KERNEL(aten_rnn_relu_cell, one_cell<Cell::Relu>)

}  // namespace flambeau
