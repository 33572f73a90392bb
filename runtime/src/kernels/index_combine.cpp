// What index_put, index_add and scatter do with an element: set it, add to it, take the larger.
#include <algorithm>
#include <array>
#include <cstring>

#include "kernels/index.h"
#include "kernels/integer_math.h"
#include "simd/rows.h"

namespace flambeau {

namespace {

template <Combine How, typename T>
T combined(T old, T value) {
  if constexpr (How == Combine::Set) {
    return value;
  } else if constexpr (std::is_same_v<T, Half> || std::is_same_v<T, BFloat16>) {
    return T(combined<How, float>(old, value));
  } else if constexpr (std::is_same_v<T, bool>) {
    return How == Combine::Sum || How == Combine::Amax ? old || value : old && value;
  } else if constexpr (How == Combine::Sum && std::is_integral_v<T>) {
    return static_cast<T>(wrap_add(old, value));
  } else if constexpr (How == Combine::Prod && std::is_integral_v<T>) {
    return static_cast<T>(wrap_mul(old, value));
  } else if constexpr (How == Combine::Sum) {
    return old + value;
  } else if constexpr (How == Combine::Prod) {
    return old * value;
  } else if constexpr (How == Combine::Amax) {
    return old != old || old > value ? old : value;
  } else {
    return old != old || old < value ? old : value;
  }
}

// Rows of halves, by way of floats.
void add_halves(Dtype dtype, std::byte* row, const std::byte* values, int64_t n) {
  constexpr int64_t kSome = 256, kHalf = 2, kFloat = 4;
  std::array<float, kSome> sums, more;
  for (int64_t i = 0; i < n; i += kSome) {
    const int64_t count = std::min(kSome, n - i);
    std::byte* const to = row + i * kHalf;
    auto *const wide = reinterpret_cast<std::byte*>(sums.data()), *const wide_more =
                                                                      reinterpret_cast<std::byte*>(more.data());
    convert_elements(wide, kFloat, Dtype::Float32, to, kHalf, dtype, count);
    convert_elements(wide_more, kFloat, Dtype::Float32, values + i * kHalf, kHalf, dtype, count);
    row_functions().add(sums.data(), more.data(), count);
    convert_elements(to, kHalf, dtype, wide, kFloat, Dtype::Float32, count);
  }
}

template <Combine How, typename T>
void combine_run(std::byte* to, int64_t to_step, const std::byte* offsets, int64_t offset_step, const std::byte* from,
                 int64_t from_step, int64_t n) {
  constexpr auto size = static_cast<int64_t>(sizeof(T));
  if (offset_step == 0 && to_step == size && from_step == size) {
    // A row for a row.
    auto* const row = reinterpret_cast<T*>(to + *reinterpret_cast<const int64_t*>(offsets));
    const auto* const values = reinterpret_cast<const T*>(from);
    if constexpr (How == Combine::Sum && std::is_same_v<T, float>) {
      row_functions().add(row, values, n);
    } else if constexpr (How == Combine::Sum && (std::is_same_v<T, Half> || std::is_same_v<T, BFloat16>)) {
      add_halves(dtype_of<T>, reinterpret_cast<std::byte*>(row), from, n);
    } else {
      for (int64_t i = 0; i < n; ++i) row[i] = combined<How, T>(row[i], values[i]);
    }
    return;
  }
  for (int64_t i = 0; i < n; ++i) {
    auto& element =
        *reinterpret_cast<T*>(to + i * to_step + *reinterpret_cast<const int64_t*>(offsets + i * offset_step));
    element = combined<How, T>(element, *reinterpret_cast<const T*>(from + i * from_step));
  }
}

template <std::size_t Size>
void set_run(std::byte* to, int64_t to_step, const std::byte* offsets, int64_t offset_step, const std::byte* from,
             int64_t from_step, int64_t n) {
  struct alignas(Size < 8 ? Size : 8) Word {
    std::byte bytes[Size];
  };
  if (offset_step == 0 && to_step == Size && from_step == Size) {
    std::memcpy(to + *reinterpret_cast<const int64_t*>(offsets), from, static_cast<std::size_t>(n) * Size);
    return;
  }
  for (int64_t i = 0; i < n; ++i) {
    const int64_t offset = *reinterpret_cast<const int64_t*>(offsets + i * offset_step);
    *reinterpret_cast<Word*>(to + i * to_step + offset) = *reinterpret_cast<const Word*>(from + i * from_step);
  }
}

template <std::size_t Size>
void fetch_run(std::byte* to, int64_t to_step, const std::byte* from, int64_t from_step, const std::byte* offsets,
               int64_t offset_step, int64_t n) {
  struct alignas(Size < 8 ? Size : 8) Word {
    std::byte bytes[Size];
  };
  if (offset_step == 0 && to_step == Size && from_step == Size) {
    std::memcpy(to, from + *reinterpret_cast<const int64_t*>(offsets), static_cast<std::size_t>(n) * Size);
    return;
  }
  for (int64_t i = 0; i < n; ++i) {
    const int64_t offset = *reinterpret_cast<const int64_t*>(offsets + i * offset_step);
    *reinterpret_cast<Word*>(to + i * to_step) = *reinterpret_cast<const Word*>(from + i * from_step + offset);
  }
}

template <Combine How>
CombineRun find_real(Dtype dtype) {
  return dispatch_real(dtype, "index",
                       [](auto tag) -> CombineRun { return combine_run<How, typename decltype(tag)::type>; });
}

}  // namespace

FetchRun find_fetch(Dtype dtype) {
  switch (item_size(dtype)) {
    case 1: return fetch_run<1>;
    case 2: return fetch_run<2>;
    case 4: return fetch_run<4>;
    case 8: return fetch_run<8>;
    default: return fetch_run<16>;
  }
}

CombineRun find_combine(Combine how, Dtype dtype) {
  switch (how) {
    case Combine::Sum:
      if (dtype == Dtype::Complex64) return combine_run<Combine::Sum, Complex64>;
      if (dtype == Dtype::Complex128) return combine_run<Combine::Sum, Complex128>;
      return find_real<Combine::Sum>(dtype);
    case Combine::Prod: return find_real<Combine::Prod>(dtype);
    case Combine::Amax: return find_real<Combine::Amax>(dtype);
    case Combine::Amin: return find_real<Combine::Amin>(dtype);
    case Combine::Set: break;
  }
  switch (item_size(dtype)) {
    case 1: return set_run<1>;
    case 2: return set_run<2>;
    case 4: return set_run<4>;
    case 8: return set_run<8>;
    default: return set_run<16>;
  }
}

}  // namespace flambeau
