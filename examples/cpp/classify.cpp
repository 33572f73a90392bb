// classify MODEL.flam PHOTO.ppm [RUNS [LOGITS.npy]]: prints the best class of a photo, its score, and how long a run
// took; writes the scores of all classes, before the softmax, as a NumPy file.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <sstream>
#include <string>
#include <vector>

#include <flambeau/flambeau.hpp>

#include "npy.hpp"
#include "ppm.hpp"

namespace {

// The name in line `index` of the file labels.txt that the program carries.
std::string label(const flambeau::Module& module, int64_t index) {
  const auto labels = module.extra_file("labels.txt");
  if (!labels) return "class " + std::to_string(index);
  std::istringstream lines{std::string(*labels)};
  std::string line;
  for (int64_t i = 0; i <= index && std::getline(lines, line); ++i) {
  }
  return line;
}

int run(int argc, char** argv) {
  if (argc < 3) {
    std::fprintf(stderr, "usage: %s MODEL.flam PHOTO.ppm [RUNS [LOGITS.npy]]\n", argv[0]);
    return 2;
  }
  Image photo = read_ppm(argv[2]);
  const int runs = argc > 3 ? std::max(1, std::atoi(argv[3])) : 1;

  const flambeau::Module module = flambeau::load(argv[1]);
  const flambeau::Tensor image =
      flambeau::from_blob(photo.pixels.data(), {photo.height, photo.width, 3}, flambeau::kUInt8);

  flambeau::Tensor logits;
  std::vector<double> milliseconds;
  for (int i = 0; i < runs; ++i) {
    const auto start = std::chrono::steady_clock::now();
    logits = module(image).to_tensor();
    milliseconds.push_back(std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count());
  }
  std::sort(milliseconds.begin(), milliseconds.end());

  const auto best = logits.argmax().item<int64_t>();
  const auto score = logits.softmax(0)[best].item<float>();
  std::printf("%-6s  %-12s  score %.4f  %8.2f ms\n", "C++", label(module, best).c_str(), score,
              milliseconds[milliseconds.size() / 2]);
  if (argc > 4) write_npy(argv[4], logits);
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  try {
    return run(argc, argv);
  } catch (const std::exception& error) {  // flambeau::Error is one; its text shows the Python lines too
    std::fprintf(stderr, "%s\n", error.what());
    return 1;
  }
}
