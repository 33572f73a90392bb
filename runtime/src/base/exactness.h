// Whether the program that runs on this thread was compiled with precision="exact": no kernel may then compute by a way
// that trades accuracy for speed, as Winograd's convolutions do.
//
// Asked where a kernel picks its way, on the thread that runs the program; the pool's other threads don't know it.
#pragma once

namespace flambeau {

extern thread_local bool exact_results;

// Sets `exact_results` for as long as this lives.
class ExactnessScope {
 public:
  explicit ExactnessScope(bool exact) noexcept : outer_(exact_results) { exact_results = exact; }
  ~ExactnessScope() { exact_results = outer_; }
  ExactnessScope(const ExactnessScope&) = delete;
  ExactnessScope& operator=(const ExactnessScope&) = delete;

 private:
  bool outer_;
};

}  // namespace flambeau
