// Matrix products on raw memory, for every kernel that is one inside: linear layers, attention, convolutions, LSTM.
//
// The right-hand matrix is packed into panels of as many columns as two vectors hold; the left one is read where it
// lies, as long as its rows are contiguous. Tiles of the result are computed in registers (simd/gemm.h), with bias,
// residual and clamp applied as they are stored. In float and double; simd/levels/gemm.cpp has the instructions.
#pragma once

#include <cstdint>
#include <limits>
#include <utility>

#include "base/ref.h"
#include "simd/activation.h"
#include "tensor/tensor.h"

namespace flambeau {

// Element (i, j) is data[i * row_stride + j * column_stride].
template <typename T>
struct Matrix {
  T* data;
  int64_t rows, columns, row_stride, column_stride;
};

// What is done to a product as it is stored: activation(clamp(product + bias[j] + residual[i, j], low, high)).
template <typename T>
struct Epilogue {
  const T* bias = nullptr;      // a number a column; null: none
  const T* residual = nullptr;  // same shape as the product, contiguous columns; null: none
  int64_t residual_stride = 0;
  T low = -std::numeric_limits<T>::infinity();
  T high = std::numeric_limits<T>::infinity();
  Activation activation = Activation::None;  // of floats only

  // The same for the part of the product that starts at (row, column).
  Epilogue at(int64_t row, int64_t column) const {
    Epilogue part = *this;
    if (part.bias) part.bias += column;
    if (part.residual) part.residual += row * residual_stride + column;
    return part;
  }
};

// The right-hand matrix of products, in panels.
template <typename T>
class PackedMatrix : public Counted {
 public:
  explicit PackedMatrix(const Matrix<const T>& b);
  // What is packed already, `offset` elements into the storage.
  PackedMatrix(int64_t depth, int64_t columns, Ref<Storage> storage, int64_t offset)
      : depth_(depth), columns_(columns), offset_(offset), storage_(std::move(storage)) {}
  int64_t depth() const { return depth_; }
  int64_t columns() const { return columns_; }
  const T* panels() const { return reinterpret_cast<const T*>(storage_->data()) + offset_; }

 private:
  int64_t depth_, columns_, offset_ = 0;
  Ref<Storage> storage_;
};

// Elements that `columns` columns of depth `depth` take in panels; panel p starts at p * depth * panel_columns.
template <typename T>
int64_t packed_size(int64_t depth, int64_t columns);
// Columns of a whole panel, a multiple of which any range of columns that is used alone must start at.
template <typename T>
int64_t panel_columns();

// Packs on this thread alone, into packed_size elements.
template <typename T>
void gemm_pack(const Matrix<const T>& b, T* panels);

// c = a * b, with c's columns contiguous and its rows c_stride apart. Uses the pool. Neither input may overlap c.
template <typename T>
void gemm(const Matrix<const T>& a, const Matrix<const T>& b, T* c, int64_t c_stride, const Epilogue<T>& epilogue = {});
template <typename T>
void gemm(const Matrix<const T>& a, const PackedMatrix<T>& b, T* c, int64_t c_stride, const Epilogue<T>& epilogue = {});

// The same on this thread alone, `a` having contiguous columns and `panels` being packed. `next` is the panel that is
// multiplied afterwards, which is fetched meanwhile; null: the one behind these.
template <typename T>
void gemm_serial(const T* a, int64_t a_stride, int64_t rows, int64_t depth, const T* panels, int64_t columns, T* c,
                 int64_t c_stride, const Epilogue<T>& epilogue = {}, bool accumulate = false, const T* next = nullptr);

// How many products of a sum over `depth` gemm_serial adds up before it puts the sum aside and begins anew: who adds up
// parts of so many, one after another, gets its results to the last bit. 0 where they are added up in another order.
int64_t gemm_sum_depth(int64_t depth);

// The plain product that the fast ones are tested against, of any type; sums in `Sum`.
template <typename T, typename Sum>
void gemm_reference(const Matrix<const T>& a, const Matrix<const T>& b, T* c, int64_t c_stride) {
  for (int64_t i = 0; i < a.rows; ++i) {
    for (int64_t j = 0; j < b.columns; ++j) {
      Sum sum = Sum(0);
      for (int64_t k = 0; k < a.columns; ++k) {
        sum += static_cast<Sum>(a.data[i * a.row_stride + k * a.column_stride]) *
               static_cast<Sum>(b.data[k * b.row_stride + j * b.column_stride]);
      }
      c[i * c_stride + j] = static_cast<T>(sum);
    }
  }
}

}  // namespace flambeau
