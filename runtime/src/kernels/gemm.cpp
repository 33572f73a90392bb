#include "kernels/gemm.h"

#include <algorithm>
#include <cmath>

#include "parallel/parallel.h"
#include "parallel/scratch.h"
#include "simd/conv.h"
#include "simd/gemm.h"
#include "tensor/kept.h"

namespace flambeau {

namespace {

constexpr int64_t kDepthBlock = 1024;      // of panels, so that two parts of them and some rows fit a core's cache
constexpr int64_t kPartDepth = 256;        // of a sum, about
constexpr int64_t kRowsBytes = 448 << 10;  // of the left matrix, while the panels pass by
constexpr int64_t kBlockRows = 224;        // that share the fetching of a panel
constexpr int64_t kBlockPanels = 8;        // at most that a thread takes at a time
constexpr int64_t kBlocksPerThread = 8;    // at least, where there are so many
constexpr int64_t kPanelsPerThread = 3;    // at least, that each thread packs for itself
constexpr int64_t kCrowdedRows = 7;        // of a tile, where all rows want the same places of the cache
constexpr int64_t kPackedDepth = 4096;     // of a right matrix that is packed as it goes
constexpr int64_t kPackedBytes = 4 << 20;  // the same
constexpr int64_t kParallelWork = 40'000;  // multiplications below which a second thread costs more than it does
constexpr int64_t kUnpackedRows = 4;       // of the left matrix, up to which packing the right one doesn't pay

int64_t round_up(int64_t value, int64_t multiple) { return (value + multiple - 1) / multiple * multiple; }

// How many units of `work` multiplications each a thread should take at a time.
int64_t grain_for(int64_t work) { return std::max<int64_t>(1, kParallelWork / std::max<int64_t>(work, 1)); }

void activate(Activation activation, float* c, int64_t rows, int64_t stride, int64_t columns) {
  if (activation != Activation::None) activation_functions().apply(activation, c, rows, stride, columns);
}
void activate(Activation, double*, int64_t, int64_t, int64_t) {}

// Into how many equal parts a sum of that depth is cut, to be added up at the end: its error grows less.
int64_t segments_of(int64_t depth) {
  const int64_t wanted = (depth + kPartDepth - 1) / kPartDepth;
  for (int64_t count = wanted; count < 2 * wanted; ++count) {
    if (depth % count == 0) return count;
  }
  return 1;
}

// A block of rows, of depth (rows [from, from + tile.depth) of the panels) and of whole panels, `next` being what is
// multiplied after it. `tile` is filled in but for what differs between tiles; its `a` is at the block, its `b` at the
// first panel.
template <typename T>
void multiply_block(GemmTile<T> tile, int64_t from, int64_t panel_depth, int64_t rows, int64_t columns, const T* next,
                    const Epilogue<T>& epilogue) {
  const GemmOf<T>& f = gemm_functions<T>();
  const T* const a = tile.a;
  T* const c = tile.c;
  const T* panel = tile.b;
  // Rows whose distance is a large power of two share a few places of the first-level cache: no more at a time than it
  // surely has ways.
  const bool crowded = tile.a_stride * static_cast<int64_t>(sizeof(T)) % 4096 == 0;
  const int64_t most_rows = crowded ? std::min(f.tile_rows, kCrowdedRows) : f.tile_rows;
  // Rows are shared out evenly: 16 are two tiles of 8, not one of 14 and one of 2.
  const int64_t tiles = (rows + most_rows - 1) / most_rows;
  const int64_t line = f.tile_columns * static_cast<int64_t>(sizeof(T));  // of a panel, in bytes
  const int64_t piece = tile.segments * tile.depth * line / tiles;
  const int64_t ahead_step = (line + 2 * tiles - 1) / (2 * tiles);  // no line of the piece may be left out
  const int64_t least = rows / tiles, longer = rows % tiles;
  tile.ahead_step = ahead_step;
  tile.ahead_second = piece / 2;
  for (int64_t j = 0; j < columns; j += f.tile_columns, panel += panel_depth * f.tile_columns) {
    tile.columns = std::min(f.tile_columns, columns - j);
    const int64_t width = tile.columns <= f.tile_columns / 2 ? f.tile_columns / 2 : f.tile_columns;
    tile.a = a;
    tile.b = panel + from * width;
    tile.b_step = tile.depth * width;
    tile.c = c + j;
    const Epilogue<T> part = epilogue.at(0, j);
    tile.bias = part.bias;
    tile.residual = part.residual;
    const bool more = j + f.tile_columns < columns;
    tile.ahead = reinterpret_cast<const char*>(more ? panel + (panel_depth + from) * f.tile_columns : next);
    for (int64_t t = 0; t < tiles; ++t) {
      tile.rows = t < longer ? least + 1 : least;
      f.tile(tile);
      activate(epilogue.activation, tile.c, tile.rows, tile.c_stride, tile.columns);
      tile.a += tile.rows * tile.a_stride;
      tile.c += tile.rows * tile.c_stride;
      if (tile.residual) tile.residual += tile.rows * tile.residual_stride;
      tile.ahead += piece;  // each tile of rows fetches its part of the next panel
    }
  }
}

// Few rows times a matrix that lies as it comes: bound by reading it once.
template <typename T>
void multiply_unpacked(const Matrix<const T>& a, const Matrix<const T>& b, T* c, int64_t c_stride,
                       const Epilogue<T>& epilogue) {
  const GemmOf<T>& f = gemm_functions<T>();
  const bool dots = b.row_stride == 1;
  const auto columns = [&](int64_t first, int64_t last) {
    for (int64_t i = 0; i < a.rows; ++i) {
      const T* const x = a.data + i * a.row_stride;
      const T* const bias = epilogue.bias ? epilogue.bias + first : nullptr;
      T* const out = c + i * c_stride + first;
      if (dots) {
        f.dot_rows(x, b.data + first * b.column_stride, b.column_stride, a.columns, last - first, bias, out);
      } else {
        f.combine_rows(x, b.data + first, b.row_stride, a.columns, last - first, bias, out);
      }
      const Epilogue<T> part = epilogue.at(i, first);
      for (int64_t j = 0; j < last - first; ++j) {
        if (part.residual) out[j] += part.residual[j];
        if (out[j] < part.low) out[j] = part.low;
        if (out[j] > part.high) out[j] = part.high;
      }
      activate(epilogue.activation, out, 1, 0, last - first);
    }
  };
  const int64_t unit = dots ? 4 : 4 * f.tile_columns;
  const int64_t units = (b.columns + unit - 1) / unit;
  parallel_for(0, units, grain_for(a.columns * unit),
               [&](int64_t first, int64_t last) { columns(first * unit, std::min(last * unit, b.columns)); });
}

// All rows times columns that are packed over the whole depth.
template <typename T>
void multiply_packed(const T* a, int64_t a_stride, int64_t rows, int64_t depth, const T* panels, int64_t columns, T* c,
                     int64_t c_stride, const Epilogue<T>& epilogue, bool accumulate) {
  const GemmOf<T>& f = gemm_functions<T>();
  // Blocks about equal in work, several a thread: rows that share the fetching of each panel, then as few panels as
  // there must be.
  const int64_t panels_count = (columns + f.tile_columns - 1) / f.tile_columns;
  const int64_t wanted = kBlocksPerThread * thread_count();
  int64_t row_blocks = (rows + kBlockRows - 1) / kBlockRows;
  const int64_t most_row_blocks = (rows + f.tile_rows - 1) / f.tile_rows;
  while (row_blocks * panels_count < wanted && row_blocks < most_row_blocks) {
    row_blocks = std::min(2 * row_blocks, most_row_blocks);
  }
  const int64_t width = row_blocks == 1 ? 1 : std::clamp<int64_t>(row_blocks * panels_count / wanted, 1, kBlockPanels);
  const int64_t column_blocks = (panels_count + width - 1) / width;
  const int64_t block_work = rows / row_blocks * width * f.tile_columns * depth;
  // Neighbouring blocks lie below each other, or beside each other where that is all the rows.
  const auto multiply_range = [&](int64_t row_block, int64_t first, int64_t last) {
    const int64_t i = rows * row_block / row_blocks;
    const int64_t j = first * width * f.tile_columns;
    gemm_serial(a + i * a_stride, a_stride, rows * (row_block + 1) / row_blocks - i, depth, panels + j * depth,
                std::min(last * width * f.tile_columns, columns) - j, c + i * c_stride + j, c_stride, epilogue.at(i, j),
                accumulate);
  };
  parallel_for(0, row_blocks * column_blocks, grain_for(block_work), [&](int64_t first, int64_t last) {
    if (row_blocks == 1) return multiply_range(0, first, last);
    for (int64_t block = first; block < last; ++block) {
      multiply_range(block % row_blocks, block / row_blocks, block / row_blocks + 1);
    }
  });
}

template <typename T>
void pack_parallel(const Matrix<const T>& b, T* panels) {
  const GemmOf<T>& f = gemm_functions<T>();
  const int64_t count = (b.columns + f.tile_columns - 1) / f.tile_columns;
  parallel_for(0, count, grain_for(b.rows * f.tile_columns), [&](int64_t first, int64_t last) {
    const int64_t j = first * f.tile_columns;
    f.pack(b.data + j * b.column_stride, b.row_stride, b.column_stride, b.rows,
           std::min(last * f.tile_columns, b.columns) - j, panels + j * b.rows);
  });
}

// All rows times columns of which each thread packs a panel at a time, which it then finds in its first-level cache.
template <typename T>
void multiply_packing(const Matrix<const T>& a, const Matrix<const T>& b, T* c, int64_t c_stride,
                      const Epilogue<T>& epilogue) {
  const GemmOf<T>& f = gemm_functions<T>();
  const int64_t count = (b.columns + f.tile_columns - 1) / f.tile_columns;
  parallel_for(0, count, grain_for(a.rows * b.rows * f.tile_columns), [&](int64_t first, int64_t last) {
    const Scratch panel(static_cast<std::size_t>(packed_size<T>(b.rows, f.tile_columns)) * sizeof(T));
    for (int64_t j = first * f.tile_columns; j < std::min(last * f.tile_columns, b.columns); j += f.tile_columns) {
      const int64_t columns = std::min(f.tile_columns, b.columns - j);
      f.pack(b.data + j * b.column_stride, b.row_stride, b.column_stride, b.rows, columns, panel.as<T>());
      gemm_serial(a.data, a.row_stride, a.rows, b.rows, panel.as<const T>(), columns, c + j, c_stride,
                  epilogue.at(0, j), false, panel.as<const T>());
    }
  });
}

// Copies `a` so that its columns are contiguous.
template <typename T>
void copy_rows(const Matrix<const T>& a, T* out) {
  constexpr int64_t kBlock = 16;
  parallel_for(0, (a.rows + kBlock - 1) / kBlock, grain_for(a.columns * kBlock), [&](int64_t first, int64_t last) {
    const int64_t begin = first * kBlock, end = std::min(last * kBlock, a.rows);
    if (a.row_stride == 1) {
      conv_functions<T>().transpose(a.data + begin, a.column_stride, a.columns, end - begin, out + begin * a.columns,
                                    a.columns);
      return;
    }
    for (int64_t i = begin; i < end; ++i) {
      for (int64_t k = 0; k < a.columns; ++k) {
        out[i * a.columns + k] = a.data[i * a.row_stride + k * a.column_stride];
      }
    }
  });
}

// An empty sum: the epilogue alone.
template <typename T>
void store_zero(int64_t rows, int64_t columns, T* c, int64_t c_stride, const Epilogue<T>& e) {
  for (int64_t i = 0; i < rows; ++i) {
    for (int64_t j = 0; j < columns; ++j) {
      const T value = (e.bias ? e.bias[j] : T(0)) + (e.residual ? e.residual[i * e.residual_stride + j] : T(0));
      c[i * c_stride + j] = std::min(std::max(value, e.low), e.high);
    }
    activate(e.activation, c + i * c_stride, 1, 0, columns);
  }
}

}  // namespace

template <typename T>
int64_t panel_columns() {
  return gemm_functions<T>().tile_columns;
}

template <typename T>
int64_t packed_size(int64_t depth, int64_t columns) {
  return depth * round_up(columns, gemm_functions<T>().tile_columns / 2);
}

template <typename T>
PackedMatrix<T>::PackedMatrix(const Matrix<const T>& b)
    : depth_(b.rows),
      columns_(b.columns),
      storage_(allocate_kept(static_cast<std::size_t>(packed_size<T>(b.rows, b.columns)) * sizeof(T))) {
  pack_parallel(b, reinterpret_cast<T*>(storage_->data()));
}

template <typename T>
void gemm_pack(const Matrix<const T>& b, T* panels) {
  gemm_functions<T>().pack(b.data, b.row_stride, b.column_stride, b.rows, b.columns, panels);
}

template <typename T>
void gemm_serial(const T* a, int64_t a_stride, int64_t rows, int64_t depth, const T* panels, int64_t columns, T* c,
                 int64_t c_stride, const Epilogue<T>& epilogue, bool accumulate, const T* next) {
  const GemmOf<T>& f = gemm_functions<T>();
  if (depth == 0) {
    if (!accumulate) store_zero(rows, columns, c, c_stride, epilogue);
    return;
  }
  const int64_t depth_blocks = (depth + kDepthBlock - 1) / kDepthBlock;
  const int64_t depth_block = (depth + depth_blocks - 1) / depth_blocks;
  const int64_t fitting = kRowsBytes / (static_cast<int64_t>(sizeof(T)) * depth_block);
  const int64_t row_blocks = (rows + fitting - 1) / fitting;
  GemmTile<T> tile{};
  tile.a_stride = a_stride;
  tile.c_stride = c_stride;
  tile.residual_stride = epilogue.residual_stride;
  tile.b = panels;
  for (int64_t k = 0; k < depth; k += depth_block) {
    const bool is_last = k + depth_block >= depth;
    const Epilogue<T> wanted = is_last ? epilogue : Epilogue<T>{};
    const int64_t block_depth = std::min(depth_block, depth - k);
    tile.segments = segments_of(block_depth);
    tile.depth = block_depth / tile.segments;
    tile.a_step = tile.depth;
    tile.accumulate = accumulate || k > 0;
    tile.low = wanted.low;
    tile.high = wanted.high;
    for (int64_t block = 0; block < row_blocks; ++block) {
      const int64_t i = rows * block / row_blocks;
      tile.a = a + i * a_stride + k;
      tile.c = c + i * c_stride;
      const T* after = panels + k * f.tile_columns;
      if (block + 1 == row_blocks && !is_last) after += depth_block * f.tile_columns;
      else if (block + 1 == row_blocks) after = next ? next : panels + columns * depth;
      multiply_block(tile, k, depth, rows * (block + 1) / row_blocks - i, columns, after, wanted.at(i, 0));
    }
  }
}

int64_t gemm_sum_depth(int64_t depth) {
  if (depth > kDepthBlock) return 0;
  const int64_t segment = depth / segments_of(depth);
  return (kSumDepth + segment - 1) / segment * segment;
}

template <typename T>
void gemm(const Matrix<const T>& a, const PackedMatrix<T>& b, T* c, int64_t c_stride, const Epilogue<T>& epilogue) {
  if (a.rows == 0 || b.columns() == 0) return;
  const bool direct = a.column_stride == 1 || a.columns == 1;
  const Scratch copy(direct ? 0 : static_cast<std::size_t>(a.rows * a.columns) * sizeof(T));
  if (!direct) copy_rows(a, copy.as<T>());
  const T* const rows = direct ? a.data : copy.as<T>();
  multiply_packed(rows, direct ? a.row_stride : a.columns, a.rows, b.depth(), b.panels(), b.columns(), c, c_stride,
                  epilogue, false);
}

template <typename T>
void gemm(const Matrix<const T>& a, const Matrix<const T>& b, T* c, int64_t c_stride, const Epilogue<T>& epilogue) {
  if (a.rows == 0 || b.columns == 0) return;
  const int64_t depth = a.columns;
  if (depth == 0) return store_zero(a.rows, b.columns, c, c_stride, epilogue);
  const bool direct = a.column_stride == 1 || depth == 1;
  const Scratch copy(direct ? 0 : static_cast<std::size_t>(a.rows * depth) * sizeof(T));
  if (!direct) copy_rows(a, copy.as<T>());
  const Matrix<const T> left{direct ? a.data : copy.as<T>(), a.rows, depth, direct ? a.row_stride : depth, 1};
  if (a.rows <= kUnpackedRows && (b.row_stride == 1 || b.column_stride == 1)) {
    return multiply_unpacked(left, b, c, c_stride, epilogue);
  }
  if (b.columns == 1 && c_stride == 1 && b.row_stride == 1 && !epilogue.residual && !epilogue.bias) {
    // A matrix times a vector is the vector times the transposed matrix.
    const Matrix<const T> vector{b.data, 1, depth, depth, 1};
    const Matrix<const T> transposed{left.data, depth, left.rows, 1, left.row_stride};
    return multiply_unpacked(vector, transposed, c, left.rows, epilogue);
  }
  const bool rows_fit = a.rows * depth * static_cast<int64_t>(sizeof(T)) <= kRowsBytes;
  if (rows_fit && b.columns >= kPanelsPerThread * thread_count() * panel_columns<T>()) {
    return multiply_packing(left, b, c, c_stride, epilogue);
  }
  const int64_t depth_block = std::min(depth, kPackedDepth);
  const int64_t fitting = kPackedBytes / static_cast<int64_t>(sizeof(T)) / depth_block;
  const int64_t column_block =
      std::min(b.columns, std::max(panel_columns<T>(), fitting / panel_columns<T>() * panel_columns<T>()));
  const Scratch packed(static_cast<std::size_t>(packed_size<T>(depth_block, column_block)) * sizeof(T));
  for (int64_t j = 0; j < b.columns; j += column_block) {
    for (int64_t k = 0; k < depth; k += depth_block) {
      const Matrix<const T> part{b.data + k * b.row_stride + j * b.column_stride, std::min(depth_block, depth - k),
                                 std::min(column_block, b.columns - j), b.row_stride, b.column_stride};
      pack_parallel(part, packed.as<T>());
      const bool last = k + depth_block >= depth;
      multiply_packed(left.data + k, left.row_stride, left.rows, part.rows, packed.as<const T>(), part.columns, c + j,
                      c_stride, last ? epilogue.at(0, j) : Epilogue<T>{}, k > 0);
    }
  }
}

#define FLAMBEAU_GEMM(T)                                                                                  \
  template int64_t panel_columns<T>();                                                                    \
  template int64_t packed_size<T>(int64_t, int64_t);                                                      \
  template class PackedMatrix<T>;                                                                         \
  template void gemm_pack<T>(const Matrix<const T>&, T*);                                                 \
  template void gemm_serial<T>(const T*, int64_t, int64_t, int64_t, const T*, int64_t, T*, int64_t,       \
                               const Epilogue<T>&, bool, const T*);                                       \
  template void gemm<T>(const Matrix<const T>&, const PackedMatrix<T>&, T*, int64_t, const Epilogue<T>&); \
  template void gemm<T>(const Matrix<const T>&, const Matrix<const T>&, T*, int64_t, const Epilogue<T>&);
FLAMBEAU_GEMM(float)
FLAMBEAU_GEMM(double)

}  // namespace flambeau
