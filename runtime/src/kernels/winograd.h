// Convolutions by 3x3 kernels with stride 1 in Winograd's way, F(m x m, 3x3) with m = 2, 3 or 4: see simd/winograd.h.
//
// For each of the (m + 2)^2 points a matrix product of transformed tiles with transformed weights: a quarter (m = 4) to
// less than a half (m = 2) of the multiplications of the direct way, with larger weights to read.
#pragma once

#include <mutex>

#include "kernels/conv.h"

namespace flambeau {

// The m that is expected to be fastest, or 0 where the direct way is, or where Winograd's doesn't apply or
// the program is to be exact.
int winograd_tile(const ConvShape& shape);

// Weights (out, in, 3, 3), row-major, in panels.
Ref<PackedMatrix<float>> pack_taps(const ConvShape& shape, const float* weight);

// Weights as rows (channel, tap) of panels, and transformed. The first call transforms a part at a time, which it uses
// and forgets; later ones transform one panel after another for good in spare time (kernels/spare_time.h), and so do
// threads that have nothing else to do. What a call gives is the same to the last bit.
class PackedWinograd : public Counted {
 public:
  // `source`: what the taps lie in and this is kept with, where they don't keep their memory themselves.
  PackedWinograd(const ConvShape& shape, int tile, Ref<PackedMatrix<float>> taps, Storage* source = nullptr);
  ~PackedWinograd() override;
  int tile() const { return tile_; }
  // Transformed weights lie panel by panel, each panel's point by point: what is transformed at a time is memory of its
  // own. Elements from a panel's to the next one's, and from a point's.
  int64_t panel_stride() const { return (tile_ + 2) * (tile_ + 2) * point_stride(); }
  int64_t point_stride() const;
  int64_t transformed_bytes() const;

  // What there is now: panels of outputs before `panels` are transformed; the taps are gone once all of them are.
  struct Form {
    Ref<PackedMatrix<float>> taps;
    Ref<Storage> transformed;
    int64_t panels = 0;
    const float* numbers() const { return reinterpret_cast<const float*>(transformed->data()); }
  };
  // Transforms some panels first, where time has been put aside.
  Form form();
  // That a convolution has used them, whose weights are still there. After the first one idle threads begin to
  // transform, too.
  void note_run();

  // Those of the panel that begins at output channel `column` and of input channels [from, from + count), to
  // out[point * stride + channel * width of the panel].
  void transform(const PackedMatrix<float>& taps, int64_t column, int64_t from, int64_t count, float* out,
                 int64_t stride) const;
  // Panels [begin, end), by all threads, to where they lie in `out`.
  void transform_panels(const PackedMatrix<float>& taps, int64_t begin, int64_t end, float* out) const;

 private:
  // Transforms up to `count` more panels; false where there is no memory for them. Whoever set is_busy_ calls it.
  bool extend(Form& now, int64_t count) const;
  // What has become of a form that had `before` panels.
  void finish(Form& now, int64_t before);
  // A panel on an idle thread, which keeps `source`; whether there is more to do.
  bool transform_idly(const Ref<Storage>& source);

  int tile_;
  int64_t in_channels_, out_channels_;
  Storage* source_;
  std::mutex mutex_;
  // 0 <= form_.panels <= panels_; form_.taps is null if and only if they are equal. Of `transformed`, whoever set
  // is_busy_ writes what is behind form_.panels.
  int64_t panels_;
  Form form_;
  bool has_run_ = false, is_busy_ = false;
};

void convolve_winograd(const ConvShape& shape, PackedWinograd& weights, const ConvOperands<float>& operands);

}  // namespace flambeau
