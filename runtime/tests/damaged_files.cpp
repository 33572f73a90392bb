// damaged_files FILE.flam...: each file must load; cut off at any length, or with any one byte changed, it must be
// refused with an ArchiveError that says why, and so must what isn't a .flam file at all. Nothing may be allocated on
// the word of a bad file: at most kAllowance times its size. Meant to be built with sanitizers (`.ci/sanitize`).
#include <flambeau/flambeau.h>
#include <malloc.h>

#include <atomic>
#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <iterator>
#include <new>
#include <string>
#include <vector>

namespace {

std::atomic<std::size_t> held{0}, peak{0};

void* counted(std::size_t size, std::size_t alignment = alignof(std::max_align_t)) {
  void* memory = std::aligned_alloc(alignment, (size + alignment) / alignment * alignment);
  if (!memory) throw std::bad_alloc();
  const std::size_t now = held += malloc_usable_size(memory);
  for (std::size_t seen = peak; now > seen && !peak.compare_exchange_weak(seen, now);) {
  }
  return memory;
}

void uncounted(void* memory) noexcept {
  if (memory) held -= malloc_usable_size(memory);
  std::free(memory);
}

}  // namespace

void* operator new(std::size_t size) { return counted(size); }
void* operator new[](std::size_t size) { return counted(size); }
void* operator new(std::size_t size, std::align_val_t alignment) {
  return counted(size, static_cast<std::size_t>(alignment));
}
void* operator new(std::size_t size, std::align_val_t alignment, const std::nothrow_t&) noexcept {
  return counted(size, static_cast<std::size_t>(alignment));
}
void operator delete(void* memory) noexcept { uncounted(memory); }
void operator delete[](void* memory) noexcept { uncounted(memory); }
void operator delete(void* memory, std::size_t) noexcept { uncounted(memory); }
void operator delete[](void* memory, std::size_t) noexcept { uncounted(memory); }
void operator delete(void* memory, std::align_val_t) noexcept { uncounted(memory); }

namespace {

// Decoded, a program takes several times its file; the constant is for error texts.
constexpr std::size_t kAllowance = 16, kConstant = std::size_t{1} << 16;

int failures = 0;

void fail(const std::string& what, const char* why) {
  std::fprintf(stderr, "%s: %s\n", what.c_str(), why);
  ++failures;
}

void expect_refused(const std::string& bytes, const std::string& what, const char* word = "") {
  const std::size_t before = held;
  peak = before;
  flambeau_program* program = flambeau_load_memory(bytes.data(), bytes.size());
  if (program) {
    flambeau_program_release(program);
    return fail(what, "was loaded");
  }
  if (std::strcmp(flambeau_error_type(), "ArchiveError") != 0) return fail(what, flambeau_error_text());
  const std::string message = flambeau_error_message();
  if (message.empty() || message.find(word) == std::string::npos) return fail(what, message.c_str());
  if (peak - before > kAllowance * bytes.size() + kConstant) return fail(what, "allocated too much");
}

void test_damage(const std::string& file, const std::string& name) {
  for (std::size_t size = 0; size < file.size(); ++size) {
    expect_refused(file.substr(0, size), name + " cut off after byte " + std::to_string(size));
  }
  for (std::size_t place = 0; place < file.size(); ++place) {
    for (const int flip : {0x01, 0x10, 0x80, 0xff}) {
      std::string damaged = file;
      damaged[place] = static_cast<char>(damaged[place] ^ flip);
      expect_refused(damaged, name + " with byte " + std::to_string(place) + " changed");
    }
  }
  expect_refused(file + '\0', name + " and a byte more", "follow");
}

void test_other_files() {
  expect_refused("", "an empty file", "empty");
  expect_refused("\x89PNG\r\n\x1a\n" + std::string(1000, 'x'), "a PNG", "PNG");
  expect_refused("PK\x03\x04" + std::string(1000, 'x'), "a .pt file", ".pt");
  expect_refused("\x80\x02}q" + std::string(1000, 'x'), "an old .pt file", "pickle");
  expect_refused("import torch\n", "a text", "not a .flam file");
}

void test_loads(const std::string& path) {
  flambeau_program* program = flambeau_load(path.c_str());
  if (!program) return fail(path, flambeau_error_text());
  flambeau_program_release(program);
}

}  // namespace

int main(int argc, char** argv) {
  test_other_files();
  for (int i = 1; i < argc; ++i) {
    const std::string path = argv[i];
    std::ifstream stream(path, std::ios::binary);
    test_loads(path);
    test_damage({std::istreambuf_iterator<char>(stream), {}}, path);
    std::printf("%s: no fault\n", argv[i]);
  }
  return failures != 0;
}
