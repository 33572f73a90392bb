// What one step of a recurrent layer does with the sums of its gates.
#pragma once

#include <cmath>
#include <cstdint>

namespace flambeau {

enum class Cell { Lstm, Gru, Tanh, Relu };

inline int64_t gates_of(Cell cell) { return cell == Cell::Lstm ? 4 : cell == Cell::Gru ? 3 : 1; }

// The plain reference, of n units in one row: `x` and `g`, (gates, n), are the inputs' and the hidden state's shares of
// the gates; writes h, and c for an LSTM. `h` may be `before`, the hidden state so far.
template <typename T>
void step_row(Cell cell, const T* x, const T* g, int64_t n, const T* before, T* h, T* c) {
  const auto sigmoid = [](T value) { return 1 / (1 + std::exp(-value)); };
  for (int64_t i = 0; i < n; ++i) {
    if (cell == Cell::Lstm) {
      const T in = sigmoid(x[i] + g[i]), forget = sigmoid(x[n + i] + g[n + i]);
      c[i] = forget * c[i] + in * std::tanh(x[2 * n + i] + g[2 * n + i]);
      h[i] = sigmoid(x[3 * n + i] + g[3 * n + i]) * std::tanh(c[i]);
    } else if (cell == Cell::Gru) {
      const T reset = sigmoid(x[i] + g[i]), update = sigmoid(x[n + i] + g[n + i]);
      const T fresh = std::tanh(x[2 * n + i] + reset * g[2 * n + i]);
      h[i] = (before[i] - fresh) * update + fresh;
    } else {
      const T sum = x[i] + g[i];
      h[i] = cell == Cell::Tanh ? std::tanh(sum) : sum > 0 || std::isnan(sum) ? sum : T{0};
    }
  }
}

// The same in vectors, for `count` neighbouring units of n: all pointers are at the first of them, and the gates' lie n
// apart. `g` is overwritten.
void step_units(Cell cell, const float* x, float* g, int64_t n, int64_t count, const float* before, float* h, float* c);

}  // namespace flambeau
