// text % arguments: printf-style formatting.
#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <span>

#include "kernels/py_operators.h"
#include "kernels/py_receiver.h"
#include "value/array_scalar.h"
#include "value/format.h"
#include "value/text.h"

namespace flambeau {

namespace {

// One conversion: %[(key)][flags][width][.precision][length]type.
struct Conversion {
  bool left = false, plus = false, space = false, alternate = false, zero = false;
  int64_t width = -1;
  int64_t precision = -1;
  char32_t type = 0;
};

// Walks over the text and takes the arguments as the conversions ask for them.
class PercentFormatter {
 public:
  PercentFormatter(std::string_view text, const Value& arguments) : text_(text), arguments_(arguments) {
    const bool are_many = arguments.is(Tag::Tuple) || arguments.is(Tag::Size);
    items_ = are_many ? std::span<const Value>(arguments.items()) : std::span<const Value>(&arguments, 1);
  }

  std::string run() {
    out_.reserve(text_.size() + 8 * items_.size());
    while (at_ < text_.size()) {
      const std::size_t percent = std::min(text_.find('%', at_), text_.size());
      out_ += text_.substr(at_, percent - at_);
      at_ = percent;
      if (at_ < text_.size()) convert();
    }
    if (next_ < items_.size() && !is_mapping(arguments_)) {
      raise("TypeError", "not all arguments converted during string formatting");
    }
    return std::move(out_);
  }

 private:
  // Whether %(key)s may look into the arguments; such need not be used up either.
  static bool is_mapping(const Value& arguments) {
    switch (arguments.tag()) {
      case Tag::Dict:
      case Tag::List:
      case Tag::Bytes:
      case Tag::Range:
      case Tag::Tensor: return true;
      default: return false;
    }
  }

  char32_t character() {
    if (at_ >= text_.size()) raise("ValueError", "incomplete format");
    return next_code_point(text_, at_);
  }
  bool take(char c) {
    if (at_ >= text_.size() || text_[at_] != c) return false;
    ++at_;
    return true;
  }

  const Value& argument() {
    if (next_ >= items_.size()) raise("TypeError", "not enough arguments for format string");
    return items_[next_++];
  }

  // NumPy's scalars are converted as the numbers that they are, Tensors by the method that `converter` names.
  Value number_argument(const char* converter) {
    const Value& given = argument();
    if (given.is(Tag::Tensor)) return call_operator(converter, {given});
    return given.is(Tag::Array) && given.to_array().numel() == 1 ? array_item(given.to_array()) : given;
  }

  void take_key() {
    if (!take('(')) return;
    if (!is_mapping(arguments_)) raise("TypeError", "format requires a mapping");
    const std::size_t start = at_;
    for (int depth = 1; depth > 0; ++at_) {
      if (at_ >= text_.size()) raise("ValueError", "incomplete format key");
      depth += text_[at_] == '(' ? 1 : text_[at_] == ')' ? -1 : 0;
    }
    const Value key(text_.substr(start, at_ - start - 1));
    looked_up_ = call_operator("py::getitem", {arguments_, key});
    items_ = {&looked_up_, 1};
    next_ = 0;
  }

  int64_t number(const char* error) {
    if (take('*')) {
      const Value& given = argument();
      if (!is_int_like(given)) raise("TypeError", "* wants int");
      return given.to_int();
    }
    int64_t value = -1;
    for (; at_ < text_.size() && text_[at_] >= '0' && text_[at_] <= '9'; ++at_) {
      value = std::max<int64_t>(value, 0) * 10 + (text_[at_] - '0');
      if (value > 0x7fffffff) raise("ValueError", error);
    }
    return value;
  }

  bool read_flag(Conversion& c) const {
    if (at_ >= text_.size()) return false;
    switch (text_[at_]) {
      case '-': return c.left = true;
      case '+': return c.plus = true;
      case ' ': return c.space = true;
      case '#': return c.alternate = true;
      case '0': return c.zero = true;
      default: return false;
    }
  }

  Conversion read() {
    Conversion c;
    take_key();
    while (read_flag(c)) ++at_;
    const bool star = at_ < text_.size() && text_[at_] == '*';
    c.width = number("width too big");
    if (star && c.width < 0) {
      c.left = true;
      c.width = -c.width;
    }
    if (take('.')) c.precision = std::max<int64_t>(number("precision too big"), 0);
    const auto is_length = [](char letter) { return letter == 'h' || letter == 'l' || letter == 'L'; };
    while (at_ < text_.size() && is_length(text_[at_])) ++at_;
    c.type = character();
    return c;
  }

  void convert() {
    ++at_;
    if (take('%')) {
      out_ += '%';
      return;
    }
    const Conversion c = read();
    switch (c.type) {
      case 's':
        if (const Value& given = argument(); given.is(Tag::Str)) put_text(c, given.to_str());
        else put_text(c, str(given));
        return;
      case 'r': put_text(c, repr(argument())); return;
      case 'a': put_text(c, ascii(argument())); return;
      case 'c': put_character(c, argument()); return;
      case 'd':
      case 'i':
      case 'u': put_decimal(c, number_argument("tensor::int")); return;
      case 'o':
      case 'x':
      case 'X': put_int(c, number_argument("tensor::index")); return;
      case 'e':
      case 'E':
      case 'f':
      case 'F':
      case 'g':
      case 'G': put_float(c, number_argument("tensor::float")); return;
      default: break;
    }
    argument();
    std::array<char, 12> hex;
    const auto end = std::to_chars(hex.data(), hex.data() + hex.size(), static_cast<uint32_t>(c.type), 16);
    const char shown = c.type >= 32 && c.type <= 126 ? static_cast<char>(c.type) : '?';
    raise("ValueError", "unsupported format character '", shown, "' (0x", std::string_view(hex.data(), end.ptr),
          ") at index ", count_code_points(text_.substr(0, at_)) - 1);
  }

  // Sign or prefix, then zeros or spaces, then the rest.
  void put(const Conversion& c, std::string_view head, std::string_view body, bool zeros) {
    if (c.width <= 0) {
      (out_ += head) += body;
      return;
    }
    const auto gap =
        static_cast<std::size_t>(std::max<int64_t>(c.width - count_code_points(head) - count_code_points(body), 0));
    if (!c.left && !zeros) out_.append(gap, ' ');
    out_ += head;
    if (!c.left && zeros) out_.append(gap, '0');
    out_ += body;
    if (c.left) out_.append(gap, ' ');
  }

  void put_text(const Conversion& c, std::string_view text) {
    const std::size_t size = c.precision < 0 ? text.size() : byte_offset(text, c.precision);
    put(c, "", text.substr(0, size), false);
  }

  void put_character(const Conversion& c, const Value& value) {
    if (value.is(Tag::Str) && count_code_points(value.to_str()) == 1) {
      put(c, "", std::string(value.to_str()), false);
      return;
    }
    if (!is_int_like(value)) raise("TypeError", "%c requires int or char");
    if (value.to_int() < 0 || value.to_int() >= 0x110000) raise("OverflowError", "%c arg not in range(0x110000)");
    put(c, "", utf8(static_cast<char32_t>(value.to_int())), false);
  }

  static std::string sign(const Conversion& c, bool negative) {
    return negative ? "-" : c.plus ? "+" : c.space ? " " : "";
  }

  // Whether a number is written with nothing but a minus sign around it.
  static bool is_plain(const Conversion& c) { return c.width < 0 && !c.plus && !c.space && !c.alternate; }

  void put_decimal(const Conversion& c, const Value& value) {
    if (value.is(Tag::Int) && is_plain(c) && c.precision < 0) {
      std::array<char, 24> digits;
      out_.append(digits.data(), std::to_chars(digits.data(), digits.data() + digits.size(), value.int_payload()).ptr);
    } else if (is_int_like(value)) {
      put_digits(c, value.to_int() < 0, "", int_digits(value.to_int(), 10, false));
    } else if (value.is(Tag::Float)) {
      const double f = value.to_double();
      if (!std::isfinite(f)) int_from_float(f);  // raises
      put_digits(c, f <= -1, "", format_magnitude(std::trunc(f), 'f', 0, false));
    } else {
      raise("TypeError", "%", static_cast<char>(c.type), " format: a real number is required, not ",
            error_type_name(value));
    }
  }

  void put_int(const Conversion& c, const Value& value) {
    if (!is_int_like(value)) {
      raise("TypeError", "%", static_cast<char>(c.type), " format: an integer is required, not ",
            error_type_name(value));
    }
    const std::string prefix = c.alternate ? std::string("0") + static_cast<char>(c.type) : "";
    put_digits(c, value.to_int() < 0, prefix, int_digits(value.to_int(), c.type == 'o' ? 8 : 16, c.type == 'X'));
  }

  void put_digits(const Conversion& c, bool negative, const std::string& prefix, std::string digits) {
    if (c.precision > static_cast<int64_t>(digits.size())) {
      digits.insert(0, static_cast<std::size_t>(c.precision) - digits.size(), '0');
    }
    put(c, sign(c, negative) + prefix, digits, c.zero);
  }

  void put_float(const Conversion& c, const Value& value) {
    if (!is_real(value)) raise("TypeError", "must be real number, not ", error_type_name(value));
    const double f = value.to_double();
    const int precision = static_cast<int>(c.precision < 0 ? 6 : c.precision);
    if (is_plain(c) && c.type == 'f') {
      FixedDigits digits;
      const std::string_view text = fixed_digits(digits, f, precision);
      out_ += text;
      if (!text.empty()) return;
    }
    std::string text = format_magnitude(f, static_cast<char>(c.type | 0x20U), precision, c.alternate);
    if (c.type < 'a') make_upper(text);
    put(c, sign(c, std::signbit(f) && !std::isnan(f)), text, c.zero);
  }

  std::string_view text_;
  const Value& arguments_;
  std::span<const Value> items_;  // the arguments not looked up by key, or the one just looked up
  Value looked_up_;
  std::size_t next_ = 0;
  std::size_t at_ = 0;
  std::string out_;
};

}  // namespace

Value format_percent(std::string_view text, const Value& arguments) { return PercentFormatter(text, arguments).run(); }

}  // namespace flambeau
