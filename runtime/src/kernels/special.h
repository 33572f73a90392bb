// Special functions of doubles, after which the operators of special.cpp and special_gamma.cpp are named, and how such
// a function becomes an operator: float32 is computed in double, so that one version serves every dtype.
#pragma once

#include "kernels/pointwise.h"

namespace flambeau {

double digamma(double x);
double zeta(double x, double q);
double polygamma(int64_t n, double x);
double gamma_lower(double a, double x);  // the regularised incomplete gamma functions P and Q
double gamma_upper(double a, double x);

template <auto F>
struct InDouble {
  template <typename T>
  static T apply(T a) {
    return static_cast<T>(F(static_cast<double>(a)));
  }
  template <typename T>
  static T apply(T a, T b) {
    return static_cast<T>(F(static_cast<double>(a), static_cast<double>(b)));
  }
};
template <auto F, std::size_t N>
constexpr PointwiseOp in_double(const char* name) {
  return floating<InDouble<F>, N>(name, Rule::Float);
}

// For those that eager doesn't compute in float16 and bfloat16.
Tensor run_in_full(const PointwiseOp& op, std::initializer_list<Arg> args);
template <const PointwiseOp& Op>
Tensor full(const Tensor& self) {
  return run_in_full(Op, {self});
}
template <const PointwiseOp& Op, typename A = Tensor, typename B = Tensor>
Tensor full_binary(const A& self, const B& other) {
  return run_in_full(Op, {self, other});
}

}  // namespace flambeau
