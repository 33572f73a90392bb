// Intrusive reference counting: Counted is the base of shared objects, Ref<T> owns one share.
//
// Any thread may hold a share, and counting takes a locked instruction, which costs as much as twenty others. What a
// program makes while it runs is known to one thread alone: such objects are made Unshared and counted without a lock,
// until `share` is called because others come to know them.
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

  // The way of those that are counted without a lock is inline; that of the others is a call, which costs them little.
  [[gnu::always_inline]] void retain() const noexcept {
    const uint32_t count = count_.load(std::memory_order_relaxed);
    if ((count & kShared) == 0) count_.store(count + 1, std::memory_order_relaxed);
    else retain_any();
  }
  [[gnu::always_inline]] void release() const noexcept {
    const uint32_t count = count_.load(std::memory_order_relaxed);
    if (count == 1) delete this;
    else if ((count & kShared) == 0) count_.store(count - 1, std::memory_order_relaxed);
    else release_any();
  }
  // Of an object that is known to be shared, and not forever.
  void retain_shared() const noexcept { count_.fetch_add(1, std::memory_order_relaxed); }
  void release_shared() const noexcept {
    // Who holds the only share need not tell others that it is gone.
    if (unique() || count_.fetch_sub(1, std::memory_order_acq_rel) == (kShared | 1)) delete this;
  }
  bool unique() const noexcept { return (count_.load(std::memory_order_acquire) & ~kShared) == 1; }
  bool is_shared() const noexcept { return (count_.load(std::memory_order_relaxed) & kShared) != 0; }
  // Other threads may hold shares from now on. Called by the one that knows the object.
  void share() const noexcept { count_.fetch_or(kShared, std::memory_order_relaxed); }
  // Any thread may hold shares, which nobody counts: the object stays until the process ends.
  void keep_forever() const noexcept { count_.fetch_or(kShared | kForever, std::memory_order_relaxed); }

  static void* operator new(std::size_t bytes) { return allocate_block(bytes); }
  static void operator delete(void* block, std::size_t bytes) noexcept { free_block(block, bytes); }

 protected:
  struct Unshared {};
  explicit Counted(Unshared) noexcept : count_(0) {}

 private:
  template <typename T, typename... Args>
  friend Ref<T> make_ref(Args&&... args);

  void retain_any() const noexcept;
  void release_any() const noexcept;

  static constexpr uint32_t kShared = uint32_t{1} << 31;
  static constexpr uint32_t kForever = uint32_t{1} << 30;

  mutable std::atomic<uint32_t> count_{kShared};
};

template <typename T>
class Ref {
 public:
  Ref() = default;
  Ref(std::nullptr_t) {}
  explicit Ref(T* pointer) : pointer_(pointer) {
    if (pointer_) retain();
  }
  Ref(const Ref& other) : Ref(other.pointer_) {}
  Ref(Ref&& other) noexcept : pointer_(std::exchange(other.pointer_, nullptr)) {}
  template <typename U>
  Ref(const Ref<U>& other) : Ref(other.get()) {}
  template <typename U>
  Ref(Ref<U>&& other) noexcept : pointer_(other.detach()) {}
  ~Ref() {
    if (pointer_) release();
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
  // A class says that its objects are never Unshared by a type of its own, AlwaysShared.
  static constexpr bool is_always_shared() {
    return requires { typename T::AlwaysShared; };
  }
  void retain() const noexcept {
    if constexpr (is_always_shared()) pointer_->retain_shared();
    else pointer_->retain();
  }
  void release() const noexcept {
    if constexpr (is_always_shared()) pointer_->release_shared();
    else pointer_->release();
  }

  T* pointer_ = nullptr;
};

template <typename T, typename... Args>
Ref<T> make_ref(Args&&... args) {
  T* made = new T(std::forward<Args>(args)...);
  auto& count = static_cast<const Counted*>(made)->count_;
  count.store(count.load(std::memory_order_relaxed) + 1, std::memory_order_relaxed);  // no other thread knows of it yet
  return Ref<T>::adopt(made);
}

}  // namespace flambeau
