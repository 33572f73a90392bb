// mutate N FILE...: feeds the target each file cut off at every length, with every byte changed, and N times with a few
// random changes. The random numbers are always the same, so that a failure comes again.
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <random>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, std::size_t size);

namespace {

using Bytes = std::vector<uint8_t>;

void run(const Bytes& bytes) { LLVMFuzzerTestOneInput(bytes.data(), bytes.size()); }

Bytes read_file(const char* path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

// Small numbers and numbers off by one find more than random ones.
void change(Bytes& bytes, std::mt19937& random) {
  const std::size_t place = random() % bytes.size();
  switch (random() % 5) {
    case 0: bytes[place] = static_cast<uint8_t>(random()); break;
    case 1: bytes[place] = static_cast<uint8_t>(bytes[place] + 1); break;
    case 2: bytes[place] = static_cast<uint8_t>(bytes[place] - 1); break;
    case 3: bytes[place] = static_cast<uint8_t>(random() % 8); break;
    default: {
      const std::size_t word = place / 4 * 4;
      const std::size_t other = random() % bytes.size() / 4 * 4;
      for (std::size_t i = 0; i < 4 && word + i < bytes.size() && other + i < bytes.size(); ++i) {
        bytes[word + i] = bytes[other + i];
      }
    }
  }
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 3) {
    std::fprintf(stderr, "usage: mutate N FILE...\n");
    return 2;
  }
  const int rounds = std::atoi(argv[1]);
  std::mt19937 random(1);
  for (int i = 2; i < argc; ++i) {
    const Bytes original = read_file(argv[i]);
    if (original.empty()) {
      std::fprintf(stderr, "can't read %s\n", argv[i]);
      return 1;
    }
    for (std::size_t size = 0; size <= original.size(); ++size) {
      run(Bytes(original.begin(), original.begin() + static_cast<std::ptrdiff_t>(size)));
    }
    for (std::size_t place = 0; place < original.size(); ++place) {
      for (const int delta : {1, 0x80, 0xff}) {
        Bytes bytes = original;
        bytes[place] = static_cast<uint8_t>(bytes[place] ^ delta);
        run(bytes);
      }
    }
    for (int round = 0; round < rounds; ++round) {
      Bytes bytes = original;
      for (uint32_t changes = 1 + random() % 4; changes > 0; --changes) change(bytes, random);
      run(bytes);
    }
    std::printf("%s: no fault\n", argv[i]);
  }
  return 0;
}
