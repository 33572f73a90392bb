// The interpreter: one call into a program, with the stack of its functions' registers.
#pragma once

#include <cstdint>
#include <vector>

#include "archive/image.h"
#include "vm/failure.h"
#include "vm/profile.h"

namespace flambeau {

class Machine {
 public:
  explicit Machine(const ProgramImage& image) : image_(image) {}
  explicit Machine(Profile& profile) : image_(profile.image()), profile_(&profile) {}

  // `arguments` are as many as the function has parameters, each of its type. An exception that no handler takes
  // leaves as a RuntimeFailure.
  Value run(uint32_t function, std::vector<Value> arguments);

 private:
  static constexpr std::size_t kMaxDepth = 1000;  // as CPython's default; each level takes only memory here

  struct Activation {
    const FunctionImage* function;
    std::size_t base;  // its registers are stack_[base, base + function->register_count)
    uint32_t place;    // of the instruction that runs, or that called
  };

  Value execute();
  const uint32_t* resume(Window& window);
  void leave() noexcept {
    const Activation& top = active_.back();
    Value* end = stack_.data() + top.base + top.function->register_count;
    for (Value* each = stack_.data() + top.base; each != end; ++each) *each = Value();
    active_.pop_back();
  }
  // Makes room for registers up to `top`; RecursionError where the calls are too deep.
  void grow(std::size_t top);
  // Goes on at the innermost handler, or throws the RuntimeFailure.
  void unwind(Value exception);
  const Ref<Counted>& trace(const Value& exception) const;
  std::vector<Frame> frames(const Value& exception) const;

  const ProgramImage& image_;
  std::vector<Activation> active_;
  // Beyond the top activation's registers all are None.
  std::vector<Value> stack_;
  Profile* profile_ = nullptr;
  int loops_ = 0;  // turns taken so far, where a fuzzer must come to an end
};

}  // namespace flambeau
