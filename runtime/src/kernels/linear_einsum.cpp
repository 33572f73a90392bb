// einsum and tensordot: each pair of operands is brought to (batch, left, contracted) times (batch, contracted, right).
#include <algorithm>
#include <map>
#include <string>

#include "kernels/invoke.h"
#include "kernels/iterate.h"
#include "kernels/linear.h"
#include "kernels/reduce.h"
#include "ops/kernel.h"

namespace flambeau {

namespace {

using Labels = std::string;  // one char a dim; dims under an ellipsis are numbered from the right: '\x01', '\x02', ...

struct Term {
  Tensor tensor;
  Labels labels;
  int64_t size(char label) const { return tensor.size(static_cast<int64_t>(labels.find(label))); }
};

bool has(const Labels& labels, char label) { return labels.find(label) != Labels::npos; }

// The labels of one operand's subscripts. `rank` is its number of dims, -1 for the output.
Labels parse(std::string_view text, int64_t rank, std::size_t ellipsis_rank, std::size_t operand) {
  const auto letters = std::count_if(text.begin(), text.end(), [](char c) { return c != '.' && c != ' '; });
  check(rank < 0 || letters <= rank, "einsum(): the number of subscripts in the equation (", letters,
        ") is more than the number of dimensions (", rank, ") for operand ", operand);
  Labels out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == ' ') continue;
    if (text[i] == '.') {
      check(text.substr(i, 3) == "...", "einsum(): found '.' that is not part of any ellipsis");
      const auto hidden = rank < 0 ? ellipsis_rank : static_cast<std::size_t>(rank - letters);
      for (std::size_t d = hidden; d > 0; --d) out += static_cast<char>(d);
      i += 2;
      continue;
    }
    check((text[i] >= 'a' && text[i] <= 'z') || (text[i] >= 'A' && text[i] <= 'Z'),
          "einsum(): invalid subscript given, subscripts must be in [a-zA-Z]");
    out += text[i];
  }
  check(rank < 0 || out.size() == static_cast<std::size_t>(rank),
        "einsum(): the number of subscripts in the equation (", out.size(),
        ") does not match the number of dimensions (", rank, ") for operand ", operand, " and no ellipsis was given");
  return out;
}

// A label that occurs twice in one operand stands for a diagonal.
Term take_diagonals(const Term& term) {
  Ints sizes;
  Ints strides;
  Labels labels;
  for (std::size_t d = 0; d < term.labels.size(); ++d) {
    const std::size_t at = labels.find(term.labels[d]);
    if (at == Labels::npos) {
      labels += term.labels[d];
      sizes.push_back(term.tensor.sizes()[d]);
      strides.push_back(term.tensor.strides()[d]);
    } else {
      check(sizes[at] == term.tensor.sizes()[d], "einsum(): subscript ", term.labels[d],
            " is repeated for an operand but the sizes don't match, ", term.tensor.sizes()[d], " != ", sizes[at]);
      strides[at] += term.tensor.strides()[d];
    }
  }
  return {term.tensor.view_as(sizes, strides, term.tensor.offset()), labels};
}

// Of two sizes of which one is 1 or both are equal: 0 where one is 0, too.
int64_t broadcast_size(int64_t a, int64_t b) { return a == 1 ? b : a; }

// Sums over the dims whose label isn't in `kept`.
Term sum_others(const Term& term, const Labels& kept) {
  Ints dims;
  Labels labels;
  for (std::size_t d = 0; d < term.labels.size(); ++d) {
    if (has(kept, term.labels[d])) {
      labels += term.labels[d];
    } else {
      dims.push_back(static_cast<int64_t>(d));
    }
  }
  if (dims.empty()) return term;
  return {invoke("aten::sum.dim_IntList", term.tensor, Value::ints(dims), false, Value()).to_tensor(), labels};
}

// The term with its dims in the order of the groups, a dim that it lacks or that is 1 expanded: a batch and a matrix,
// each group but the batch one dim.
Tensor arranged(const Term& term, const std::array<Labels, 3>& groups, const std::map<char, int64_t>& sizes) {
  Ints shape;
  Ints strides;
  Ints merged;
  for (const Labels& group : groups) {
    int64_t product = 1;
    for (const char label : group) {
      const auto d = term.labels.find(label);
      const int64_t size = sizes.at(label);
      shape.push_back(size);
      strides.push_back(term.tensor.sizes()[d] == size ? term.tensor.strides()[d] : 0);
      product *= size;
    }
    merged.push_back(product);
  }
  const Tensor view = term.tensor.view_as(shape, strides, term.tensor.offset());
  if (groups[1].size() <= 1 && groups[2].size() <= 1) {
    // A batch of matrices as they lie: no copy, only dims of size 1 for missing ones.
    const auto rows = static_cast<int64_t>(groups[0].size());
    const Tensor with_rows = groups[1].empty() ? inserted(view, rows) : view;
    return groups[2].empty() ? inserted(with_rows, rows + 1) : with_rows;
  }
  return reshaped(view, merged);
}

Term contract(const Term& a, const Term& b, const Labels& kept) {
  Term left = sum_others(a, kept + b.labels);
  Term right = sum_others(b, kept + a.labels);
  Labels batch;
  Labels contracted;
  Labels left_only;
  Labels right_only;
  std::map<char, int64_t> sizes;
  for (const char label : left.labels) {
    sizes[label] = left.size(label);
    if (!has(right.labels, label)) {
      left_only += label;
    } else {
      sizes[label] = broadcast_size(sizes[label], right.size(label));
      (has(kept, label) ? batch : contracted) += label;
    }
  }
  for (const char label : right.labels) {
    if (has(left.labels, label)) continue;
    sizes[label] = right.size(label);
    right_only += label;
  }
  if (left.tensor.dtype() != right.tensor.dtype()) {  // sums of integers are wider
    check(contracted.empty(), "expected scalar type ", scalar_type_name(left.tensor.dtype()), " but found ",
          scalar_type_name(right.tensor.dtype()));
    const Dtype common = promote_types(left.tensor.dtype(), right.tensor.dtype());
    left.tensor = to_dtype(left.tensor, common);
    right.tensor = to_dtype(right.tensor, common);
  }
  const Tensor product = multiply_batches(arranged(left, {batch, left_only, contracted}, sizes),
                                          arranged(right, {batch, contracted, right_only}, sizes));
  const Labels labels = batch + left_only + right_only;
  Ints shape;
  for (const char label : labels) shape.push_back(sizes[label]);
  return {reshaped(product, shape), labels};
}

void check_sizes(const std::vector<Term>& terms) {
  std::map<char, int64_t> sizes;
  for (const Term& term : terms) {
    for (const char label : term.labels) {
      const int64_t size = term.size(label);
      const auto [known, added] = sizes.try_emplace(label, size);
      check(added || known->second == size || known->second == 1 || size == 1,
            "einsum(): operands do not broadcast "
            "with remapped shapes [original->remapped]: subscript ",
            label, " has the sizes ", known->second, " and ", size);
      known->second = broadcast_size(known->second, size);
    }
  }
}

// Without "->": labels that occur once, sorted, after the ellipsis.
Labels implicit_output(const Labels& all, std::size_t ellipsis_rank) {
  std::map<char, int> counts;
  for (const char label : all) ++counts[label];
  Labels out;
  for (std::size_t d = ellipsis_rank; d > 0; --d) out += static_cast<char>(d);
  for (const auto& [label, count] : counts) {  // the order of chars: A-Z before a-z, as torch has it
    if (label >= 'A' && count == 1) out += label;
  }
  return out;
}

}  // namespace

Tensor einsum(std::string_view equation, const std::vector<Tensor>& tensors,
              const std::optional<Ints>& /*path: only a hint*/) {
  check(!tensors.empty(), "einsum(): must provide at least one operand");
  const std::size_t arrow = equation.find("->");
  std::string_view inputs = equation.substr(0, arrow);
  std::vector<std::string_view> parts;
  for (std::size_t at = 0; at != std::string_view::npos;) {
    const std::size_t comma = inputs.find(',', at);
    parts.push_back(inputs.substr(at, comma == std::string_view::npos ? comma : comma - at));
    at = comma == std::string_view::npos ? comma : comma + 1;
  }
  check(parts.size() <= tensors.size(), "einsum(): fewer operands were provided than specified in the equation");
  check(parts.size() >= tensors.size(), "einsum(): more operands were provided than specified in the equation");
  std::vector<Term> terms;
  std::size_t ellipsis_rank = 0;
  Labels all;
  for (std::size_t i = 0; i < tensors.size(); ++i) {
    Term term = {tensors[i], parse(parts[i], tensors[i].dim(), 0, i)};
    for (const char label : term.labels) {
      if (label < ' ') ellipsis_rank = std::max(ellipsis_rank, static_cast<std::size_t>(label));
    }
    all += term.labels;
    terms.push_back(take_diagonals(term));
  }
  check_sizes(terms);
  const Labels output = arrow == std::string_view::npos ? implicit_output(all, ellipsis_rank)
                                                        : parse(equation.substr(arrow + 2), -1, ellipsis_rank, 0);
  for (const char label : output) {
    check(std::any_of(terms.begin(), terms.end(), [&](const Term& t) { return has(t.labels, label); }),
          "einsum(): output subscript ", label, " does not appear in the equation for any input operand");
    check(std::count(output.begin(), output.end(), label) == 1, "einsum(): output subscript ", label,
          " appears more than once in the output");
  }
  Term result = terms[0];
  for (std::size_t i = 1; i < terms.size(); ++i) {
    Labels kept = output;
    for (std::size_t j = i + 1; j < terms.size(); ++j) kept += terms[j].labels;
    result = contract(result, terms[i], kept);
  }
  result = sum_others(result, output);
  Ints order;
  for (const char label : output) order.push_back(static_cast<int64_t>(result.labels.find(label)));
  return permuted(result.tensor, order);
}

Tensor tensordot(const Tensor& first, const Tensor& second, const Ints& dims_self, const Ints& dims_other) {
  Tensor self = first, other = second;
  check(dims_self.size() == dims_other.size(), "both dimension lists should have same length");
  Ints left;
  Ints right;
  int64_t depth = 1;
  for (std::size_t i = 0; i < dims_self.size(); ++i) {
    left.push_back(wrap_dim(dims_self[i], self.dim()));
    right.push_back(wrap_dim(dims_other[i], other.dim()));
    if (self.size(left.back()) != other.size(right.back())) {  // a dim of size 1 stands for as many as are needed
      if (self.size(left.back()) == 1) other = sum_over(other, Ints{right.back()}, true, other.dtype());
      if (other.size(right.back()) == 1) self = sum_over(self, Ints{left.back()}, true, self.dtype());
    }
    check(self.sizes()[left.back()] == other.sizes()[right.back()],
          "contracted dimensions need to match, but first has size ", self.sizes()[left.back()], " in dim ",
          dims_self[i], " and second has size ", other.sizes()[right.back()], " in dim ", dims_other[i]);
    depth *= self.sizes()[left.back()];
  }
  Ints rows;
  Ints sizes;
  int64_t row_count = 1;
  for (int64_t d = 0; d < self.dim(); ++d) {
    if (std::count(left.begin(), left.end(), d) > 0) continue;
    rows.push_back(d);
    sizes.push_back(self.sizes()[d]);
    row_count *= self.sizes()[d];
  }
  Ints columns = right;
  int64_t column_count = 1;
  for (int64_t d = 0; d < other.dim(); ++d) {
    if (std::count(right.begin(), right.end(), d) > 0) continue;
    columns.push_back(d);
    sizes.push_back(other.sizes()[d]);
    column_count *= other.sizes()[d];
  }
  for (const int64_t d : left) rows.push_back(d);
  return reshaped(multiply(reshaped(permuted(self, rows), {row_count, depth}),
                           reshaped(permuted(other, columns), {depth, column_count})),
                  sizes);
}

KERNEL(aten_einsum, einsum)
KERNEL(aten_tensordot, tensordot)

}  // namespace flambeau
