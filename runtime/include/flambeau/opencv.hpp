// opencv.hpp: cv::Mat <-> flambeau::Tensor. Include it only where OpenCV's core headers are at hand.
//
// A Mat of H x W pixels with C channels is a tensor of sizes (H, W, C), or (H, W) for one channel. Channels keep the
// Mat's order: what cv::imread gives is BGR, so convert it with cv::cvtColor first where the program expects RGB.
#pragma once

#include <opencv2/core.hpp>

#include "flambeau/flambeau.hpp"

namespace flambeau {
inline namespace sdk {

inline Dtype dtype_of_depth(int depth) {
  switch (depth) {
    case CV_8U: return kUInt8;
    case CV_8S: return kInt8;
    case CV_16S: return kInt16;
    case CV_32S: return kInt32;
    case CV_32F: return kFloat32;
    case CV_64F: return kFloat64;
    default: detail::throw_type("a cv::Mat of depth " + std::to_string(depth) + " has no tensor dtype");
  }
}

inline int depth_of_dtype(Dtype dtype) {
  switch (dtype) {
    case kUInt8:
    case kBool: return CV_8U;
    case kInt8: return CV_8S;
    case kInt16: return CV_16S;
    case kInt32: return CV_32S;
    case kFloat32: return CV_32F;
    case kFloat64: return CV_64F;
    default: detail::throw_type("cv::Mat has no depth for " + std::string(dtype_name(dtype)));
  }
}

// Shares the Mat's pixels, a region of a larger image included, and keeps them alive.
inline Tensor from_mat(const cv::Mat& mat) {
  if (mat.dims != 2) detail::throw_type("expected a cv::Mat of 2 dims, got " + std::to_string(mat.dims));
  const int64_t channels = mat.channels();
  const auto row = static_cast<int64_t>(mat.step[0] / mat.elemSize1());
  auto owner = std::make_shared<cv::Mat>(mat);
  const Deleter deleter = [owner](void*) mutable { owner.reset(); };
  if (channels == 1) {
    return from_blob(mat.data, {mat.rows, mat.cols}, {row, 1}, deleter, dtype_of_depth(mat.depth()));
  }
  return from_blob(mat.data, {mat.rows, mat.cols, channels}, {row, channels, 1}, deleter, dtype_of_depth(mat.depth()));
}

// A Mat with a copy of the tensor's elements: sizes (H, W) or (H, W, C).
inline cv::Mat to_mat(const Tensor& tensor) {
  const int64_t rank = tensor.dim();
  if (rank != 2 && rank != 3) detail::throw_type("expected a tensor of 2 or 3 dims, got " + std::to_string(rank));
  const Tensor dense = tensor.contiguous();
  const int channels = rank == 3 ? static_cast<int>(dense.size(2)) : 1;
  const int type = CV_MAKETYPE(depth_of_dtype(dense.dtype()), channels);
  return cv::Mat(static_cast<int>(dense.size(0)), static_cast<int>(dense.size(1)), type, dense.data_ptr()).clone();
}

}  // namespace sdk
}  // namespace flambeau
