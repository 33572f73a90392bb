// As much of OpenCV's cv::Mat as flambeau/opencv.hpp uses, with OpenCV's own meaning of every member.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <memory>
#include <vector>

enum { CV_8U = 0, CV_8S = 1, CV_16U = 2, CV_16S = 3, CV_32S = 4, CV_32F = 5, CV_64F = 6 };
#define CV_MAKETYPE(depth, channels) ((depth) | (((channels)-1) << 3))

namespace cv {

struct Mat {
  Mat(int height, int width, int type) : rows(height), cols(width), type_(type) {
    step[0] = elemSize() * static_cast<size_t>(width);
    owned_ = std::make_shared<std::vector<uint8_t>>(step[0] * static_cast<size_t>(height));
    data = owned_->data();
  }
  Mat(int height, int width, int type, void* pixels) : rows(height), cols(width), type_(type) {
    step[0] = elemSize() * static_cast<size_t>(width);
    data = static_cast<uint8_t*>(pixels);
  }
  int depth() const { return type_ & 7; }
  int channels() const { return (type_ >> 3) + 1; }
  size_t elemSize1() const {
    constexpr size_t sizes[] = {1, 1, 2, 2, 4, 4, 8};
    return sizes[depth()];
  }
  size_t elemSize() const { return elemSize1() * static_cast<size_t>(channels()); }
  Mat clone() const {
    Mat copy(rows, cols, type_);
    for (int row = 0; row < rows; ++row) {
      std::memcpy(copy.data + copy.step[0] * static_cast<size_t>(row), data + step[0] * static_cast<size_t>(row),
                  elemSize() * static_cast<size_t>(cols));
    }
    return copy;
  }
  // A region of the same pixels.
  Mat region(int top, int left, int height, int width) const {
    Mat part = *this;
    part.data += step[0] * static_cast<size_t>(top) + elemSize() * static_cast<size_t>(left);
    part.rows = height;
    part.cols = width;
    return part;
  }
  long owners() const { return owned_.use_count(); }

  int dims = 2;
  int rows, cols;
  uint8_t* data = nullptr;
  size_t step[2] = {0, 0};

 private:
  int type_;
  std::shared_ptr<std::vector<uint8_t>> owned_;
};

}  // namespace cv
