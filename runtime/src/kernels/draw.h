// Random tensors whose elements are drawn one after another.
#pragma once

#include <functional>

#include "kernels/random.h"
#include "tensor/tensor.h"

namespace flambeau {

// `t` with its dims from the largest stride of `self` to the smallest: eager fills a tensor in the order in which its
// elements lie.
Tensor in_memory_order(const Tensor& t, const Tensor& self);
// Gives every element of `self` in memory order the next value of draw(generator), whatever its dtype is.
Tensor draw_doubles(const Tensor& self, const char* op, const std::function<double(Generator&)>& draw);

// NotImplementedError for what is no float, or no float32 or float64.
void check_float(Dtype dtype, const char* op);
void check_wide_float(Dtype dtype, const char* op);
// RuntimeError for what is no float.
void check_continuous(Dtype dtype, const char* distribution);

}  // namespace flambeau
