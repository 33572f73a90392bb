// einsum: sums of products of operands whose dims are named by letters, as batched matrix products.
//
// Every operand is brought to the same dims: the result's in order, then the summed ones, with size 1 where it lacks
// one. Then the operands are multiplied from left to right; a letter is summed as soon as no later operand has it.
#include <algorithm>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "kernels/linear.h"
#include "kernels/reduce.h"
#include "kernels/view.h"
#include "ops/kernel.h"

namespace flambeau {
namespace {

constexpr int kEllipsis = -1;

// The letters of one operand or of the result; kEllipsis stands for "...".
using Subscripts = std::vector<int>;

struct Equation {
  std::vector<Subscripts> operands;
  Subscripts result;
};

Subscripts parse_subscripts(std::string_view text) {
  Subscripts letters;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c == ' ') continue;
    if (c == '.') {
      check(text.substr(i, 3) == "...", "einsum(): found '.' for operand that is not part of any ellipsis");
      letters.push_back(kEllipsis);
      i += 2;
      continue;
    }
    const bool is_letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    check(is_letter, "einsum(): invalid subscript given at index ", i,
          " in the equation string, subscripts must be in [a-zA-Z]");
    letters.push_back(c);
  }
  return letters;
}

// Without "->", the result has the ellipsis and the letters that occur once, in alphabetical order.
Subscripts implied_result(const std::vector<Subscripts>& operands) {
  std::map<int, int> seen;
  for (const Subscripts& letters : operands) {
    for (int letter : letters) ++seen[letter];
  }
  Subscripts result;
  for (const auto& [letter, times] : seen) {
    if (letter == kEllipsis || times == 1) result.push_back(letter);
  }
  return result;
}

Equation parse_equation(std::string_view text) {
  Equation equation;
  const std::size_t arrow = text.find("->");
  std::string_view left = text.substr(0, arrow);
  while (true) {
    const std::size_t comma = left.find(',');
    equation.operands.push_back(parse_subscripts(left.substr(0, comma)));
    if (comma == std::string_view::npos) break;
    left.remove_prefix(comma + 1);
  }
  equation.result =
      arrow == std::string_view::npos ? implied_result(equation.operands) : parse_subscripts(text.substr(arrow + 2));
  return equation;
}

// Which of the common dims each letter is; an ellipsis takes `ellipsis` of them.
class Layout {
 public:
  Layout(const Equation& equation, int64_t ellipsis) : ellipsis_(ellipsis) {
    for (int letter : equation.result) {
      check(!places_.count(letter), "einsum(): output subscript ", static_cast<char>(letter),
            " appears more than once in the output");
      add(letter);
    }
    kept_ = count_;
    for (const Subscripts& letters : equation.operands) {
      for (int letter : letters) {
        if (!places_.count(letter)) add(letter);
      }
    }
  }
  int64_t place(int letter) const { return places_.at(letter); }
  int64_t kept() const { return kept_; }
  int64_t count() const { return count_; }

 private:
  void add(int letter) {
    places_[letter] = count_;
    count_ += letter == kEllipsis ? ellipsis_ : 1;
  }
  std::map<int, int64_t> places_;
  int64_t ellipsis_, kept_ = 0, count_ = 0;
};

bool has_ellipsis(const Subscripts& letters) {
  for (int letter : letters) {
    if (letter == kEllipsis) return true;
  }
  return false;
}

// How many dims the ellipsis of operand `index` stands for.
int64_t ellipsis_dims(const Subscripts& letters, const Tensor& operand, std::size_t index) {
  const auto named = static_cast<int64_t>(letters.size()) - (has_ellipsis(letters) ? 1 : 0);
  check(has_ellipsis(letters) ? operand.dim() >= named : operand.dim() == named,
        "einsum(): the number of subscripts in the equation (", named, ") does not match the number of dimensions (",
        operand.dim(), ") for operand ", index, has_ellipsis(letters) ? "" : " and no ellipsis was given");
  return operand.dim() - named;
}

// The operand with all the common dims; of a letter that it has twice, the diagonal.
Tensor spread(Tensor operand, const Subscripts& letters, const Layout& layout, int64_t ellipsis, std::size_t index) {
  const int64_t mine = ellipsis_dims(letters, operand, index);
  std::vector<int64_t> places;
  for (int letter : letters) {
    if (letter == kEllipsis) {
      for (int64_t i = 0; i < mine; ++i) places.push_back(layout.place(letter) + ellipsis - mine + i);
      continue;
    }
    const int64_t place = layout.place(letter);
    const auto found = std::find(places.begin(), places.end(), place);
    if (found == places.end()) {
      places.push_back(place);
      continue;
    }
    const auto first = found - places.begin();
    const auto second = static_cast<int64_t>(places.size());
    check(operand.size(first) == operand.size(second), "einsum(): subscript ", static_cast<char>(letter),
          " is repeated for operand ", index, " but the sizes don't match, ", operand.size(second),
          " != ", operand.size(first));
    operand = movedim(diagonal(operand, 0, first, second), {-1}, {first});
  }
  Ints order;
  for (int64_t place = 0; place < layout.count(); ++place) {
    const auto found = std::find(places.begin(), places.end(), place);
    if (found != places.end()) order.push_back(found - places.begin());
  }
  operand = permute(operand, order);
  for (int64_t place = 0; place < layout.count(); ++place) {
    if (std::find(places.begin(), places.end(), place) == places.end()) operand = unsqueeze(operand, place);
  }
  return operand;
}

// The product of two operands, summed over the dims that `summed` marks (which stay, with size 1).
Tensor contract(Tensor a, Tensor b, const std::vector<bool>& summed) {
  Ints batch, only_a, only_b, inner, lonely_a, lonely_b;
  for (int64_t d = 0; d < a.dim(); ++d) {
    const bool in_a = a.size(d) != 1;
    const bool in_b = b.size(d) != 1;
    if (summed[static_cast<std::size_t>(d)]) {
      if (in_a && in_b) {
        inner.push_back(d);
      } else {
        (in_a ? lonely_a : lonely_b).push_back(d);
      }
    } else {
      (in_a && in_b ? batch : in_a ? only_a : only_b).push_back(d);
    }
  }
  if (!lonely_a.empty()) a = sum_over(a, lonely_a, true, a.dtype());
  if (!lonely_b.empty()) b = sum_over(b, lonely_b, true, b.dtype());
  // a is (batch, only_a, inner), b is (batch, inner, only_b); the other dims have size 1.
  const auto gather = [&](const Tensor& t, std::initializer_list<const Ints*> groups) {
    Ints order;
    Ints sizes;
    for (const Ints* group : groups) {
      int64_t size = 1;
      for (int64_t d : *group) {
        order.push_back(d);
        size *= t.size(d);
      }
      sizes.push_back(size);
    }
    for (int64_t d = 0; d < t.dim(); ++d) {
      if (std::find(order.begin(), order.end(), d) == order.end()) order.push_back(d);
    }
    return reshaped(permute(t, order), sizes);
  };
  const Tensor product = multiply_batches(gather(a, {&batch, &only_a, &inner}), gather(b, {&batch, &inner, &only_b}));
  // Back to all dims: first those of the product in its order, then the ones of size 1.
  Ints order;
  Ints sizes;
  for (const Ints* group : {&batch, &only_a, &only_b}) {
    for (int64_t d : *group) {
      order.push_back(d);
      sizes.push_back(a.size(d) != 1 ? a.size(d) : b.size(d));
    }
  }
  for (int64_t d = 0; d < a.dim(); ++d) {
    if (std::find(order.begin(), order.end(), d) == order.end()) {
      order.push_back(d);
      sizes.push_back(1);
    }
  }
  Ints back(order.size());
  for (std::size_t i = 0; i < order.size(); ++i) back[order[i]] = static_cast<int64_t>(i);
  return permute(view(product, sizes), back);
}

// RuntimeError unless the sizes under each letter are equal or 1.
void check_broadcast(const std::vector<Tensor>& operands, int64_t dims) {
  for (int64_t d = 0; d < dims; ++d) {
    int64_t size = 1;
    for (std::size_t i = 0; i < operands.size(); ++i) {
      const int64_t mine = operands[i].size(d);
      if (mine == 1) continue;
      check(size == 1 || size == mine, "einsum(): a dim has size ", mine, " for operand ", i,
            " which does not broadcast with previously seen size ", size);
      size = mine;
    }
  }
}

Tensor einsum(std::string_view text, const std::vector<Tensor>& tensors, const OptionalInts&) {
  const Equation equation = parse_equation(text);
  check(!tensors.empty(), "einsum(): must provide at least one operand");
  check(equation.operands.size() <= tensors.size(),
        "einsum(): fewer operands were provided than specified in the equation");
  check(equation.operands.size() >= tensors.size(),
        "einsum(): more operands were provided than specified in the equation");
  int64_t ellipsis = 0;
  for (std::size_t i = 0; i < tensors.size(); ++i) {
    ellipsis = std::max(ellipsis, ellipsis_dims(equation.operands[i], tensors[i], i));
  }
  for (int letter : equation.result) {
    bool known = letter == kEllipsis;
    for (const Subscripts& letters : equation.operands) {
      known = known || std::find(letters.begin(), letters.end(), letter) != letters.end();
    }
    check(known, "einsum(): output subscript ", static_cast<char>(letter),
          " does not appear in the equation for any input operand");
  }
  const Layout layout(equation, ellipsis);
  std::vector<Tensor> operands;
  for (std::size_t i = 0; i < tensors.size(); ++i) {
    operands.push_back(spread(tensors[i], equation.operands[i], layout, ellipsis, i));
  }
  check_broadcast(operands, layout.count());
  Tensor result = operands[0];
  for (std::size_t i = 1; i < operands.size(); ++i) {
    check(operands[i].dtype() == result.dtype(),
          "expected m1 and m2 to have the same dtype, but got: ", dtype_name(result.dtype()),
          " != ", dtype_name(operands[i].dtype()));
    std::vector<bool> summed(static_cast<std::size_t>(layout.count()), false);
    for (int64_t d = layout.kept(); d < layout.count(); ++d) {
      bool later = false;
      for (std::size_t k = i + 1; k < operands.size(); ++k) later = later || operands[k].size(d) != 1;
      summed[static_cast<std::size_t>(d)] = !later;
    }
    result = contract(result, operands[i], summed);
  }
  Ints rest;
  for (int64_t d = layout.kept(); d < layout.count(); ++d) rest.push_back(d);
  return rest.empty() ? result : sum_over(result, rest, false, result.dtype());
}

}  // namespace

KERNEL(aten_einsum, einsum)

}  // namespace flambeau
