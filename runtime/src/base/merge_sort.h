// A stable sort that is small in code, since it is compiled for many types: merges of runs sorted by insertion.
#pragma once

#include <cstddef>
#include <memory>
#include <utility>

namespace flambeau {

namespace merge_sort_detail {

constexpr std::size_t kRun = 12;

template <typename T, typename Less>
void insert_each(T* items, std::size_t n, Less& less) {
  for (std::size_t i = 1; i < n; ++i) {
    if (!less(items[i], items[i - 1])) continue;
    T moved = std::move(items[i]);
    std::size_t at = i;
    do {
      items[at] = std::move(items[at - 1]);
      --at;
    } while (at > 0 && less(moved, items[at - 1]));
    items[at] = std::move(moved);
  }
}

// `buffer` has room for half of the items.
template <typename T, typename Less>
void sort(T* items, std::size_t n, T* buffer, Less& less) {
  if (n <= kRun) return insert_each(items, n, less);
  const std::size_t half = n / 2;
  sort(items, half, buffer, less);
  sort(items + half, n - half, buffer, less);
  if (!less(items[half], items[half - 1])) return;
  for (std::size_t i = 0; i < half; ++i) buffer[i] = std::move(items[i]);
  T* left = buffer;
  T* right = items + half;
  T* out = items;
  while (left != buffer + half && right != items + n) {
    const bool takes_right = less(*right, *left);
    *out++ = std::move(takes_right ? *right : *left);
    right += takes_right;
    left += !takes_right;
  }
  while (left != buffer + half) *out++ = std::move(*left++);
}

}  // namespace merge_sort_detail

// Where `less` throws, some items are lost to the caller.
template <typename T, typename Less>
void merge_sort(T* items, std::size_t n, Less less) {
  std::unique_ptr<T[]> buffer;
  if (n > merge_sort_detail::kRun) buffer = std::make_unique_for_overwrite<T[]>(n / 2);
  merge_sort_detail::sort(items, n, buffer.get(), less);
}

}  // namespace flambeau
