// Python's unicodedata module, and str.isidentifier.
#include "kernels/py_text.h"
#include "ops/kernel.h"
#include "value/unicode.h"

namespace flambeau {

namespace {

std::string normal_form(std::string_view form, const Value& text) {
  if (!text.is(Tag::Str)) {
    raise("TypeError", "normalize() argument 2 must be str, not ", text.is_none() ? "None" : error_type_name(text));
  }
  if (form == "NFC") return normalize(text.to_str(), NormalForm::NFC);
  if (form == "NFD") return normalize(text.to_str(), NormalForm::NFD);
  if (form == "NFKC") return normalize(text.to_str(), NormalForm::NFKC);
  if (form == "NFKD") return normalize(text.to_str(), NormalForm::NFKD);
  raise("ValueError", "invalid normalization form");
}

// The one character that `value` must be.
char32_t character(const Value& value, const char* function) {
  if (value.is(Tag::Str)) {
    const std::string_view text = value.to_str();
    std::size_t at = 0;
    if (!text.empty()) {
      const char32_t c = next_code_point(text, at);
      if (at == text.size()) return c;
    }
  }
  raise("TypeError", function, "() argument must be a unicode character, not ",
        value.is_none() ? "None" : error_type_name(value));
}

// One object serves for each category.
Value category(const Value& c) {
  static thread_local std::vector<Value> known(kUnicodeCategories);
  const std::size_t index = unicode_category_index(character(c, "category"));
  Value& held = known[index];
  if (held.is_none()) {
    held = Value(unicode_category_name(index));
    share(held);
  }
  return held;
}
int64_t combining(const Value& c) { return combining_class(character(c, "combining")); }

bool isidentifier(const Value& self) {
  const std::string_view text = text_of(self, "isidentifier");
  for (std::size_t at = 0; at < text.size();) {
    const unsigned wanted = at == 0 ? kIdentifierStart : kIdentifierPart;
    if (!has_flag(next_code_point(text, at), wanted)) return false;
  }
  return !text.empty();
}

}  // namespace

KERNEL(py_unicode_normalize, normal_form)
KERNEL(py_unicode_category, category)
KERNEL(py_unicode_combining, combining)
KERNEL(py_str_isidentifier, isidentifier)

}  // namespace flambeau
