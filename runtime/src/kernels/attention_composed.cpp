// flambeau::attention: what a program says by products and a softmax (passes/fuse_attention.py), without its scores.
//
//   flambeau::attention(Tensor query, float? scale, Tensor keys, Tensor value, Tensor? bias, Tensor? mask,
//                       int[]? mask_shape, int[]? shape) -> Tensor
//
//   scores = matmul(query * scale, keys) + bias
//   scores = (scores.view(mask_shape) + mask).view(shape)      where there is a mask
//   matmul(softmax(scores, -1), value)
//
// Float32 of one shape of leading dims goes to attend(), block by block. All else goes to the operators one after
// another, which broadcast, promote, and raise what there is to raise.
#include <algorithm>
#include <utility>

#include "kernels/attention.h"
#include "kernels/invoke.h"
#include "kernels/linear.h"
#include "kernels/view.h"
#include "ops/kernel.h"

namespace flambeau {
namespace {

struct Composed {
  const Tensor& query;
  std::optional<double> scale;
  const Tensor& keys;
  const Tensor& value;
  const Tensor& bias;
  const Tensor& mask;
  std::optional<Ints> mask_shape, shape;
};

Tensor one_after_another(const Composed& c) {
  Tensor scores = c.scale ? invoke("aten::mul.Scalar", c.query, *c.scale).to_tensor() : c.query;
  scores = invoke("aten::matmul", scores, c.keys).to_tensor();
  if (c.bias.defined()) scores = invoke("aten::add.Tensor", scores, c.bias, 1).to_tensor();
  if (c.mask.defined()) {
    check(c.mask_shape && c.shape, "flambeau::attention: a mask has shapes");
    scores = invoke("aten::add.Tensor", view(scores, *c.mask_shape), c.mask, 1).to_tensor();
    scores = view(scores, *c.shape);
  }
  scores = invoke("aten::softmax.int", scores, -1, Value()).to_tensor();
  return invoke("aten::matmul", scores, c.value).to_tensor();
}

bool is_float32(const Tensor& t) { return !t.defined() || t.dtype() == Dtype::Float32; }

bool has_lead(const Tensor& t, const Ints& lead) {
  return t.dim() == lead.ssize() + 2 && std::equal(lead.begin(), lead.end(), t.sizes().begin());
}

// Whether `t` can be expanded to `shape`.
bool expands_to(const Tensor& t, const Ints& shape) {
  const int64_t more = shape.ssize() - t.dim();
  if (more < 0) return false;
  for (int64_t d = 0; d < t.dim(); ++d) {
    if (t.sizes()[d] != 1 && t.sizes()[d] != shape[more + d]) return false;
  }
  return true;
}

// Whether the scores may stay in blocks. `mask_shape` becomes the shape to which the mask is expanded.
bool in_blocks(const Composed& c, Ints& mask_shape) {
  if (c.query.dim() < 2 || c.keys.dim() < 2 || c.value.dim() < 2) return false;
  for (const Tensor* t : {&c.query, &c.keys, &c.value, &c.bias, &c.mask}) {
    if (!is_float32(*t)) return false;
  }
  const Ints lead(c.query.sizes().begin(), c.query.sizes().end() - 2);
  Ints scores = lead;
  scores.push_back(c.query.size(-2));
  scores.push_back(c.keys.size(-1));
  const int64_t count = count_elements(scores);
  if (count == 0 || c.query.numel() == 0 || c.value.numel() == 0) return false;
  if (!has_lead(c.keys, lead) || !has_lead(c.value, lead)) return false;
  if (c.keys.size(-2) != c.query.size(-1) || c.value.size(-2) != c.keys.size(-1)) return false;
  if (c.bias.defined() && !expands_to(c.bias, scores)) return false;
  if (!c.mask.defined()) return true;
  if (!c.mask_shape || !c.shape) return false;
  mask_shape = infer_shape(*c.mask_shape, count);  // raises what the view would
  const int64_t rank = mask_shape.ssize();
  return rank >= 2 && mask_shape[rank - 2] == c.query.size(-2) && mask_shape[rank - 1] == c.keys.size(-1) &&
         expands_to(c.mask, mask_shape) && infer_shape(*c.shape, count) == scores;
}

Tensor composed_attention(const Tensor& query, std::optional<double> scale, const Tensor& keys, const Tensor& value,
                          const Tensor& bias, const Tensor& mask, std::optional<Ints> mask_shape,
                          std::optional<Ints> shape) {
  const Composed c{query, scale, keys, value, bias, mask, std::move(mask_shape), std::move(shape)};
  Ints expanded;
  if (!in_blocks(c, expanded)) return one_after_another(c);
  Ints sizes = query.sizes();
  sizes[query.dim() - 1] = value.size(-1);
  AttentionProblem p(query, transposed(keys), value, empty(sizes, Dtype::Float32));
  p.scale = scale.value_or(1);
  p.unseen_is_zero = false;
  if (bias.defined()) {
    sizes[query.dim() - 1] = p.keys;
    p.first = AddedScores(expand_to(bias, sizes));
  }
  if (mask.defined()) p.second = AddedScores(expand_to(mask, expanded));
  attend(p);
  return p.out;
}

}  // namespace

KERNEL(flambeau_attention, composed_attention)

}  // namespace flambeau
