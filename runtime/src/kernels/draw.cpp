#include "kernels/draw.h"

#include <algorithm>
#include <mutex>
#include <numeric>

#include "kernels/iterate.h"
#include "kernels/linear.h"
#include "kernels/type_text.h"
#include "ops/kernel.h"

namespace flambeau {

Tensor in_memory_order(const Tensor& t, const Tensor& self) {
  if (self.is_contiguous()) return t;
  Ints dims = self.sizes();
  std::iota(dims.begin(), dims.end(), 0);
  std::stable_sort(dims.begin(), dims.end(), [&](int64_t a, int64_t b) { return self.stride(a) > self.stride(b); });
  return permuted(t, dims);
}

Tensor draw_doubles(const Tensor& self, const char* op, const std::function<double(Generator&)>& draw) {
  check_writable(self, op);
  const Tensor ordered = in_memory_order(self, self);
  const Tensor wide = empty(ordered.sizes(), Dtype::Float64);
  Generator& generator = default_generator();
  {
    const std::lock_guard lock(generator.mutex);
    auto* const data = wide.data<double>();
    for (int64_t i = 0; i < wide.numel(); ++i) data[i] = draw(generator);
  }
  copy_elements(ordered, wide);
  return self;
}

namespace {
void check_implemented(bool condition, Dtype dtype, const char* op) {
  if (!condition) raise("NotImplementedError", "\"", op, "\" not implemented for '", scalar_type_name(dtype), "'");
}
}  // namespace

void check_float(Dtype dtype, const char* op) { check_implemented(is_floating(dtype), dtype, op); }

void check_wide_float(Dtype dtype, const char* op) {
  check_implemented(dtype == Dtype::Float32 || dtype == Dtype::Float64, dtype, op);
}

void check_continuous(Dtype dtype, const char* distribution) {
  check(is_floating(dtype), distribution, " is a continuous probability distribution. dtype must be a floating point ",
        "but you specified ", type_text(dtype));
}

}  // namespace flambeau
