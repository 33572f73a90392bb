// segment MODEL.flam OUTPUT [--batch] PHOTO.ppm...: writes OUTPUT-<i>-labels.pgm and OUTPUT-<i>-painted.ppm for each
// photo, and OUTPUT-logits.npy for all.
//
// The photos, all of one size, go in as a list of tensors (H, W, 3), with --batch as a list that holds one tensor
// (N, H, W, 3), where the program takes such; out come the logits (N, classes, H, W), the labels (N, H, W) uint8, and
// the photos with the segments painted (N, H, W, 3).
#include <cstdio>
#include <exception>
#include <string>
#include <string_view>
#include <vector>

#include <flambeau/flambeau.hpp>

#include "npy.hpp"
#include "ppm.hpp"

namespace {

Image to_image(const flambeau::Tensor& tensor) {
  const flambeau::Tensor dense = tensor.contiguous();
  Image image{dense.size(0), dense.size(1), dense.dim() == 3 ? dense.size(2) : 1, {}};
  const auto* first = dense.data_ptr<uint8_t>();
  image.pixels.assign(first, first + dense.numel());
  return image;
}

int run(int argc, char** argv) {
  const bool as_batch = argc > 3 && std::string_view(argv[3]) == "--batch";
  const int first = as_batch ? 4 : 3;
  if (argc <= first) {
    std::fprintf(stderr, "usage: %s MODEL.flam OUTPUT [--batch] PHOTO.ppm...\n", argv[0]);
    return 2;
  }
  std::vector<Image> photos;
  for (int i = first; i < argc; ++i) photos.push_back(read_ppm(argv[i]));
  std::vector<flambeau::Tensor> images;
  for (Image& photo : photos) {
    images.push_back(flambeau::from_blob(photo.pixels.data(), {photo.height, photo.width, 3}, flambeau::kUInt8));
  }

  if (as_batch) images = {flambeau::stack(images)};

  const flambeau::Module module = flambeau::load(argv[1]);
  const auto results = module(images).to_tuple();
  const flambeau::Tensor logits = results.at(0).to_tensor();
  const flambeau::Tensor labels = results.at(1).to_tensor();
  const flambeau::Tensor painted = results.at(2).to_tensor();

  const std::string output = argv[2];
  for (int64_t i = 0; i < labels.size(0); ++i) {
    const std::string stem = output + "-" + std::to_string(i);
    write_pnm(stem + "-labels.pgm", to_image(labels[i]));
    write_pnm(stem + "-painted.ppm", to_image(painted[i]));
    std::printf("%s-painted.ppm: %lld classes\n", stem.c_str(), static_cast<long long>(logits.size(1)));
  }
  write_npy(output + "-logits.npy", logits);
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  try {
    return run(argc, argv);
  } catch (const std::exception& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return 1;
  }
}
