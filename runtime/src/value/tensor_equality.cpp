#include "value/tensor_equality.h"

#include <algorithm>
#include <complex>
#include <type_traits>

#include "base/error.h"

namespace flambeau {

namespace {

struct Element {
  bool whole = false;
  int64_t integer = 0;
  std::complex<double> number;
};

Element only_element(const Tensor& tensor) {
  return dispatch_all(tensor.dtype(), "eq", [&](auto tag) {
    using T = typename decltype(tag)::type;
    const T value = *reinterpret_cast<const T*>(tensor.raw());
    Element out;
    if constexpr (std::is_integral_v<T>) {
      out.whole = true;
      out.integer = static_cast<int64_t>(value);
      out.number = static_cast<double>(value);
    } else if constexpr (std::is_same_v<T, Complex64> || std::is_same_v<T, Complex128>) {
      out.number = {static_cast<double>(value.real()), static_cast<double>(value.imag())};
    } else {
      out.number = static_cast<double>(static_cast<float>(value));
      if constexpr (std::is_same_v<T, double>) out.number = value;
    }
    return out;
  });
}

// The number of elements of `a == b`.
int64_t broadcast_count(const Tensor& a, const Tensor& b) {
  const int64_t rank = std::max(a.dim(), b.dim());
  int64_t count = 1;
  for (int64_t d = 0; d < rank; ++d) {
    const int64_t in_a = d - (rank - a.dim()), in_b = d - (rank - b.dim());
    const int64_t size_a = in_a < 0 ? 1 : a.sizes()[in_a], size_b = in_b < 0 ? 1 : b.sizes()[in_b];
    if (size_a != size_b && size_a != 1 && size_b != 1) {
      raise("RuntimeError", "The size of tensor a (", size_a, ") must match the size of tensor b (", size_b,
            ") at non-singleton dimension ", d);
    }
    count *= size_a == 1 ? size_b : size_a;
  }
  return count;
}

}  // namespace

bool equal_tensors(const Tensor& a, const Tensor& b) {
  const int64_t count = broadcast_count(a, b);
  if (count == 0) raise("RuntimeError", "Boolean value of Tensor with no values is ambiguous");
  if (count > 1) raise("RuntimeError", "Boolean value of Tensor with more than one value is ambiguous");
  const Element x = only_element(a), y = only_element(b);
  if (x.whole && y.whole) return x.integer == y.integer;
  if (a.dtype() == Dtype::Float64 || b.dtype() == Dtype::Float64) return x.number == y.number;
  return std::complex<float>(x.number) == std::complex<float>(y.number);
}

}  // namespace flambeau
