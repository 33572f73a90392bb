// Products of float32 rows with weights of a smaller type: bfloat16, or int8 with a scale for each output.
//
// The rows are rounded to the weights' kind as they are packed into units (simd/products.h): to bfloat16, or to bytes
// q = round(x / scale) + zero. Sums are float32 or int32; scales, bias, residual and activation are applied to them as
// they are stored as float32. A convolution's image is packed with its padding around it, so that the rows of its
// product are runs of units in it and nothing is gathered.
#pragma once

#include <cstdint>

#include "simd/activation.h"
#include "simd/products.h"
#include "tensor/tensor.h"

namespace flambeau {

// How bytes stand for floats: x = scale * (q - zero), 0 <= q <= 255. Not used with bfloat16.
struct ByteScale {
  float factor;  // 1 / scale
  int32_t zero;
};

// Weights (outputs, channels, taps), row-major, as panels of units: rows of a panel are (tap, unit of channels).
class PackedReduced : public Counted {
 public:
  // `weight` is BFloat16 or Int8, of dim 2 (outputs, channels) or more (outputs, channels, taps...).
  explicit PackedReduced(const Tensor& weight);
  bool is_int8() const { return is_int8_; }
  int64_t outputs() const { return outputs_; }
  int64_t tap_units() const { return tap_units_; }  // of a pixel's channels
  int64_t depth() const { return depth_; }          // units of all taps
  // The panel that begins with output `column`, a multiple of tile_columns.
  const uint32_t* panel(int64_t column) const {
    return reinterpret_cast<const uint32_t*>(storage_->data()) + column * depth_;
  }
  // Of an output's weights; int8 only.
  const int32_t* column_sums() const { return column_sums_.data(); }
  const ProductFunctions& functions() const { return is_int8_ ? int8_functions().product : bf16_functions().product; }

 private:
  bool is_int8_;
  int64_t outputs_, tap_units_, depth_;
  Ref<Storage> storage_;
  std::vector<int32_t> column_sums_;
};

// `count` floats as numbers of the weights' kind, at `out`.
void pack_numbers(const PackedReduced& weights, const ByteScale& scale, const float* in, int64_t count, uint8_t* out);
// `rows` rows of `channels` floats, `in_stride` apart, each as the units of one tap; channels that lack are zeros.
void pack_rows(const PackedReduced& weights, const ByteScale& scale, const float* in, int64_t in_stride, int64_t rows,
               int64_t channels, uint32_t* out);

// The rows of the left matrix, packed: `lines` of `line_rows` rows. All distances in units.
struct ReducedRows {
  const uint32_t* data;
  int64_t lines, line_rows, row_stride;
  int64_t image_lines, line_stride, image_stride;  // line n begins at n / image_lines images and n % image_lines lines
  Ints runs;                                       // where each run of a row begins; run_length units each
  int64_t run_length;
};

// Row-major results, (rows, outputs).
struct ReducedResult {
  float* data;
  const float* scales;    // null: 1
  const float* bias;      // null: none
  const float* residual;  // null: none; of the result's shape
  Activation activation;
  int32_t zero;  // ByteScale's
};

void multiply_reduced(const ReducedRows& rows, const PackedReduced& weights, const ReducedResult& result);

}  // namespace flambeau
