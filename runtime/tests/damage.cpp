// damage FILE.flam: every way of cutting the file short, and every byte changed, must give an ArchiveError.
//
// Run under sanitizers, this shows that no damaged file makes the loader read or allocate what it must not.
#include <flambeau/flambeau.hpp>

#include <cstdio>
#include <fstream>
#include <iterator>
#include <string>

namespace {

// Whether loading `bytes` is refused as a damaged archive.
bool is_refused(const std::string& bytes, const char* how, std::size_t at) {
  try {
    (void)flambeau::load(bytes.data(), bytes.size());
  } catch (const flambeau::Error& error) {
    if (error.type() == "ArchiveError") return true;
    std::fprintf(stderr, "%s at %zu: %s\n", how, at, error.what());
    return false;
  }
  std::fprintf(stderr, "%s at %zu: loaded\n", how, at);
  return false;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) return 2;
  std::ifstream file(argv[1], std::ios::binary);
  const std::string whole{std::istreambuf_iterator<char>(file), {}};
  (void)flambeau::load(whole.data(), whole.size());
  std::size_t wrong = 0;
  for (std::size_t size = 0; size < whole.size(); ++size) {
    wrong += is_refused(whole.substr(0, size), "cut short", size) ? 0U : 1U;
  }
  for (std::size_t at = 0; at < whole.size(); ++at) {
    for (const int flip : {0x01, 0x80, 0xff}) {
      std::string changed = whole;
      changed[at] = static_cast<char>(changed[at] ^ flip);
      wrong += is_refused(changed, "changed", at) ? 0U : 1U;
    }
  }
  std::printf("%zu bytes: %zu cuts and %zu changes, %zu not refused\n", whole.size(), whole.size(), 3 * whole.size(),
              wrong);
  return wrong == 0 ? 0 : 1;
}
