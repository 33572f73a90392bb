// Where a program's time goes: how often each instruction ran, and for how long.
//
// A profiled run has words of its own, in which every instruction is the step `profiled`: it notes the time and goes on
// to the step that the instruction really is. Other runs know nothing of it.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "archive/image.h"
#include "vm/steps.h"

namespace flambeau {

struct Window;

class Profile {
 public:
  struct Row {
    uint64_t runs = 0;
    int64_t nanoseconds = 0;  // of the instruction itself
    int64_t inside = 0;       // of the function that it calls
    std::string shapes;       // of the tensors that an operator was given at first: "(1, 3, 8, 8) (4, 3, 3, 3)"
  };

  explicit Profile(std::shared_ptr<const ProgramImage> image);
  Profile(const Profile&) = delete;
  Profile& operator=(const Profile&) = delete;

  // What to run instead of the program's own image. One run at a time.
  const ProgramImage& image() const noexcept { return *image_; }
  // The instruction `at` is about to run, as the newest of `depth` activations. Gives its step.
  Step enter(const FunctionImage& function, const uint32_t* at, std::size_t depth, Window window);
  // The run is over.
  void leave();
  // For each function a row for each of its words; those that aren't the first of an instruction stay empty.
  const std::vector<std::vector<Row>>& rows() const noexcept { return rows_; }

 private:
  using Clock = std::chrono::steady_clock;
  struct PendingCall {
    Row* row;
    int64_t since;  // passed_ when it began
  };

  void stop(std::size_t depth);

  std::shared_ptr<const ProgramImage> original_;
  std::shared_ptr<ProgramImage> image_;
  std::vector<std::vector<Row>> rows_;
  std::vector<PendingCall> calls_;  // one less than there are activations
  Row* running_ = nullptr;
  Clock::time_point since_;  // when it began
  int64_t passed_ = 0;       // nanoseconds of all instructions
  int64_t clock_cost_;       // nanoseconds that reading the clock adds to each
};

}  // namespace flambeau
