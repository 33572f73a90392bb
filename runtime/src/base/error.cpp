#include "base/error.h"

namespace flambeau {

std::string join_parts(std::span<const TextPart> parts) {
  std::string out;
  for (const TextPart& part : parts) part.append(out, part.value);
  return out;
}

void raise_parts(const char* type, std::span<const TextPart> parts) { throw Error(type, join_parts(parts)); }

void append_characters(std::string& out, const void* text) { out += static_cast<const char*>(text); }

}  // namespace flambeau
