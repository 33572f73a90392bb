// A stable sort that is small in code, since it is compiled for many types: merges of runs sorted by insertion.
#pragma once

#include <algorithm>
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

// As `merge`, of a second part that is much shorter: what its items go between is moved in one piece.
template <typename T, typename Less>
void merge_few(T* items, std::size_t half, std::size_t n, T* buffer, Less& less) {
  for (std::size_t i = half; i < n; ++i) buffer[i - half] = std::move(items[i]);
  T* end = items + half;  // of what is left of the first part
  for (std::size_t i = n - half; i-- > 0;) {
    // Its place is looked for from the end, in steps that get longer.
    std::size_t beyond = 0, step = 1;
    const auto left = static_cast<std::size_t>(end - items);
    while (beyond + step <= left && less(buffer[i], end[-static_cast<std::ptrdiff_t>(beyond + step)])) {
      beyond += step;
      step *= 2;
    }
    T* const place = std::upper_bound(end - std::min(beyond + step - 1, left), end - beyond, buffer[i], less);
    std::move_backward(place, end, end + i + 1);
    end = place;
    end[i] = std::move(buffer[i]);
  }
}

// Of items[0, half) and items[half, n), each in order. `buffer` has room for the shorter one.
template <typename T, typename Less>
void merge(T* items, std::size_t half, std::size_t n, T* buffer, Less& less) {
  if (!less(items[half], items[half - 1])) return;
  if (half / 8 > n - half) return merge_few(items, half, n, buffer, less);
  if (half > n - half) {
    for (std::size_t i = half; i < n; ++i) buffer[i - half] = std::move(items[i]);
    T* left = items + half;
    T* right = buffer + (n - half);
    T* out = items + n;
    while (right != buffer && left != items) {
      const bool takes_left = less(right[-1], left[-1]);
      *--out = std::move(takes_left ? left[-1] : right[-1]);
      left -= takes_left;
      right -= !takes_left;
    }
    while (right != buffer) *--out = std::move(*--right);
    return;
  }
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

// `buffer` has room for half of the items.
template <typename T, typename Less>
void sort(T* items, std::size_t n, T* buffer, Less& less) {
  if (n <= kRun) return insert_each(items, n, less);
  const std::size_t half = n / 2;
  sort(items, half, buffer, less);
  sort(items + half, n - half, buffer, less);
  merge(items, half, n, buffer, less);
}

}  // namespace merge_sort_detail

// Items that begin in order, more than half of them, are left as they are until the others are merged into them; those
// of which each is less than the one before are turned round. Where `less` throws, some items are lost to the caller.
template <typename T, typename Less>
void merge_sort(T* items, std::size_t n, Less less) {
  std::size_t run = n > 0 ? 1 : 0;
  while (run < n && !less(items[run], items[run - 1])) ++run;
  if (run == n) return;
  std::size_t fall = 1;
  while (fall < n && less(items[fall], items[fall - 1])) ++fall;
  if (fall == n) return std::reverse(items, items + n);
  std::unique_ptr<T[]> buffer;
  if (n > merge_sort_detail::kRun) buffer = std::make_unique_for_overwrite<T[]>(n / 2);
  if (run <= n / 2 || !buffer) return merge_sort_detail::sort(items, n, buffer.get(), less);
  merge_sort_detail::sort(items + run, n - run, buffer.get(), less);
  merge_sort_detail::merge(items, run, n, buffer.get(), less);
}

}  // namespace flambeau
