// Intrusive reference counting: Counted is the base of shared objects, Ref<T> owns one share.
#pragma once

#include <atomic>
#include <cstdint>
#include <utility>

#include "base/blocks.h"

namespace flambeau {

template <typename T>
class Ref;

class Counted {
 public:
  Counted() = default;
  Counted(const Counted&) = delete;
  Counted& operator=(const Counted&) = delete;
  virtual ~Counted() = default;

  void retain() const noexcept { count_.fetch_add(1, std::memory_order_relaxed); }
  void release() const noexcept {
    // Who holds the only share need not tell others that it is gone.
    if (unique() || count_.fetch_sub(1, std::memory_order_acq_rel) == 1) delete this;
  }
  bool unique() const noexcept { return count_.load(std::memory_order_acquire) == 1; }

  static void* operator new(std::size_t bytes) { return allocate_block(bytes); }
  static void operator delete(void* block, std::size_t bytes) noexcept { free_block(block, bytes); }

 private:
  template <typename T, typename... Args>
  friend Ref<T> make_ref(Args&&... args);

  mutable std::atomic<uint32_t> count_{0};
};

template <typename T>
class Ref {
 public:
  Ref() = default;
  Ref(std::nullptr_t) {}
  explicit Ref(T* pointer) : pointer_(pointer) {
    if (pointer_) pointer_->retain();
  }
  Ref(const Ref& other) : Ref(other.pointer_) {}
  Ref(Ref&& other) noexcept : pointer_(std::exchange(other.pointer_, nullptr)) {}
  template <typename U>
  Ref(const Ref<U>& other) : Ref(other.get()) {}
  template <typename U>
  Ref(Ref<U>&& other) noexcept : pointer_(other.detach()) {}
  ~Ref() {
    if (pointer_) pointer_->release();
  }
  Ref& operator=(Ref other) noexcept {
    std::swap(pointer_, other.pointer_);
    return *this;
  }
  T* get() const noexcept { return pointer_; }
  T* operator->() const noexcept { return pointer_; }
  T& operator*() const noexcept { return *pointer_; }
  explicit operator bool() const noexcept { return pointer_ != nullptr; }
  // Gives up ownership without releasing: the caller now holds the share.
  T* detach() noexcept { return std::exchange(pointer_, nullptr); }
  // Takes over a share that the caller holds.
  static Ref adopt(T* pointer) noexcept {
    Ref ref;
    ref.pointer_ = pointer;
    return ref;
  }

 private:
  T* pointer_ = nullptr;
};

template <typename T, typename... Args>
Ref<T> make_ref(Args&&... args) {
  T* made = new T(std::forward<Args>(args)...);
  static_cast<const Counted*>(made)->count_.store(1, std::memory_order_relaxed);  // no other thread knows of it yet
  return Ref<T>::adopt(made);
}

}  // namespace flambeau
