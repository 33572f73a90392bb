// Ints: a short vector of int64, in place up to six (sizes, strides, dims). A std::vector would allocate each time.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <span>
#include <string>
#include <vector>

namespace flambeau {

class Ints {
 public:
  Ints() = default;
  Ints(std::initializer_list<int64_t> values) { assign(values.begin(), values.end()); }
  explicit Ints(std::size_t count, int64_t value = 0) { resize(count, value); }
  explicit Ints(std::span<const int64_t> values) { assign(values.begin(), values.end()); }
  template <typename It>
  Ints(It first, It last) {
    assign(first, last);
  }

  template <typename It>
  void assign(It first, It last) {
    clear();
    for (; first != last; ++first) push_back(static_cast<int64_t>(*first));
  }
  std::size_t size() const noexcept { return size_; }
  int64_t ssize() const noexcept { return static_cast<int64_t>(size_); }
  bool empty() const noexcept { return size_ == 0; }
  int64_t* data() noexcept { return size_ <= kInline ? inline_.data() : heap_.data(); }
  const int64_t* data() const noexcept { return size_ <= kInline ? inline_.data() : heap_.data(); }
  int64_t* begin() noexcept { return data(); }
  int64_t* end() noexcept { return data() + size_; }
  const int64_t* begin() const noexcept { return data(); }
  const int64_t* end() const noexcept { return data() + size_; }
  template <typename Index>
  int64_t& operator[](Index i) noexcept {
    return data()[static_cast<std::size_t>(i)];
  }
  template <typename Index>
  int64_t operator[](Index i) const noexcept {
    return data()[static_cast<std::size_t>(i)];
  }
  int64_t& back() noexcept { return data()[size_ - 1]; }
  int64_t back() const noexcept { return data()[size_ - 1]; }
  void clear() noexcept {
    size_ = 0;
    heap_.clear();
  }
  void push_back(int64_t value) {
    if (size_ < kInline) {
      inline_[size_] = value;
    } else {
      if (size_ == kInline) heap_.assign(inline_.begin(), inline_.end());
      heap_.push_back(value);
    }
    ++size_;
  }
  void pop_back() { erase(size_ - 1); }
  void resize(std::size_t count, int64_t value = 0) {
    while (size_ > count) erase(size_ - 1);
    while (size_ < count) push_back(value);
  }
  void insert(std::size_t at, int64_t value) {
    if (size_ == kInline) {
      heap_.assign(inline_.begin(), inline_.end());
    }
    if (size_ < kInline) {
      std::copy_backward(inline_.begin() + static_cast<std::ptrdiff_t>(at),
                         inline_.begin() + static_cast<std::ptrdiff_t>(size_),
                         inline_.begin() + static_cast<std::ptrdiff_t>(size_) + 1);
      inline_[at] = value;
    } else {
      heap_.insert(heap_.begin() + static_cast<std::ptrdiff_t>(at), value);
    }
    ++size_;
  }
  void erase(std::size_t at) {
    if (size_ > kInline) {
      heap_.erase(heap_.begin() + static_cast<std::ptrdiff_t>(at));
      if (--size_ == kInline) {
        std::copy(heap_.begin(), heap_.end(), inline_.begin());
        heap_.clear();
      }
      return;
    }
    std::copy(inline_.begin() + static_cast<std::ptrdiff_t>(at) + 1,
              inline_.begin() + static_cast<std::ptrdiff_t>(size_), inline_.begin() + static_cast<std::ptrdiff_t>(at));
    --size_;
  }
  operator std::span<const int64_t>() const noexcept { return {data(), size_}; }
  friend bool operator==(const Ints& a, const Ints& b) noexcept {
    return a.size_ == b.size_ && std::equal(a.begin(), a.end(), b.begin());
  }
  // "[2, 3]", as Python prints a torch.Size's numbers.
  std::string text() const {
    std::string out = "[";
    for (std::size_t i = 0; i < size_; ++i) out += (i ? ", " : "") + std::to_string(data()[i]);
    return out + "]";
  }

 private:
  static constexpr std::size_t kInline = 6;
  // size_ <= kInline: the values are inline_[0, size_) and heap_ is empty; otherwise they are all in heap_.
  std::size_t size_ = 0;
  std::array<int64_t, kInline> inline_{};
  std::vector<int64_t> heap_;
};

// Wraps a dim in [-rank, rank) to [0, rank); a scalar counts as one dim. IndexError like PyTorch's otherwise.
int64_t wrap_dim(int64_t dim, int64_t rank);

}  // namespace flambeau
