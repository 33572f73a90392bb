// Python's complex numbers beside tensors: as a tensor without dims, of the dtype that the number takes there.
#include <complex>

#include "base/error.h"
#include "kernels/factory.h"
#include "ops/kernel.h"
#include "value/number.h"

namespace flambeau {

namespace {

Tensor without_dims(Complex128 z, Dtype dtype) {
  Tensor made = empty(Ints{}, dtype);
  if (dtype == Dtype::Complex64) {
    *made.data<Complex64>() = Complex64(static_cast<float>(z.real()), static_cast<float>(z.imag()));
  } else {
    *made.data<Complex128>() = z;
  }
  return made;
}

// `z` beside `like` in an operator: a float32 tensor and a complex make a complex64 one, a float64 tensor a complex128.
Tensor complex_beside(const Tensor& like, const Value& z) {
  check(like.dtype() != Dtype::Float16, "complex numbers beside float16 tensors aren't supported");
  const bool is_double = like.dtype() == Dtype::Float64 || like.dtype() == Dtype::Complex128;
  return without_dims(z.to_complex(), is_double ? Dtype::Complex128 : Dtype::Complex64);
}

// `z` to be stored in `target`: one of no complex dtype takes only a number without an imaginary part.
Tensor complex_into(const Tensor& target, const Value& z) {
  const Complex128 value = z.to_complex();
  if (is_complex(target.dtype())) return without_dims(value, target.dtype());
  check(value.imag() == 0, "value cannot be converted to type ", c_type_name(target.dtype()), " without overflow");
  return filled(Ints{}, target.dtype(), Scalar(value.real()));
}

}  // namespace

KERNEL(tensor_complex_beside, complex_beside)
KERNEL(tensor_complex_into, complex_into)

}  // namespace flambeau
