// scaled_dot_product_attention: softmax(q k^T * scale + mask) v, block by block.
//
// A task takes some queries of a head and walks over blocks of keys, each packed once for all those queries; the scores
// of one pair of blocks are all that is ever held. Each row keeps its running maximum and sum, and what it has gathered
// so far is rescaled when the maximum grows (Milakov and Gimelshein, "Online normalizer calculation for softmax"; Dao
// et al., "FlashAttention").
#include "kernels/attention.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "kernels/gemm.h"
#include "kernels/reduce.h"
#include "kernels/type_text.h"
#include "ops/kernel.h"
#include "parallel/parallel.h"
#include "parallel/scratch.h"
#include "simd/gemm.h"
#include "simd/rows.h"

namespace flambeau {
namespace {

using Problem = AttentionProblem;

// The strides of the last two dims.
int64_t row_step(const Tensor& t) { return t.strides()[t.dim() - 2]; }
int64_t column_step(const Tensor& t) { return t.strides()[t.dim() - 1]; }

// How many of the first keys query `row` may see.
int64_t visible(const Problem& p, int64_t row) { return p.causal ? std::min(p.keys, row + 1) : p.keys; }

// The plain reference, which serves float64 too: one query row at a time.
template <typename T>
void attend_row(const Problem& p, int64_t lead, int64_t row, T* scores) {
  const T* q = p.q.data<T>() + p.q_lead.offset(lead) + row * row_step(p.q);
  const T* k = p.k.data<T>() + p.k_lead.offset(lead);
  const T* v = p.v.data<T>() + p.v_lead.offset(lead);
  T* out = p.out.data<T>() + p.out_lead.offset(lead) + row * row_step(p.out);
  const int64_t n = visible(p, row);
  T max = -std::numeric_limits<T>::infinity();
  for (int64_t s = 0; s < n; ++s) {
    T dot = 0;
    for (int64_t e = 0; e < p.width; ++e) dot += q[e * column_step(p.q)] * k[s * row_step(p.k) + e * column_step(p.k)];
    scores[s] = dot * static_cast<T>(p.scale);
    for (const AddedScores* added : {&p.first, &p.second}) {
      const Tensor& t = added->numbers;
      if (t.defined()) scores[s] += t.data<T>()[added->lead.offset(lead) + row * row_step(t) + s * column_step(t)];
    }
    max = scores[s] > max || scores[s] != scores[s] ? scores[s] : max;
  }
  T sum = 0;
  for (int64_t s = 0; s < n; ++s) {
    scores[s] = max == -std::numeric_limits<T>::infinity() ? T{0} : std::exp(scores[s] - max);
    sum += scores[s];
  }
  for (int64_t e = 0; e < p.value_width; ++e) {
    T total = 0;
    for (int64_t s = 0; s < n; ++s) total += scores[s] * v[s * row_step(p.v) + e * column_step(p.v)];
    out[e * column_step(p.out)] = sum == 0 && p.unseen_is_zero ? T{0} : total / sum;
  }
}

constexpr int64_t kQueries = 56;    // rows of scores at a time: whole tiles at every level
constexpr int64_t kKeys = 256;      // columns of them
constexpr int64_t kTaskRows = 512;  // queries that a task holds, at most
constexpr int64_t kTasksPerThread = 4;
constexpr int64_t kParallelWork = 40'000;  // multiplications below which a second thread costs more than it does

// Buffers of one task.
struct TaskMemory {
  Scratch q, scores, sums, keys, values;
  TaskMemory(const Problem& p, int64_t rows)
      : q(column_step(p.q) == 1 ? 0 : bytes(rows * p.width)),
        scores(bytes(kQueries * kKeys)),
        sums(bytes(rows * p.value_width)),
        keys(bytes(packed_size<float>(p.width, kKeys))),
        values(bytes(packed_size<float>(kKeys, p.value_width))) {}

 private:
  static std::size_t bytes(int64_t floats) { return static_cast<std::size_t>(floats) * sizeof(float); }
};

// The numbers of `added` for row `row` of a head and the keys from `key` on.
const float* added_at(const AddedScores& added, int64_t lead, int64_t row, int64_t key) {
  const Tensor& t = added.numbers;
  return t.data<float>() + added.lead.offset(lead) + row * row_step(t) + key * column_step(t);
}

// Whether the product of queries and keys can add them as it is stored.
bool is_residual(const AddedScores& added) { return added.numbers.defined() && column_step(added.numbers) == 1; }

// Adds to rows [first, first + rows) of the scores of keys [key, key + count).
void add_scores(const AddedScores& added, int64_t lead, int64_t first, int64_t rows, int64_t key, int64_t count,
                float* scores) {
  const int64_t step = column_step(added.numbers);
  for (int64_t i = 0; i < rows; ++i) {
    float* row = scores + i * kKeys;
    const float* add = added_at(added, lead, first + i, key);
    if (step == 1) {
      row_functions().add(row, add, count);
    } else {
      for (int64_t j = 0; j < count; ++j) row[j] += add[j * step];
    }
  }
}

// Hides from rows [first, first + rows) what is in their future.
void hide_future(const Problem& p, int64_t first, int64_t rows, int64_t key, int64_t count, float* scores) {
  for (int64_t i = 0; i < rows; ++i) {
    for (int64_t j = std::max<int64_t>(0, visible(p, first + i) - key); j < count; ++j) {
      scores[i * kKeys + j] = -std::numeric_limits<float>::infinity();
    }
  }
}

// Each row's largest score so far, and the sum of the exponentials of what lies below it.
struct Running {
  float max = -std::numeric_limits<float>::infinity();
  double sum = 0;
};

// Turns a row of scores into exponentials; `sums`, what the row has gathered so far, is rescaled to the new maximum.
void exponentiate(Running& row, float* scores, int64_t count, float* sums, int64_t value_width) {
  const auto& loops = row_functions();
  const float next = std::max(row.max, loops.largest(scores, count));  // a NaN makes the sum one
  if (next != row.max && row.sum == 0) row.max = next;                 // nothing is gathered yet
  if (next != row.max) {
    const float factor = std::exp(row.max - next);
    row.sum *= static_cast<double>(factor);
    loops.affine(sums, factor, 0.0F, sums, value_width);
    row.max = next;
  }
  // Where nothing is seen yet, exp(-inf - -inf) would be NaN.
  const float shift = next == -std::numeric_limits<float>::infinity() ? 0 : next;
  row.sum += loops.exp_sum(scores, shift, scores, count);
}

// out[e * step] = x[e] * factor
void scale_row(const float* x, float factor, float* out, int64_t step, int64_t count) {
  if (step == 1) return row_functions().affine(x, factor, 0.0F, out, count);
  for (int64_t e = 0; e < count; ++e) out[e * step] = x[e] * factor;
}

// Queries [first, first + rows) of one head against all keys, each block of which is packed once.
void attend_rows(const Problem& p, int64_t lead, int64_t first, int64_t rows) {
  const auto& pack = gemm_functions().f32.pack;
  const auto& loops = row_functions();
  const TaskMemory memory(p, rows);
  auto* const scores = memory.scores.as<float>();
  auto* const sums = memory.sums.as<float>();
  const float* queries = p.q.data<float>() + p.q_lead.offset(lead) + first * row_step(p.q);
  int64_t queries_step = row_step(p.q);
  if (column_step(p.q) != 1) {
    auto* const copy = memory.q.as<float>();
    for (int64_t i = 0; i < rows; ++i) {
      for (int64_t e = 0; e < p.width; ++e) copy[i * p.width + e] = queries[i * queries_step + e * column_step(p.q)];
    }
    queries = copy;
    queries_step = p.width;
  }
  const float* k = p.k.data<float>() + p.k_lead.offset(lead);
  const float* v = p.v.data<float>() + p.v_lead.offset(lead);
  Running running[kTaskRows];
  std::fill_n(sums, rows * p.value_width, 0.0F);
  const int64_t last_key = visible(p, first + rows - 1);
  for (int64_t key = 0; key < last_key; key += kKeys) {
    const int64_t packed = std::min(kKeys, last_key - key);
    auto* const k_panels = memory.keys.as<float>();
    auto* const v_panels = memory.values.as<float>();
    pack(k + key * row_step(p.k), column_step(p.k), row_step(p.k), p.width, packed, k_panels);
    if (p.scale != 1) {
      loops.affine(k_panels, static_cast<float>(p.scale), -0.0F, k_panels, packed_size<float>(p.width, packed));
    }
    pack(v + key * row_step(p.v), row_step(p.v), column_step(p.v), packed, p.value_width, v_panels);
    for (int64_t i = 0; i < rows; i += kQueries) {
      const int64_t height = std::min(kQueries, rows - i);
      // Whole panels are multiplied, whatever part of them the last row sees.
      if (visible(p, first + i + height - 1) <= key) continue;
      Epilogue<float> epilogue;
      if (is_residual(p.first)) {
        epilogue.residual = added_at(p.first, lead, first + i, key);
        epilogue.residual_stride = row_step(p.first.numbers);
      }
      gemm_serial<float>(queries + i * queries_step, queries_step, height, p.width, k_panels, packed, scores, kKeys,
                         epilogue);
      if (p.first.numbers.defined() && !is_residual(p.first)) {
        add_scores(p.first, lead, first + i, height, key, packed, scores);
      }
      if (p.second.numbers.defined()) add_scores(p.second, lead, first + i, height, key, packed, scores);
      if (p.causal) hide_future(p, first + i, height, key, packed, scores);
      for (int64_t r = 0; r < height; ++r) {
        exponentiate(running[i + r], scores + r * kKeys, packed, sums + (i + r) * p.value_width, p.value_width);
      }
      gemm_serial<float>(scores, kKeys, height, packed, v_panels, p.value_width, sums + i * p.value_width,
                         p.value_width, {}, true);
    }
  }
  float* out = p.out.data<float>() + p.out_lead.offset(lead) + first * row_step(p.out);
  for (int64_t i = 0; i < rows; ++i) {
    const bool is_zero = running[i].sum == 0 && p.unseen_is_zero;
    const float factor = is_zero ? 0.0F : static_cast<float>(1.0 / running[i].sum);
    scale_row(sums + i * p.value_width, factor, out + i * row_step(p.out), column_step(p.out), p.value_width);
  }
}

constexpr int64_t kFewQueries = 3;  // for which packing the keys would take longer than the products

// The same for a few queries, as a decoder's next token is: keys and values are read where they lie.
bool has_few_queries(const Problem& p) {
  return p.length <= kFewQueries && column_step(p.q) == 1 && column_step(p.k) == 1 && column_step(p.v) == 1;
}

void attend_few(const Problem& p, int64_t lead, int64_t first) {
  const auto& loops = row_functions();
  const Scratch memory(static_cast<std::size_t>(kKeys + p.value_width) * sizeof(float));
  auto* const scores = memory.as<float>();
  float* const sums = scores + kKeys;
  const float* const query = p.q.data<float>() + p.q_lead.offset(lead) + first * row_step(p.q);
  const float* const k = p.k.data<float>() + p.k_lead.offset(lead);
  const float* const v = p.v.data<float>() + p.v_lead.offset(lead);
  Running running;
  std::fill_n(sums, p.value_width, 0.0F);
  const int64_t last_key = visible(p, first);
  for (int64_t key = 0; key < last_key; key += kKeys) {
    const int64_t count = std::min(kKeys, last_key - key);
    loops.dots(query, k + key * row_step(p.k), row_step(p.k), count, p.width, scores);
    loops.affine(scores, static_cast<float>(p.scale), -0.0F, scores, count);
    for (const AddedScores* added : {&p.first, &p.second}) {
      if (added->numbers.defined()) add_scores(*added, lead, first, 1, key, count, scores);
    }
    exponentiate(running, scores, count, sums, p.value_width);
    loops.add_scaled_rows(sums, scores, v + key * row_step(p.v), row_step(p.v), count, p.value_width);
  }
  float* const out = p.out.data<float>() + p.out_lead.offset(lead) + first * row_step(p.out);
  const float factor = running.sum == 0 && p.unseen_is_zero ? 0.0F : static_cast<float>(1.0 / running.sum);
  scale_row(sums, factor, out, column_step(p.out), p.value_width);
}

}  // namespace

Loops leading_loops(const Tensor& t) {
  Loops loops;
  for (int64_t d = 0; d + 2 < t.dim(); ++d) loops.add(t.sizes()[d], t.strides()[d]);
  return loops;
}

AttentionProblem::AttentionProblem(const Tensor& q_, const Tensor& k_, const Tensor& v_, const Tensor& out_)
    : q(q_),
      k(k_),
      v(v_),
      out(out_),
      q_lead(leading_loops(q)),
      k_lead(leading_loops(k)),
      v_lead(leading_loops(v)),
      out_lead(leading_loops(out)),
      length(q.size(-2)),
      keys(k.size(-2)),
      width(q.size(-1)),
      value_width(v.size(-1)) {}

void attend(const AttentionProblem& p) {
  const int64_t heads = p.q_lead.count;
  if (p.q.dtype() != Dtype::Float32) {
    parallel_for(0, heads * p.length, 8, [&](int64_t first, int64_t last) {
      std::vector<double> scores(static_cast<std::size_t>(p.keys));
      for (int64_t i = first; i < last; ++i) attend_row<double>(p, i / p.length, i % p.length, scores.data());
    });
    return;
  }
  if (has_few_queries(p)) {
    const int64_t grain = 1 + kParallelWork / (1 + p.keys * (p.width + p.value_width));
    parallel_for(0, heads * p.length, grain, [&](int64_t begin, int64_t end) {
      for (int64_t i = begin; i < end; ++i) attend_few(p, i / p.length, i % p.length);
    });
    return;
  }
  // As many queries a task as leave every thread some tasks: each task packs the keys for itself.
  const int64_t wanted = (kTasksPerThread * thread_count() + heads - 1) / heads;
  const int64_t parts =
      std::clamp(wanted, (p.length + kTaskRows - 1) / kTaskRows, (p.length + kQueries - 1) / kQueries);
  const int64_t work = p.length * p.keys * (p.width + p.value_width) / parts;
  parallel_for(0, heads * parts, 1 + kParallelWork / (1 + work), [&](int64_t first, int64_t last) {
    for (int64_t i = first; i < last; ++i) {
      const int64_t start = p.length * (i % parts) / parts;
      attend_rows(p, i / parts, start, p.length * (i % parts + 1) / parts - start);
    }
  });
}

namespace {

void check_inputs(const Tensor& q, const Tensor& k, const Tensor& v, const Tensor& mask) {
  check(q.dtype() == k.dtype() && q.dtype() == v.dtype(),
        "Expected query, key, and value to have the same dtype, but got query.dtype: ", type_text(q.dtype()),
        " key.dtype: ", type_text(k.dtype()), " and value.dtype: ", type_text(v.dtype()), " instead.");
  check(q.dim() >= 2 && k.dim() >= 2 && v.dim() >= 2,
        "Expected query, key, and value to all be  at least 2 dimensional, but got query.dim: ", q.dim(),
        " key.dim: ", k.dim(), " and value.dim: ", v.dim(), " instead.");
  check(is_floating(q.dtype()), "expected scalar type Float but found ", scalar_type_name(q.dtype()));
  check(!mask.defined() || mask.dtype() == Dtype::Bool || mask.dtype() == q.dtype() || mask.dtype() == Dtype::Float32,
        "Expected attn_mask dtype to be bool or float or to match query dtype, but got attn_mask.dtype: ",
        mask.defined() ? type_text(mask.dtype()) : "", " and  query.dtype: ", type_text(q.dtype()), " instead.");
}

// A bool mask as numbers to add: 0 where it is true, -infinity elsewhere.
Tensor additive_mask(const Tensor& mask, Dtype compute) {
  if (mask.dtype() != Dtype::Bool) return to_dtype(mask, compute);
  const Tensor out = empty(mask.sizes(), compute);
  const Tensor in = contiguous(mask);
  const auto* allowed = in.data<uint8_t>();
  for (int64_t i = 0; i < in.numel(); ++i) {
    const double value = allowed[i] ? 0.0 : -std::numeric_limits<double>::infinity();
    if (compute == Dtype::Float32) {
      out.data<float>()[i] = static_cast<float>(value);
    } else {
      out.data<double>()[i] = value;
    }
  }
  return out;
}

// Each of `factor` neighbouring query heads reads the same key head: a view with that many equal heads is copied, as
// strides can't say it.
Tensor repeat_heads(const Tensor& t, int64_t factor) {
  if (factor == 1) return t;
  Ints sizes = t.sizes(), strides = t.strides();
  const int64_t at = t.dim() - 3;
  sizes.insert(static_cast<std::size_t>(at + 1), factor);
  strides.insert(static_cast<std::size_t>(at + 1), 0);
  const Tensor copy = contiguous(t.view_as(sizes, strides, t.offset()));
  sizes.erase(static_cast<std::size_t>(at + 1));
  sizes[at] *= factor;
  Ints merged = contiguous_strides(sizes);
  return copy.view_as(std::move(sizes), std::move(merged), copy.offset());
}

Ints lead_sizes(const Tensor& t) { return Ints(t.sizes().begin(), t.sizes().end() - 2); }

Ints with(Ints lead, int64_t a, int64_t b) {
  lead.push_back(a);
  lead.push_back(b);
  return lead;
}

Tensor attention(const Tensor& query, const Tensor& key, const Tensor& value, const Tensor& mask, double dropout_p,
                 bool is_causal, std::optional<double> scale, bool enable_gqa) {
  check_inputs(query, key, value, mask);
  check(dropout_p == 0, "scaled_dot_product_attention: dropout_p must be 0 in an inference program");
  const Dtype compute = compute_type(query.dtype());
  Tensor k = to_dtype(key, compute);
  Tensor v = to_dtype(value, compute);
  if (enable_gqa && query.dim() >= 3 && key.dim() >= 3 && value.dim() >= 3) {
    const int64_t heads = query.size(-3);
    check(key.size(-3) > 0 && heads % key.size(-3) == 0 && heads % value.size(-3) == 0,
          "Number of heads in key and value must divide the number of heads in query");
    k = repeat_heads(k, heads / key.size(-3));
    v = repeat_heads(v, heads / value.size(-3));
  }
  const int64_t length = query.size(-2), width = query.size(-1), keys = key.size(-2), value_width = value.size(-1);
  const Ints lead = broadcast_shapes(broadcast_shapes(lead_sizes(query), lead_sizes(k)), lead_sizes(v));
  const int64_t heads = count_elements(lead);
  check(key.size(-1) == width, "Expected size for first two dimensions of batch2 tensor to be: [", heads, ", ", width,
        "] but got: [", heads, ", ", key.size(-1), "].");
  check(value.size(-2) == keys, "Expected size for first two dimensions of batch2 tensor to be: [", heads, ", ", keys,
        "] but got: [", heads, ", ", value.size(-2), "].");
  // As PyTorch's fused kernel, the result lies in memory like the query.
  const bool like_query = query.dim() == 4 && value_width == width && lead == lead_sizes(query) &&
                          lead == lead_sizes(k) && lead == lead_sizes(v);
  AttentionProblem p(expand_to(to_dtype(query, compute), with(lead, length, width)),
                     expand_to(k, with(lead, keys, width)), expand_to(v, with(lead, keys, value_width)),
                     like_query ? empty_like(query, compute) : empty(with(lead, length, value_width), compute));
  p.scale = scale.value_or(1.0 / std::sqrt(static_cast<double>(width)));
  p.causal = is_causal;
  if (mask.defined()) {
    p.first = AddedScores(expand_to(additive_mask(mask, compute), with(lead, length, keys)));
  }
  if (p.out.numel() > 0) attend(p);
  return to_dtype(p.out, query.dtype());
}

}  // namespace

KERNEL(aten_scaled_dot_product_attention, attention)

}  // namespace flambeau
