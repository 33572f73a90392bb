// Linear layers whose weights lie in the file as the kernel reads them.
#include "base/ints_stream.h"
#include "kernels/conv.h"
#include "kernels/invoke.h"
#include "kernels/iterate.h"
#include "kernels/linear.h"
#include "kernels/panels.h"
#include "ops/kernel.h"

namespace flambeau {

Tensor panel_linear(const Tensor& input, const Tensor& numbers, int64_t outputs, int64_t depth, int64_t width,
                    const Tensor& bias, std::string_view activation, const Tensor& other, bool other_first) {
  const Panels panels{numbers, outputs, depth, width};
  check_panels(panels);
  const Activation kind = activation_named(activation);
  check(!bias.defined() || (bias.dtype() == Dtype::Float32 && bias.dim() == 1 && bias.size(0) == outputs),
        "a layer in panels has a float32 bias for each output");
  check(!other.defined() || kind == Activation::None, "a layer that adds has no activation");
  check(input.dim() >= 1, "linear: expected an input of at least 1 dim, got ", input.sizes());
  Ints sizes(input.sizes().begin(), input.sizes().end() - 1);
  const int64_t rows = count_elements(sizes);
  check(input.size(-1) == depth, "mat1 and mat2 shapes cannot be multiplied (", rows, "x", input.size(-1), " and ",
        depth, "x", outputs, ")");
  check(input.dtype() == Dtype::Float32, "mat1 and mat2 must have the same dtype, but got ", dtype_name(input.dtype()),
        " and float32");
  sizes.push_back(outputs);
  const bool adds_here =
      other.defined() && other.dtype() == Dtype::Float32 && other.is_contiguous() && other.sizes() == sizes;
  const Tensor out = empty(sizes, Dtype::Float32);
  if (out.numel() > 0) {
    const Tensor flat = reshaped(input, {rows, depth});
    const Tensor dense = bias.defined() ? contiguous(bias) : bias;
    Epilogue<float> epilogue;
    epilogue.bias = dense.defined() ? dense.data<float>() : nullptr;
    if (adds_here) epilogue.residual = other.data<float>();
    epilogue.residual_stride = outputs;
    clamp_by(kind, epilogue);
    if (kind > Activation::Relu6) epilogue.activation = kind;
    const PanelMemory memory = panel_memory(panels);
    const Matrix<const float> left{flat.data<float>(), rows, depth, flat.strides()[0], flat.strides()[1]};
    gemm<float>(left, PackedMatrix<float>(depth, outputs, memory.storage, memory.offset), out.data<float>(), outputs,
                epilogue);
  }
  if (!other.defined() || adds_here) return out;
  return other_first ? invoke("aten::add.Tensor", other, out, 1).to_tensor()
                     : invoke("aten::add.Tensor", out, other, 1).to_tensor();
}

KERNEL(flambeau_panel_linear, panel_linear)

}  // namespace flambeau
