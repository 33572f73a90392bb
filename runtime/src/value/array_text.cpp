// How NumPy prints arrays: aligned columns, eight digits, the middle of long ones left out.
#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <vector>

#include "value/array_scalar.h"
#include "value/repr.h"

namespace flambeau {

namespace {

constexpr int64_t kThreshold = 1000;  // elements beyond which only the edges are shown
constexpr int64_t kEdge = 3;
constexpr std::size_t kLineWidth = 75;
constexpr int kPrecision = 8;

Tensor element_at(const Tensor& t, int64_t offset) { return t.view_as({}, {}, offset); }

// The offsets of the elements that are shown, in order.
void collect(const Tensor& t, int64_t dim, int64_t offset, bool summarised, std::vector<int64_t>& out) {
  if (dim == t.dim()) {
    out.push_back(offset);
    return;
  }
  const int64_t size = t.sizes()[dim];
  for (int64_t i = 0; i < size; ++i) {
    if (summarised && size > 2 * kEdge && i >= kEdge && i < size - kEdge) continue;
    collect(t, dim + 1, offset + i * t.strides()[dim], summarised, out);
  }
}

double number_at(const Tensor& t) {
  const Value held = array_item(t);
  return held.to_double();
}

// The shortest digits that tell a float from its neighbours: "d.ddd" and the power of ten.
struct Digits {
  std::string digits;
  int exponent = 0;
};

Digits shortest(const Tensor& t) {
  const double value = std::fabs(number_at(t));
  std::array<char, 64> buffer;
  std::to_chars_result end{};
  if (t.dtype() == Dtype::Float64) {
    end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value, std::chars_format::scientific);
  } else if (t.dtype() == Dtype::Float32) {
    end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), static_cast<float>(value),
                        std::chars_format::scientific);
  } else {
    for (int digits = 0; digits < 6; ++digits) {
      end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value, std::chars_format::scientific, digits);
      double parsed = 0;
      std::from_chars(buffer.data(), end.ptr, parsed);
      if (static_cast<double>(static_cast<float>(Half(static_cast<float>(parsed)))) == value) break;
    }
  }
  const std::string_view text(buffer.data(), static_cast<std::size_t>(end.ptr - buffer.data()));
  const std::size_t e = text.find('e');
  Digits out;
  for (const char c : text.substr(0, e)) {
    if (c != '.') out.digits += c;
  }
  while (out.digits.size() > 1 && out.digits.back() == '0') out.digits.pop_back();
  const std::string_view power = text.substr(e + 2);
  std::from_chars(power.data(), power.data() + power.size(), out.exponent);
  if (text[e + 1] == '-') out.exponent = -out.exponent;
  return out;
}

std::string fixed(double value, int digits) {
  std::array<char, 400> buffer;
  const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value, std::chars_format::fixed, digits);
  return {buffer.data(), end.ptr};
}

void trim_zeros(std::string& text) {
  while (text.back() == '0') text.pop_back();
}

// "12.5" or "3.": at most eight digits behind the point, without zeros at the end.
std::string positional(const Tensor& t) {
  const double value = number_at(t);
  const Digits found = shortest(t);
  const int behind = static_cast<int>(found.digits.size()) - 1 - found.exponent;
  std::string text;
  if (behind <= kPrecision) {
    // The shortest digits themselves: beyond them come zeros, whatever the binary value is.
    if (found.exponent >= 0) {
      text = found.digits;
      if (behind < 0) text += std::string(static_cast<std::size_t>(-behind), '0');
      const auto whole = static_cast<std::size_t>(found.exponent) + 1;
      text.insert(std::min(whole, text.size()), ".");
    } else {
      text = "0." + std::string(static_cast<std::size_t>(-found.exponent - 1), '0') + found.digits;
    }
    if (found.digits == "0") text = "0.";
  } else {
    text = fixed(std::fabs(value), kPrecision);
    trim_zeros(text);
  }
  return (std::signbit(value) ? "-" : "") + text;
}

// A float in powers of ten, such as "1.5e+10": mantissa and exponent.
struct Scientific {
  std::string mantissa;
  int exponent = 0;
};

// As many digits behind the point as tell the float from its neighbours, at most eight; or just `digits`.
Scientific scientific(const Tensor& t, int digits) {
  const double value = number_at(t);
  if (digits < 0) digits = std::min(static_cast<int>(shortest(t).digits.size()) - 1, kPrecision);
  std::array<char, 64> buffer;
  const auto end =
      std::to_chars(buffer.data(), buffer.data() + buffer.size(), value, std::chars_format::scientific, digits);
  const std::string_view text(buffer.data(), static_cast<std::size_t>(end.ptr - buffer.data()));
  const std::size_t e = text.find('e');
  Scientific out{std::string(text.substr(0, e)), 0};
  if (digits == 0) out.mantissa += '.';
  std::from_chars(text.data() + e + 2, text.data() + text.size(), out.exponent);
  if (text[e + 1] == '-') out.exponent = -out.exponent;
  return out;
}

// Whether floats go in powers of ten: some have more digits than the dtype, or they are far apart.
bool in_powers(const std::vector<Tensor>& elements) {
  double most = 0, least = INFINITY;
  for (const Tensor& t : elements) {
    const double value = std::fabs(number_at(t));
    if (!std::isfinite(value) || value == 0) continue;
    most = std::max(most, value);
    least = std::min(least, value);
  }
  const Dtype dtype = elements[0].dtype();
  const double limit = dtype == Dtype::Float16 ? 1e3 : dtype == Dtype::Float32 ? 1e6 : 1e8;
  return most > 0 && (most >= limit || least < 0.0001 || most / least > 1000.0);
}

std::string padded(const std::string& text, std::size_t left) {
  return text.size() < left ? std::string(left - text.size(), ' ') + text : text;
}

// The texts of float elements, all of one width.
std::vector<std::string> float_texts(const std::vector<Tensor>& elements) {
  const bool powers = in_powers(elements);
  std::vector<std::string> heads(elements.size()), tails(elements.size());
  std::size_t left = 0, right = 0, places = 2;
  int digits = 0;
  for (const Tensor& t : elements) {
    if (!powers || !std::isfinite(number_at(t))) continue;
    const Scientific found = scientific(t, -1);
    std::string mantissa = found.mantissa;
    trim_zeros(mantissa);
    digits = std::max(digits, static_cast<int>(mantissa.size() - mantissa.find('.') - 1));
    places = std::max(places, std::to_string(std::abs(found.exponent)).size());
  }
  for (std::size_t i = 0; i < elements.size(); ++i) {
    if (!std::isfinite(number_at(elements[i]))) continue;
    std::string text;
    if (powers) {
      const Scientific found = scientific(elements[i], digits);
      std::string power = std::to_string(std::abs(found.exponent));
      power.insert(0, places - power.size(), '0');
      text = found.mantissa + (found.exponent < 0 ? "e-" : "e+") + power;
    } else {
      text = positional(elements[i]);
    }
    const std::size_t point = text.find('.');
    heads[i] = text.substr(0, point);
    tails[i] = text.substr(point);
    left = std::max(left, heads[i].size());
    right = std::max(right, tails[i].size());
  }
  std::size_t width = left + right;
  for (const Tensor& t : elements) {
    const double value = number_at(t);
    if (std::isnan(value)) width = std::max<std::size_t>(width, 3);
    if (std::isinf(value)) width = std::max<std::size_t>(width, value < 0 ? 4 : 3);
  }
  left = width - right;
  std::vector<std::string> out;
  for (std::size_t i = 0; i < elements.size(); ++i) {
    const double value = number_at(elements[i]);
    if (std::isnan(value) || std::isinf(value)) {
      out.push_back(padded(std::isnan(value) ? "nan" : value < 0 ? "-inf" : "inf", width));
    } else {
      std::string tail = tails[i];
      tail.resize(right, ' ');
      out.push_back(padded(heads[i], left) + tail);
    }
  }
  return out;
}

std::vector<std::string> texts_of(const std::vector<Tensor>& elements, bool has_dims) {
  if (is_complex(elements[0].dtype())) {
    raise("NotImplementedError", "the text of an array of complex numbers isn't supported; print its parts");
  }
  if (is_floating(elements[0].dtype())) return float_texts(elements);
  std::vector<std::string> out;
  std::size_t width = 0;
  for (const Tensor& t : elements) {
    out.push_back(array_scalar_text(t));
    if (t.dtype() == Dtype::Bool && out.back() == "True" && has_dims) out.back() = " True";
    width = std::max(width, out.back().size());
  }
  for (std::string& text : out) text = padded(text, width);
  return out;
}

class Printer {
 public:
  Printer(const Tensor& t, std::string separator, std::size_t indent, bool summarised, std::vector<std::string> texts)
      : t_(t), separator_(std::move(separator)), indent_(indent), summarised_(summarised), texts_(std::move(texts)) {}

  std::string run(std::size_t width) { return block(0, std::string(indent_ + 1, ' '), width); }

 private:
  // Adds a word to a line that may be full already.
  void extend(std::string& done, std::string& line, const std::string& word, std::size_t width,
              const std::string& hanging) {
    const bool wraps = line.size() + word.size() > width && line.size() > hanging.size();
    if (wraps) {
      while (!line.empty() && line.back() == ' ') line.pop_back();
      done += line + "\n";
      line = hanging;
    }
    line += word;
  }

  std::string block(int64_t dim, const std::string& hanging, std::size_t width) {
    const int64_t left = t_.dim() - dim;
    if (left == 0) return texts_[next_++];
    const int64_t size = t_.sizes()[dim];
    const bool cut = summarised_ && size > 2 * kEdge;
    const int64_t leading = cut ? kEdge : 0, trailing = cut ? kEdge : size;
    std::string out;
    if (left == 1) {
      const std::size_t room = width - std::max<std::size_t>(trimmed(separator_).size(), 1);
      std::string line = hanging;
      for (int64_t i = 0; i < leading; ++i) {
        extend(out, line, texts_[next_++], room, hanging);
        line += separator_;
      }
      if (cut) {
        extend(out, line, "...", room, hanging);
        line += separator_;
      }
      for (int64_t i = trailing; i > 1; --i) {
        extend(out, line, texts_[next_++], room, hanging);
        line += separator_;
      }
      if (size) extend(out, line, texts_[next_++], room, hanging);
      out += line;
    } else {
      const std::string lines = trimmed(separator_) + std::string(static_cast<std::size_t>(left - 1), '\n');
      const auto add = [&] { out += hanging + block(dim + 1, hanging + " ", width - 1); };
      for (int64_t i = 0; i < leading; ++i) {
        add();
        out += lines;
      }
      if (cut) out += hanging + "..." + lines;
      for (int64_t i = trailing; i > 1; --i) {
        add();
        out += lines;
      }
      if (size) add();
    }
    return "[" + out.substr(hanging.size()) + "]";
  }

  static std::string trimmed(std::string text) {
    while (!text.empty() && text.back() == ' ') text.pop_back();
    return text;
  }

  const Tensor& t_;
  std::string separator_;
  std::size_t indent_;
  bool summarised_;
  std::vector<std::string> texts_;
  std::size_t next_ = 0;
};

std::string listing(const Tensor& t, const std::string& separator, std::size_t indent, std::size_t suffix) {
  if (t.numel() == 0) return "[]";
  const bool summarised = t.numel() > kThreshold;
  std::vector<int64_t> offsets;
  collect(t, 0, t.offset(), summarised, offsets);
  std::vector<Tensor> elements;
  for (const int64_t offset : offsets) elements.push_back(element_at(t, offset));
  return Printer(t, separator, indent, summarised, texts_of(elements, t.dim() > 0)).run(kLineWidth - suffix);
}

std::string sizes_text(const Ints& sizes) {
  std::string out = "(";
  for (std::size_t i = 0; i < sizes.size(); ++i) out += (i ? ", " : "") + std::to_string(sizes[i]);
  return out + (sizes.size() == 1 ? ",)" : ")");
}

}  // namespace

std::string array_text(const Tensor& array) {
  return array.dim() == 0 ? array_scalar_text(array) : listing(array, " ", 0, 0);
}

std::string array_repr(const Tensor& array) {
  const Dtype dtype = array.dtype();
  const bool implied =
      (dtype == Dtype::Int64 || dtype == Dtype::Float64 || dtype == Dtype::Bool || dtype == Dtype::Complex128) &&
      array.numel() > 0;
  const bool shaped = array.numel() > kThreshold || (array.numel() == 0 && array.dim() != 1);
  const std::string body = listing(array, ", ", 6, 1);
  std::string extras;
  if (shaped) extras = "shape=" + sizes_text(array.sizes());
  if (!implied) extras += (extras.empty() ? "" : ", ") + concat("dtype=", dtype_name(dtype));
  std::string text = "array(" + body;
  if (extras.empty()) return text + ")";
  text += ",";
  // The dtype goes to a line of its own where the last one has no room for it.
  const std::size_t last = text.size() - (text.rfind('\n') + 1);
  const bool wraps = last + extras.size() + 2 > kLineWidth;
  return text + (wraps ? "\n      " : " ") + extras + ")";
}

}  // namespace flambeau
