// str(tensor) and format(tensor, spec), as torch prints with its default options.
#include <algorithm>
#include <cmath>

#include "base/error.h"
#include "ops/call.h"
#include "ops/kernel.h"
#include "value/format.h"
#include "value/repr.h"

namespace flambeau {

namespace {

constexpr int64_t kThreshold = 1000;  // more elements than this are summarised
constexpr std::size_t kEdge = 3;      // elements that a summary shows at either end
constexpr std::size_t kLineWidth = 80;
constexpr int kPrecision = 4;

// How all numbers of one tensor are written: with the same number of digits, as wide as the widest.
class NumberFormat {
 public:
  explicit NumberFormat(const std::vector<Value>& shown) {
    if (shown.empty() || !shown[0].is(Tag::Float)) {
      for (const Value& value : shown) width_ = std::max(width_, str(value).size());
      return;
    }
    floating_ = true;
    std::vector<double> numbers;
    for (const Value& value : shown) {
      const double f = value.to_double();
      if (std::isfinite(f) && f != 0) numbers.push_back(f);
    }
    if (numbers.empty()) return;
    double least = std::fabs(numbers[0]), most = least;
    for (const double f : numbers) {
      least = std::min(least, std::fabs(f));
      most = std::max(most, std::fabs(f));
      whole_ = whole_ && f == std::ceil(f);
    }
    scientific_ = most / least > 1000.0 || most > 1e8 || (!whole_ && least < 1e-4);
    for (const double f : numbers) width_ = std::max(width_, write(f).size());
  }

  std::size_t width() const { return width_; }

  std::string operator()(const Value& value) const {
    const std::string text = floating_ ? write(value.to_double()) : str(value);
    return std::string(width_ - std::min(width_, text.size()), ' ') + text;
  }

 private:
  std::string write(double f) const {
    if (!std::isfinite(f)) return std::isnan(f) ? "nan" : f < 0 ? "-inf" : "inf";
    const std::string sign = std::signbit(f) ? "-" : "";
    if (scientific_) return sign + format_magnitude(f, 'e', kPrecision, false);
    if (whole_) return sign + format_magnitude(f, 'f', 0, false) + ".";
    return sign + format_magnitude(f, 'f', kPrecision, false);
  }

  bool floating_ = false, whole_ = true, scientific_ = false;
  std::size_t width_ = 1;
};

bool is_cut(const std::vector<Value>& items, bool summarised) { return summarised && items.size() > 2 * kEdge; }

// The indices of the elements that are shown.
std::vector<std::size_t> shown_indices(const std::vector<Value>& items, bool summarised) {
  std::vector<std::size_t> out;
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (!is_cut(items, summarised) || i < kEdge || i >= items.size() - kEdge) out.push_back(i);
  }
  return out;
}

// `data` is a nested list as Tensor.tolist() gives it, `dim` levels deep.
void collect(const Value& data, int64_t dim, bool summarised, std::vector<Value>& out) {
  if (dim == 0) {
    out.push_back(data);
    return;
  }
  const std::vector<Value>& items = data.items();
  for (const std::size_t i : shown_indices(items, summarised)) collect(items[i], dim - 1, summarised, out);
}

std::string write_row(const std::vector<Value>& items, std::size_t indent, bool summarised,
                      const NumberFormat& format) {
  std::vector<std::string> texts;
  for (const std::size_t i : shown_indices(items, summarised)) {
    if (is_cut(items, summarised) && i == items.size() - kEdge) texts.emplace_back(" ...");
    texts.push_back(format(items[i]));
  }
  const std::size_t in_line =
      std::max<std::size_t>(1, (kLineWidth - std::min(indent, kLineWidth)) / (format.width() + 2));
  std::string out = "[";
  for (std::size_t i = 0; i < texts.size(); ++i) {
    if (i != 0) out += i % in_line == 0 ? ",\n" + std::string(indent + 1, ' ') : ", ";
    out += texts[i];
  }
  return out + "]";
}

std::string write(const Value& data, int64_t dim, std::size_t indent, bool summarised, const NumberFormat& format) {
  if (dim == 0) return format(data);
  const std::vector<Value>& items = data.items();
  if (dim == 1) return write_row(items, indent, summarised, format);
  const std::string between = "," + std::string(static_cast<std::size_t>(dim - 1), '\n') + std::string(indent + 1, ' ');
  std::string out = "[";
  for (const std::size_t i : shown_indices(items, summarised)) {
    if (i != 0) out += between;
    if (is_cut(items, summarised) && i == items.size() - kEdge) out += "..." + between;
    out += write(items[i], dim - 1, indent + 1, summarised, format);
  }
  return out + "]";
}

std::string size_text(const Tensor& t) {
  std::vector<Value> sizes;
  for (int64_t d = 0; d < t.dim(); ++d) sizes.emplace_back(t.size(d));
  return repr(Value::tuple(std::move(sizes)));
}

std::string text(const Tensor& t) {
  constexpr std::size_t kIndent = 7;  // of "tensor("
  const Dtype dtype = t.dtype();
  if (is_complex(dtype)) raise("NotImplementedError", "the text of a complex tensor isn't supported");
  std::vector<std::string> suffixes;
  if (t.numel() == 0 && t.dim() != 1) suffixes.push_back("size=" + size_text(t));
  // Elements tell an int64 or bool tensor from one of floats; where there are none its dtype has to be said.
  const bool is_plain = t.numel() != 0 && (dtype == Dtype::Int64 || dtype == Dtype::Bool);
  if (dtype != Dtype::Float32 && !is_plain) {
    suffixes.push_back("dtype=torch." + std::string(dtype_name(dtype)));
  }
  std::string out = "[]";
  if (t.numel() != 0) {
    const bool summarised = t.numel() > kThreshold;
    const Value data = call_operator("tensor::tolist", {Value(t)});
    std::vector<Value> shown;
    collect(data, t.dim(), summarised, shown);
    out = write(data, t.dim(), kIndent, summarised, NumberFormat(shown));
  }
  out = "tensor(" + out;
  // torch counts two more than the last line has.
  std::size_t line = out.size() - (out.rfind('\n') + 1) + 2;
  for (const std::string& suffix : suffixes) {
    const bool broken = line + suffix.size() + 2 > kLineWidth;
    out += (broken ? ",\n" + std::string(kIndent, ' ') : ", ") + suffix;
    line = broken ? kIndent + suffix.size() : line + suffix.size() + 2;
  }
  return out + ")";
}

// A tensor without dims formats as its number.
std::string format(const Tensor& t, std::string_view spec) {
  if (t.dim() == 0) return format_value(call_operator("tensor::item", {Value(t)}), spec);
  if (!spec.empty()) raise("TypeError", "unsupported format string passed to Tensor.__format__");
  return text(t);
}

const bool kIsKnown = (set_tensor_text(text), true);

}  // namespace

KERNEL(tensor_text, text)
KERNEL(tensor_format, format)

}  // namespace flambeau
