// Elements in bulk: conversion between dtypes, copies, and map_elements' blocks.
#include <algorithm>
#include <cstring>
#include <limits>
#include <optional>
#include <vector>

#include "kernels/overlap.h"
#include "kernels/vector_loop.h"
#include "parallel/parallel.h"
#include "simd/convert.h"
#include "simd/pixels.h"

namespace flambeau {

namespace {

// Elements of a block: the usual two or three buffers of floats stay within L1.
constexpr int64_t kBlock = 2048;

template <typename To, typename From>
To convert_one(From value) {
  if constexpr (std::is_same_v<To, From>) {
    return value;
  } else if constexpr (is_complex(dtype_of<From>)) {
    if constexpr (is_complex(dtype_of<To>)) {
      return To(static_cast<typename To::value_type>(value.real()), static_cast<typename To::value_type>(value.imag()));
    } else if constexpr (std::is_same_v<To, bool>) {
      return value != From(0);
    } else {
      return convert_one<To>(value.real());
    }
  } else if constexpr (is_complex(dtype_of<To>)) {
    return To(convert_one<typename To::value_type>(value), 0);
  } else if constexpr (std::is_same_v<From, Half> || std::is_same_v<From, BFloat16>) {
    return convert_one<To>(static_cast<float>(value));
  } else if constexpr (std::is_same_v<To, Half> || std::is_same_v<To, BFloat16>) {
    return To(static_cast<float>(value));
  } else if constexpr (std::is_same_v<To, bool>) {
    return value != From(0);
  } else if constexpr (std::is_floating_point_v<From> && std::is_integral_v<To>) {
    // What x86 gives for NaN and numbers out of range: int32 has its own instruction, narrower ones cut its result off.
    using Wide = std::conditional_t<(sizeof(To) < 8), int32_t, int64_t>;
    constexpr From limit = sizeof(To) < 8 ? From(0x1p31) : From(0x1p63);
    if (value >= -limit && value < limit) return static_cast<To>(static_cast<Wide>(value));
    if constexpr (sizeof(To) < 4) {
      return static_cast<To>(value >= From(-0x1p63) && value < From(0x1p63) ? static_cast<int64_t>(value) : 0);
    } else {
      return std::numeric_limits<To>::min();
    }
  } else {
    return static_cast<To>(value);
  }
}

// n elements of `Size` bytes become what the first one is: each copy takes all that is there, up to what stays in
// cache.
template <std::size_t Size>
void repeat_first(std::byte* out, int64_t n) {
  int64_t filled = 1;
  for (; filled < std::min<int64_t>(n, 16); ++filled) std::memcpy(out + filled * static_cast<int64_t>(Size), out, Size);
  while (filled < n) {
    const int64_t count = std::min({filled, n - filled, int64_t{1024}});
    std::memcpy(out + filled * static_cast<int64_t>(Size), out, static_cast<std::size_t>(count) * Size);
    filled += count;
  }
}

// The member of ConvertFunctions that does this, null: none.
template <typename To, typename From>
constexpr std::nullptr_t kFast = nullptr;
#define FAST(To, From, member) \
  template <>                  \
  constexpr auto kFast<To, From> = &ConvertFunctions::member;
FAST(float, Half, from_half)
FAST(float, BFloat16, from_bfloat16)
FAST(Half, float, to_half)
FAST(BFloat16, float, to_bfloat16)
FAST(float, uint8_t, u8_f32)
FAST(float, bool, u8_f32)
FAST(float, int32_t, i32_f32)
FAST(float, int64_t, i64_f32)
FAST(float, double, f64_f32)
FAST(uint8_t, float, f32_u8)
FAST(int32_t, float, f32_i32)
FAST(int64_t, float, f32_i64)
FAST(double, float, f32_f64)
FAST(int64_t, uint8_t, u8_i64)
FAST(int64_t, bool, u8_i64)
FAST(int64_t, int32_t, i32_i64)
FAST(uint8_t, int64_t, i64_u8)
FAST(int32_t, int64_t, i64_i32)
FAST(int32_t, uint8_t, u8_i32)
FAST(int32_t, bool, u8_i32)
FAST(uint8_t, int32_t, i32_u8)
FAST(int32_t, int16_t, i16_i32)
FAST(int16_t, int32_t, i32_i16)
FAST(double, uint8_t, u8_f64)
FAST(double, bool, u8_f64)
FAST(double, int32_t, i32_f64)
FAST(double, int64_t, i64_f64)
FAST(int32_t, double, f64_i32)
FAST(int64_t, double, f64_i64)
#undef FAST

// Which elements aren't zero, as bools, for what can be compared by vectors: whether it was done.
template <typename T>
bool test_elements(std::byte* out, const std::byte* in, int64_t n) {
  const VectorLoop differs({.bytes = &ByteLoops::not_equal, .comparison = kNotEqual}, dtype_of<T>);
  if (!differs) return false;
  constexpr int64_t kSome = 256;
  static constexpr std::array<T, kSome> kZeros{};
  for (int64_t i = 0; i < n; i += kSome) {
    const std::array pair = {in + i * static_cast<int64_t>(sizeof(T)), reinterpret_cast<const std::byte*>(&kZeros)};
    differs.run(out + i, pair.data(), 2, std::min(kSome, n - i), nullptr);
  }
  return true;
}

template <typename To, typename From>
void convert_elements_with(void (*loop)(To*, const From*, int64_t), std::byte* out, const std::byte* in, int64_t n) {
  loop(reinterpret_cast<To*>(out), reinterpret_cast<const From*>(in), n);
}

uint64_t reversed_bytes(uint64_t word) {
#if defined(_MSC_VER)
  return _byteswap_uint64(word);
#else
  return __builtin_bswap64(word);
#endif
}

template <std::size_t Size>
void copy_run(std::byte* out, int64_t to_step, const std::byte* in, int64_t from_step, int64_t n) {
  struct alignas(Size < 8 ? Size : 8) Word {
    std::byte bytes[Size];
  };
  constexpr auto size = static_cast<int64_t>(Size);
  if (to_step == size && from_step == size) {
    std::memcpy(out, in, static_cast<std::size_t>(n) * Size);
    return;
  }
  if (to_step == size && from_step == 0) {
    if (n <= 0) return;
    *reinterpret_cast<Word*>(out) = *reinterpret_cast<const Word*>(in);
    return repeat_first<Size>(out, n);
  }
  int64_t i = 0;
  if constexpr (Size == 1 || Size == 2) {
    if (to_step == size && from_step == -size) {  // eight bytes at once
      constexpr int64_t kSome = 8 / size;
      for (; i + kSome <= n; i += kSome) {
        uint64_t word;
        std::memcpy(&word, in - (i + kSome - 1) * size, sizeof(word));
        word = reversed_bytes(word);
        if constexpr (Size == 2) {
          constexpr uint64_t kLow = 0x00ff00ff00ff00ff;
          word = (word & kLow) << 8U | (word >> 8U & kLow);
        }
        std::memcpy(out + i * size, &word, sizeof(word));
      }
    }
  } else if constexpr (Size == 4 || Size == 8) {
    if (to_step == size && from_step == -size) {  // blocks of a fixed size, which the compiler makes vectors of
      using Number = std::conditional_t<Size == 4, uint32_t, uint64_t>;
      constexpr int64_t kSome = 16;
      for (; i + kSome <= n; i += kSome) {
        const auto* const last = reinterpret_cast<const Number*>(in - i * size);
        Number block[kSome];
        for (int64_t k = 0; k < kSome; ++k) block[k] = last[-k];
        std::memcpy(out + i * size, block, sizeof(block));
      }
    }
  }
  for (; i < n; ++i) {
    *reinterpret_cast<Word*>(out + i * to_step) = *reinterpret_cast<const Word*>(in + i * from_step);
  }
}

template <typename To, typename From>
void convert_run(std::byte* out, int64_t to_step, const std::byte* in, int64_t from_step, int64_t n) {
  if (from_step == 0) {
    const To value = convert_one<To>(*reinterpret_cast<const From*>(in));
    return copy_run<sizeof(To)>(out, to_step, reinterpret_cast<const std::byte*>(&value), 0, n);
  }
  if constexpr (!std::is_same_v<decltype(kFast<To, From>), const std::nullptr_t>) {
    const auto loop = convert_functions().*kFast<To, From>;
    if (loop && to_step == sizeof(To) && from_step == sizeof(From)) return convert_elements_with(loop, out, in, n);
  } else if constexpr (std::is_same_v<To, bool> && std::is_arithmetic_v<From>) {
    if (to_step == 1 && from_step == sizeof(From) && test_elements<From>(out, in, n)) return;
  }
  for (int64_t i = 0; i < n; ++i) {
    *reinterpret_cast<To*>(out + i * to_step) = convert_one<To>(*reinterpret_cast<const From*>(in + i * from_step));
  }
}

// Rows of n elements each, whose starts are some steps apart; rows of a few elements without a call for each.
template <std::size_t Size>
void copy_rows(std::byte* out, const std::byte* in, int64_t row_step, int64_t step, int64_t n, int64_t rows) {
  struct alignas(Size < 8 ? Size : 8) Word {
    std::byte bytes[Size];
  };
  for (int64_t r = 0; r < rows; ++r, in += row_step) {
    for (int64_t i = 0; i < n; ++i, out += Size) {
      *reinterpret_cast<Word*>(out) = *reinterpret_cast<const Word*>(in + i * step);
    }
  }
}

using ConvertRun = void (*)(std::byte*, int64_t, const std::byte*, int64_t, int64_t);

ConvertRun find_conversion(Dtype to, Dtype from);

// By way of a dtype that holds all that either does: the library stays small.
template <Dtype Middle, Dtype To, Dtype From>
void convert_through(std::byte* out, int64_t to_step, const std::byte* in, int64_t from_step, int64_t n) {
  constexpr int64_t kSome = 256;
  std::array<int64_t, kSome> middle;
  auto* const held = reinterpret_cast<std::byte*>(middle.data());
  const auto step = static_cast<int64_t>(item_size(Middle));
  const auto first = find_conversion(Middle, From), second = find_conversion(To, Middle);
  for (int64_t i = 0; i < n; i += kSome) {
    const int64_t count = std::min(kSome, n - i);
    first(held, step, in + i * from_step, from_step, count);
    second(out + i * to_step, to_step, held, step, count);
  }
}

// The real part is converted like any real number; where both have another one, that too, and else it is 0.
template <Dtype To, Dtype From>
void by_parts(std::byte* out, int64_t to_step, const std::byte* in, int64_t from_step, int64_t n) {
  const auto part_of = [](Dtype d) {
    return d == Dtype::Complex64 ? Dtype::Float32 : d == Dtype::Complex128 ? Dtype::Float64 : d;
  };
  constexpr Dtype kTo = part_of(To), kFrom = part_of(From);
  const auto convert = find_conversion(kTo, kFrom);
  convert(out, to_step, in, from_step, n);
  if constexpr (is_complex(To)) {
    std::byte* const imaginary = out + item_size(kTo);
    if constexpr (is_complex(From)) {
      convert(imaginary, to_step, in + item_size(kFrom), from_step, n);
    } else {
      const double zero = 0;
      find_conversion(kTo, kTo)(imaginary, to_step, reinterpret_cast<const std::byte*>(&zero), 0, n);
    }
  }
}

constexpr bool is_half(Dtype d) { return d == Dtype::Float16 || d == Dtype::BFloat16; }

// Narrow integers go by way of those whose conversions are vectorised, where that gives the same bits.
constexpr std::optional<Dtype> between(Dtype to, Dtype from) {
  const bool narrow = to == Dtype::UInt8 || to == Dtype::Int8 || to == Dtype::Int16;
  if (from == Dtype::Float64 && narrow) return Dtype::Int64;
  const bool middle = to == Dtype::Int32 || to == Dtype::Bool;
  if (from == Dtype::Int16 && !middle && !is_complex(to)) return Dtype::Int32;
  if (to == Dtype::Int16 && is_integral(from, true) && from != Dtype::Int32) return Dtype::Int32;
  return std::nullopt;
}

ConvertRun find_conversion(Dtype to, Dtype from) {
  if (to == from) {
    switch (item_size(to)) {
      case 1: return copy_run<1>;
      case 2: return copy_run<2>;
      case 4: return copy_run<4>;
      case 8: return copy_run<8>;
      default: return copy_run<16>;
    }
  }
  return dispatch_all(to, "to", [&](auto to_tag) {
    return dispatch_all(from, "to", [&](auto from_tag) -> ConvertRun {
      using To = typename decltype(to_tag)::type;
      using From = typename decltype(from_tag)::type;
      constexpr Dtype kTo = dtype_of<To>, kFrom = dtype_of<From>;
      constexpr std::optional<Dtype> kBetween = between(kTo, kFrom);
      if constexpr (kTo == Dtype::UInt8 && (kFrom == Dtype::Bool || kFrom == Dtype::Int8)) {
        return copy_run<1>;
      } else if constexpr (kTo == Dtype::Int8 && is_integral(kFrom, true)) {
        return find_conversion(Dtype::UInt8, kFrom);  // the same bits
      } else if constexpr ((is_complex(kTo) || is_complex(kFrom)) && kTo != Dtype::Bool) {
        return by_parts<kTo, kFrom>;
      } else if constexpr ((is_half(kTo) && kFrom != Dtype::Float32) || (is_half(kFrom) && kTo != Dtype::Float32)) {
        return convert_through<Dtype::Float32, kTo, kFrom>;  // as eager does
      } else if constexpr (kBetween) {
        return convert_through<*kBetween, kTo, kFrom>;
      } else {
        return convert_run<To, From>;
      }
    });
  });
}

}  // namespace

void convert_elements(std::byte* out, int64_t to_step, Dtype to, const std::byte* in, int64_t from_step, Dtype from,
                      int64_t n) {
  find_conversion(to, from)(out, to_step, in, from_step, n);
}

namespace {

// How one operand gets from its tensor to the loop and back: directly, or through a buffer of kBlock elements.
struct Lane {
  Dtype dtype, common, compute;
  bool direct = false;
  int64_t period = 0;  // elements after which the same ones follow, all over the walk: packed once; 0: not packed so
  std::byte* buffer = nullptr;
  // From the tensor's dtype to the loop's (back, for the output), by way of `common` where `to_middle` is there.
  ConvertRun to_middle = nullptr, convert = nullptr;
  std::size_t item() const { return item_size(dtype); }
};

// Whether going to the common dtype first can change a value: it rounds or cuts off what the compute type would keep.
bool needs_middle(Dtype from, Dtype common, Dtype compute) {
  if (from == common || common == compute) return false;
  return promote_types(from, common) != common || (is_integral(from) && is_floating(common));
}

void load(const Lane& lane, std::byte* to, const std::byte* from, int64_t step, int64_t n) {
  const auto wide = static_cast<int64_t>(item_size(lane.compute));
  if (!lane.to_middle) return lane.convert(to, wide, from, step, n);
  const auto size = static_cast<int64_t>(item_size(lane.common));
  alignas(16) std::byte middle[kBlock * 16];
  lane.to_middle(middle, size, from, step, n);
  lane.convert(to, wide, middle, size, n);
}

// Rows of n times one element, by pieces of 16 bytes; what comes last may be half of one.
template <std::size_t Size>
void repeat_rows(std::byte* out, const std::byte* in, int64_t row_step, int64_t n, int64_t rows) {
  constexpr std::size_t kPiece = 16;
  const int64_t bytes = n * static_cast<int64_t>(Size);
  for (int64_t r = 0; r < rows; ++r, in += row_step, out += bytes) {
    std::byte piece[kPiece];
    for (std::size_t k = 0; k < kPiece; k += Size) std::memcpy(piece + k, in, Size);
    int64_t i = 0;
    for (; i + static_cast<int64_t>(kPiece) <= bytes; i += kPiece) std::memcpy(out + i, piece, kPiece);
    for (; i < bytes; i += Size) std::memcpy(out + i, piece, Size);
  }
}

constexpr int64_t kShortRow = 16;  // elements that aren't worth a call

// `rows` times n elements, the rows being row_step bytes apart.
void load_rows(const Lane& lane, std::byte* to, const std::byte* from, int64_t row_step, int64_t step, int64_t n,
               int64_t rows) {
  const bool same = lane.dtype == lane.compute && !lane.to_middle;
  if (same && step == 0) {
    if (lane.item() == 4) return repeat_rows<4>(to, from, row_step, n, rows);
    if (lane.item() == 8) return repeat_rows<8>(to, from, row_step, n, rows);
  }
  if (same && n <= kShortRow) {
    if (lane.item() == 4) return copy_rows<4>(to, from, row_step, step, n, rows);
    if (lane.item() == 8) return copy_rows<8>(to, from, row_step, step, n, rows);
  }
  const int64_t bytes = n * static_cast<int64_t>(item_size(lane.compute));
  for (int64_t r = 0; r < rows; ++r) load(lane, to + r * bytes, from + r * row_step, step, n);
}

// After how many elements those of an operand come again, where that is often enough: channels of channels-last maps.
int64_t period_of(const Walk& walk, std::size_t operand) {
  std::size_t inner = walk.sizes.size();
  while (inner > 0 && walk.strides[operand][inner - 1] == 0) --inner;
  int64_t period = 1;
  for (std::size_t d = 0; d < inner; ++d) period *= walk.sizes[d];
  return period <= kBlock / 2 && period <= walk.numel / 2 ? period : 0;
}

// One task of map_elements: the blocks of [begin, end).
class BlockLoop {
 public:
  BlockLoop(const Walk& walk, std::span<Lane> lanes)
      : walk_(walk), lanes_(lanes.begin(), lanes.end()), block_(std::min(kBlock, walk.numel)) {
    std::size_t bytes = 0;
    for (const Lane& lane : lanes_) bytes += lane.direct ? 0 : buffer_bytes(lane);
    scratch_ = std::make_unique_for_overwrite<std::byte[]>(bytes + 64);
    std::byte* next = scratch_.get();
    next += (64 - reinterpret_cast<std::uintptr_t>(next) % 64) % 64;
    for (Lane& lane : lanes_) {
      if (lane.direct) continue;
      lane.buffer = next;
      next += buffer_bytes(lane);
    }
  }

  void run(int64_t begin, int64_t end, FunctionRef<Loop> loop) {
    for (std::size_t k = 1; k < lanes_.size(); ++k) {
      if (lanes_[k].period) repeat(k, std::min(kBlock, end - begin));
    }
    // Without buffers there is nothing to cut into blocks.
    const bool all_direct = std::all_of(lanes_.begin(), lanes_.end(), [](const Lane& lane) { return lane.direct; });
    const int64_t step = all_direct ? end - begin : kBlock;
    for (int64_t at = begin; at < end; at += step) block(at, std::min(step, end - at), loop);
  }

  // Each element is read when the ones before it have been written.
  void run_one_by_one(FunctionRef<Loop> loop) {
    for (int64_t at = 0; at < walk_.numel; ++at) block(at, 1, loop);
  }

 private:
  std::size_t buffer_bytes(const Lane& lane) const {
    return static_cast<std::size_t>(block_ + lane.period) * item_size(lane.compute);
  }

  // Fills the buffer with the walk's first elements, so that a block of n has its own from wherever in a period.
  void repeat(std::size_t k, int64_t n) {
    const Lane& lane = lanes_[k];
    if (lane.period == 1) return load(lane, lane.buffer, walk_.data[k], 0, n);
    pack(k, 0, lane.period);
    const std::size_t all = static_cast<std::size_t>(n + lane.period) * item_size(lane.compute);
    std::size_t filled = static_cast<std::size_t>(lane.period) * item_size(lane.compute);
    for (std::size_t more = 0; filled < all; filled += more) {
      more = std::min(filled, all - filled);
      std::memcpy(lane.buffer + filled, lane.buffer, more);
    }
  }

  // The walk's elements from `at` on into the buffer.
  void pack(std::size_t k, int64_t at, int64_t n) const {
    const Lane& lane = lanes_[k];
    const auto wide = static_cast<int64_t>(item_size(lane.compute));
    runs(k, at, n,
         [&](const std::byte* data, int64_t row_step, int64_t step, int64_t done, int64_t take, int64_t rows) {
           load_rows(lane, lane.buffer + done * wide, data, row_step, step, take, rows);
         });
  }

  std::byte* direct(std::size_t k, int64_t at) const {
    return walk_.data[k] + at * static_cast<int64_t>(lanes_[k].item());
  }

  // Calls f(operand's pointer, step between rows, step, offset in the block, n, rows) for the runs of operand k within
  // [at, at + n): those of whole rows, as many as follow each other, and parts of a row.
  template <typename F>
  void runs(std::size_t k, int64_t at, int64_t n, F&& f) const {
    const Ints& strides = walk_.strides[k];
    const Ints& sizes = walk_.sizes;
    const std::size_t rank = sizes.size();
    Ints index(rank);
    std::byte* data = walk_.data[k];
    int64_t rest = at;
    for (std::size_t d = 0; d < rank; ++d) {
      index[d] = rest % sizes[d];
      rest /= sizes[d];
      data += index[d] * strides[d];
    }
    for (int64_t done = 0; done < n;) {
      const int64_t take = std::min(sizes[0] - index[0], n - done);
      const int64_t rows = rank > 1 && take == sizes[0] ? std::min(sizes[1] - index[1], (n - done) / take) : 1;
      f(data, rank > 1 ? strides[1] : 0, strides[0], done, take, rows);
      done += take * rows;
      if (rank == 1) return;
      data += rows * strides[1] - index[0] * strides[0];
      index[0] = 0;
      index[1] += rows;
      for (std::size_t d = 1; index[d] == sizes[d] && d + 1 < rank; ++d) {
        data += strides[d + 1] - sizes[d] * strides[d];
        index[d] = 0;
        ++index[d + 1];
      }
    }
  }

  void block(int64_t at, int64_t n, FunctionRef<Loop> loop) {
    std::array<const std::byte*, kMaxOperands> in{};
    for (std::size_t k = 1; k < lanes_.size(); ++k) {
      const Lane& lane = lanes_[k];
      const auto wide = static_cast<int64_t>(item_size(lane.compute));
      in[k - 1] = lane.direct ? direct(k, at) : lane.buffer + (lane.period ? at % lane.period * wide : 0);
      if (!lane.direct && !lane.period) pack(k, at, n);
    }
    const Lane& out = lanes_[0];
    loop(out.direct ? direct(0, at) : out.buffer, in.data(), n);
    if (out.direct) return;
    const auto wide = static_cast<int64_t>(item_size(out.compute));
    runs(0, at, n, [&](std::byte* data, int64_t row_step, int64_t step, int64_t done, int64_t take, int64_t rows) {
      for (int64_t r = 0; r < rows; ++r) {
        out.convert(data + r * row_step, step, out.buffer + (done + r * take) * wide, wide, take);
      }
    });
  }

  const Walk& walk_;
  std::vector<Lane> lanes_;
  int64_t block_;  // elements of the largest block
  std::unique_ptr<std::byte[]> scratch_;
};

}  // namespace

void map_elements(const Output& out, std::span<const Input> inputs, FunctionRef<Loop> loop, int64_t grain) {
  const Ints& shape = out.tensor.sizes();
  if (out.tensor.numel() == 0) return;
  std::vector<Tensor> operands{out.tensor};
  std::vector<Lane> lanes{{out.tensor.dtype(), out.compute, out.compute}};
  for (const Input& input : inputs) {
    check_no_partial_overlap(out.tensor, input.tensor);
    operands.push_back(expand_to(input.tensor, shape));
    lanes.push_back({input.tensor.dtype(), input.common, input.compute});
  }
  const Walk walk(shape, operands);
  const bool one_by_one = feeds_itself(walk);
  for (std::size_t k = 0; k < lanes.size(); ++k) {
    lanes[k].direct =
        lanes[k].dtype == lanes[k].compute && lanes[k].dtype == lanes[k].common && walk.is_linear(k, lanes[k].item());
    if (k == 0) {
      lanes[k].convert = find_conversion(lanes[k].dtype, lanes[k].compute);
      continue;
    }
    if (!lanes[k].direct) lanes[k].period = period_of(walk, k);
    const bool middle = needs_middle(lanes[k].dtype, lanes[k].common, lanes[k].compute);
    lanes[k].convert = find_conversion(lanes[k].compute, middle ? lanes[k].common : lanes[k].dtype);
    if (middle) lanes[k].to_middle = find_conversion(lanes[k].common, lanes[k].dtype);
  }
  if (one_by_one) {
    for (Lane& lane : lanes) {
      lane.direct = false;
      lane.period = 0;
    }
    return BlockLoop(walk, lanes).run_one_by_one(loop);
  }
  if (walk.numel <= grain) {
    BlockLoop(walk, lanes).run(0, walk.numel, loop);
    return;
  }
  parallel_for(0, walk.numel, grain, [&](int64_t begin, int64_t end) { BlockLoop(walk, lanes).run(begin, end, loop); });
}

namespace {

// n pieces of `Size` bytes, wherever they lie.
template <std::size_t Size>
void copy_pieces(std::byte* out, int64_t to_step, const std::byte* in, int64_t from_step, int64_t n) {
  struct Piece {
    std::byte bytes[Size];
  };
  for (int64_t i = 0; i < n; ++i) {
    *reinterpret_cast<Piece*>(out + i * to_step) = *reinterpret_cast<const Piece*>(in + i * from_step);
  }
}

// Pixels of three bytes with their first and last one exchanged; `in` is the last byte of the first one.
void copy_reversed(std::byte* out, int64_t to_step, const std::byte* in, int64_t from_step, int64_t n) {
  const auto* from = reinterpret_cast<const uint8_t*>(in) - 2;
  auto* to = reinterpret_cast<uint8_t*>(out);
  constexpr uint8_t kOrder[] = {2, 1, 0};
  if (to_step == 3 && from_step == 3) return pixel_functions().reorder(from, 3, to, 3, kOrder, n);
  for (int64_t i = 0; i < n; ++i, from += from_step, to += to_step) {
    for (int64_t k = 0; k < 3; ++k) to[k] = from[2 - k];
  }
}

// Single bytes: those of one channel are taken out of several pixels at once.
void copy_bytes(std::byte* out, int64_t to_step, const std::byte* in, int64_t from_step, int64_t n) {
  if (to_step == 1 && (from_step == 3 || from_step == 4) && n > 1) {
    constexpr uint8_t kFirst = 0;
    const int64_t some = n - 1;  // whole pixels: the last one may end with the byte
    pixel_functions().reorder(reinterpret_cast<const uint8_t*>(in), from_step, reinterpret_cast<uint8_t*>(out), 1,
                              &kFirst, some);
    out += some;
    in += some * from_step;
    n = 1;
  }
  copy_run<1>(out, to_step, in, from_step, n);
}

// A copy whose innermost runs are the few channels of pixels becomes one of whole pixels. Null: it isn't one.
ConvertRun in_pixels(Walk& walk, std::size_t item) {
  const auto step = static_cast<int64_t>(item);
  if (walk.sizes.size() < 2 || walk.strides[0][0] != step) return nullptr;
  const int64_t size = walk.sizes[0] * step;
  ConvertRun run = nullptr;
  if (walk.strides[1][0] == step) {
    switch (size) {
      case 2: run = copy_pieces<2>; break;
      case 3: run = copy_pieces<3>; break;
      case 4: run = copy_pieces<4>; break;
      case 8: run = copy_pieces<8>; break;
      case 12: run = copy_pieces<12>; break;
      case 16: run = copy_pieces<16>; break;
      default: return nullptr;
    }
  } else if (size == 3 && walk.strides[1][0] == -1) {
    run = copy_reversed;
  } else {
    return nullptr;
  }
  walk.numel /= walk.sizes[0];
  walk.sizes.erase(0);
  for (std::size_t k = 0; k < walk.count; ++k) walk.strides[k].erase(0);
  return run;
}

// Takes the innermost dim out of a copy whose runs are a few elements, channels of pixels that lie apart; steps are
// those from one channel to the next.
struct Channels {
  int64_t count, to_step, from_step;
};
Channels take_channels(Walk& walk) {
  if (walk.sizes.size() < 2 || walk.sizes[0] > kShortRow || walk.sizes[1] <= walk.sizes[0]) return {1, 0, 0};
  const Channels channels{walk.sizes[0], walk.strides[0][0], walk.strides[1][0]};
  walk.numel /= walk.sizes[0];
  walk.sizes.erase(0);
  for (std::size_t k = 0; k < walk.count; ++k) walk.strides[k].erase(0);
  return channels;
}

}  // namespace

void copy_elements(const Tensor& dst, const Tensor& src) {
  if (dst.numel() == 0) {
    expand_to(src, dst.sizes());
    return;
  }
  const Tensor from = expand_to(src, dst.sizes());
  auto convert = find_conversion(dst.dtype(), src.dtype());
  Walk walk(dst.sizes(), {dst, from});
  const bool one_by_one = feeds_itself(walk);
  ConvertRun pixels = nullptr;
  if (!one_by_one && dst.dtype() == src.dtype()) {
    if (dst.itemsize() == 1) convert = copy_bytes;
    pixels = in_pixels(walk, dst.itemsize());
    if (pixels) convert = pixels;
  }
  const auto run = [&](std::byte* const* data, const int64_t* strides, int64_t n) {
    convert(data[0], strides[0], data[1], strides[1], n);
  };
  const Channels channels = one_by_one || pixels ? Channels{1, 0, 0} : take_channels(walk);
  if (channels.count > 1) {
    const auto by_channels = [&](std::byte* const* data, const int64_t* strides, int64_t n) {
      constexpr int64_t kSome = 512;  // pixels that stay within L1
      for (int64_t i = 0; i < n; i += kSome) {
        for (int64_t c = 0; c < channels.count; ++c) {
          convert(data[0] + i * strides[0] + c * channels.to_step, strides[0],
                  data[1] + i * strides[1] + c * channels.from_step, strides[1], std::min(kSome, n - i));
        }
      }
    };
    return for_each_run(walk, by_channels, kGrain / channels.count);
  }
  if (!one_by_one) return for_each_run(walk, run);
  for_each_run(walk, 0, walk.numel, [&](std::byte* const* data, const int64_t* strides, int64_t n) {
    for (int64_t i = 0; i < n; ++i) {
      const std::array<std::byte*, 2> one{data[0] + i * strides[0], data[1] + i * strides[1]};
      run(one.data(), strides, 1);
    }
  });
}

Tensor scalar_tensor(const Scalar& value, Dtype dtype) {
  Tensor out = empty(Ints(), dtype);
  dispatch_all(dtype, "scalar_tensor", [&](auto tag) {
    using T = typename decltype(tag)::type;
    if constexpr (is_complex(dtype_of<T>)) {
      *out.data<T>() = T(value.to<typename T::value_type>(), 0);
    } else {
      *out.data<T>() = value.to<T>();
    }
  });
  return out;
}

Tensor to_dtype(const Tensor& self, Dtype dtype) {
  if (self.dtype() == dtype) return self;
  Tensor out = output_for(self.sizes(), {self}, dtype);
  copy_elements(out, self);
  return out;
}

Tensor contiguous(const Tensor& self) {
  if (self.is_contiguous()) return self;
  Tensor out = empty(self.sizes(), self.dtype());
  copy_elements(out, self);
  return out;
}

}  // namespace flambeau
