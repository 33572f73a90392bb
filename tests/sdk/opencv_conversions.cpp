// cv::Mat to tensor and back: whole images, regions of them, one channel and three, and who keeps the pixels alive.
#include <flambeau/opencv.hpp>

#include <cstdio>
#include <cstdlib>

#define EXPECT(...)                                                          \
  do {                                                                       \
    if (!(__VA_ARGS__)) {                                                    \
      std::fprintf(stderr, "%s:%d: %s\n", __FILE__, __LINE__, #__VA_ARGS__); \
      std::exit(1);                                                          \
    }                                                                        \
  } while (0)

int main() {
  cv::Mat photo(4, 5, CV_MAKETYPE(CV_8U, 3));
  for (int i = 0; i < 4 * 5 * 3; ++i) photo.data[i] = static_cast<uint8_t>(i);
  {
    const flambeau::Tensor whole = flambeau::from_mat(photo);
    EXPECT(whole.sizes() == flambeau::IntArrayRef({4, 5, 3}) && whole.dtype() == flambeau::kUInt8);
    EXPECT(whole.data_ptr() == photo.data && photo.owners() == 2);

    const flambeau::Tensor part = flambeau::from_mat(photo.region(1, 2, 2, 3));
    EXPECT(part.sizes() == flambeau::IntArrayRef({2, 3, 3}));
    EXPECT((part.accessor<uint8_t, 3>()[1][2][0] == photo.data[2 * 15 + 4 * 3]));
    const cv::Mat copy = flambeau::to_mat(part);
    EXPECT(copy.rows == 2 && copy.cols == 3 && copy.channels() == 3 && copy.data[0] == photo.data[15 + 6]);
  }
  EXPECT(photo.owners() == 1);

  cv::Mat depth(2, 3, CV_MAKETYPE(CV_32F, 1));
  reinterpret_cast<float*>(depth.data)[5] = 2.5F;
  const flambeau::Tensor plane = flambeau::from_mat(depth);
  EXPECT(plane.dim() == 2 && (plane.accessor<float, 2>()[1][2] == 2.5F));
  EXPECT(flambeau::to_mat(plane.transpose(0, 1)).rows == 3);
  try {
    (void)flambeau::from_mat(cv::Mat(1, 1, CV_MAKETYPE(CV_16U, 1)));
    EXPECT(false);
  } catch (const flambeau::Error& error) {
    EXPECT(error.type() == "TypeError");
  }
  return 0;
}
