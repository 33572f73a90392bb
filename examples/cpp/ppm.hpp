// Binary PPM and PGM images (P6, P5; 8 bits a channel): read and written without any library.
#pragma once

#include <cstdint>
#include <fstream>
#include <stdexcept>
#include <string>
#include <vector>

struct Image {
  int64_t height = 0, width = 0, channels = 3;
  std::vector<uint8_t> pixels;  // row by row, channels together
};

inline Image read_ppm(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) throw std::runtime_error("can't open " + path);
  std::string magic;
  int64_t depth = 0;
  Image image;
  file >> magic >> image.width >> image.height >> depth;
  if (magic != "P6" || depth != 255 || image.width <= 0 || image.height <= 0) {
    throw std::runtime_error(path + " is not a binary PPM of 8 bits a channel");
  }
  file.get();  // the one white space after the header
  image.pixels.resize(static_cast<size_t>(image.width * image.height * 3));
  file.read(reinterpret_cast<char*>(image.pixels.data()), static_cast<std::streamsize>(image.pixels.size()));
  if (!file) throw std::runtime_error(path + " is cut short");
  return image;
}

// A PPM for three channels, a PGM for one.
inline void write_pnm(const std::string& path, const Image& image) {
  std::ofstream file(path, std::ios::binary);
  file << (image.channels == 3 ? "P6" : "P5") << "\n" << image.width << " " << image.height << "\n255\n";
  file.write(reinterpret_cast<const char*>(image.pixels.data()), static_cast<std::streamsize>(image.pixels.size()));
  if (!file) throw std::runtime_error("can't write " + path);
}
