// Writes a tensor as a NumPy file, which `numpy.load` reads:
// https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html
#pragma once

#include <cstdint>
#include <fstream>
#include <stdexcept>
#include <string>

#include <flambeau/flambeau.hpp>

inline void write_npy(const std::string& path, const flambeau::Tensor& tensor) {
  if (tensor.dtype() != flambeau::kFloat32) throw std::runtime_error("write_npy takes float32 tensors");
  const flambeau::Tensor dense = tensor.contiguous();
  std::string shape;
  for (const int64_t size : dense.sizes()) shape += std::to_string(size) + ",";
  std::string header = "{'descr': '<f4', 'fortran_order': False, 'shape': (" + shape + "), }";
  header.append(63 - (10 + header.size()) % 64, ' ');  // with the newline, data start at a multiple of 64
  header += '\n';

  std::ofstream file(path, std::ios::binary);
  file.write("\x93NUMPY\x01\x00", 8);
  file.put(static_cast<char>(header.size() % 256)).put(static_cast<char>(header.size() / 256));
  file << header;
  file.write(static_cast<const char*>(dense.data_ptr()), static_cast<std::streamsize>(dense.numel() * 4));
  if (!file) throw std::runtime_error("can't write " + path);
}
