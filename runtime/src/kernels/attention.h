// softmax(q k^T * scale + what is added) v without the whole matrix of scores: attention.cpp has how.
#pragma once

#include "kernels/reduce.h"
#include "tensor/tensor.h"

namespace flambeau {

// Leading dims, by the number of a matrix in them, of a tensor of at least two dims.
Loops leading_loops(const Tensor& t);

// Numbers to add to the scores; undefined for none, else of the compute type and expanded to [..., L, S].
struct AddedScores {
  Tensor numbers;
  Loops lead;

  AddedScores() = default;
  explicit AddedScores(const Tensor& t) : numbers(t), lead(leading_loops(t)) {}
};

// q [..., L, E], k [..., S, E], v [..., S, V], out [..., L, V], expanded to one shape of leading dims; all of float32
// or all of float64.
struct AttentionProblem {
  AttentionProblem(const Tensor& q, const Tensor& k, const Tensor& v, const Tensor& out);

  Tensor q, k, v, out;
  Loops q_lead, k_lead, v_lead, out_lead;
  AddedScores first, second;  // added in this order; their leading dims may be split in other ways
  int64_t length, keys, width, value_width;
  double scale = 1;
  bool causal = false;
  bool unseen_is_zero = true;  // whether a row whose keys are all masked gives zeros, else NaN
};

// Fills p.out, which has elements.
void attend(const AttentionProblem& p);

}  // namespace flambeau
