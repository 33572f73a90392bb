// The interpreter: one call into a program, with the stack of its functions' registers.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "archive/image.h"
#include "base/blocks.h"
#include "value/generator.h"
#include "vm/failure.h"
#include "vm/profile.h"

namespace flambeau {

class Machine {
 public:
  explicit Machine(const ProgramImage& image) : image_(image) {}
  explicit Machine(Profile& profile) : image_(profile.image()), profile_(&profile) {}

  // `arguments` are as many as the function has parameters, each of its type. An exception that no handler takes
  // becomes `raised`, and there is no result.
  Value run(uint32_t function, std::vector<Value> arguments, std::optional<RuntimeFailure>& raised);

 private:
  static constexpr std::size_t kMaxDepth = 1000;  // as CPython's default; each level takes only memory here

  struct Activation {
    const FunctionImage* function;
    std::size_t base;  // its registers are stack_[base, base + size)
    uint32_t place;    // of the instruction that runs, or that called
    uint32_t size;     // function->register_count, but 0 for a generator's
    Value* own;        // a generator's registers, in its object; else null
  };

  // A stack whose top is written where it lies: a vector would have it copied, by a call.
  class Activations {
   public:
    bool empty() const noexcept { return count_ == 0; }
    std::size_t size() const noexcept { return count_; }
    Activation& back() noexcept { return items_[count_ - 1]; }
    const Activation& back() const noexcept { return items_[count_ - 1]; }
    const Activation& operator[](std::size_t index) const noexcept { return items_[index]; }
    [[gnu::always_inline]] void push(const FunctionImage* function, std::size_t base, uint32_t place, uint32_t size,
                                     Value* own) {
      if (count_ == items_.size()) [[unlikely]]
        grow();
      Activation& top = items_[count_++];
      top.function = function;
      top.base = base;
      top.place = place;
      top.size = size;
      top.own = own;
    }
    void pop() noexcept { --count_; }

   private:
    void grow();

    std::vector<Activation, BlockAllocator<Activation>> items_;
    std::size_t count_ = 0;
  };

  // A generator that is being run, and how many activations there are with its own.
  struct Running {
    GeneratorObject* object = nullptr;  // held by a register of the function that resumes it, or by `held`
    Value held;
    std::size_t depth = 0;
  };

  Value execute();
  Value profiled();  // the same, with a profile where one is wanted
  const uint32_t* place_on_top() const noexcept;
  std::byte* registers_on_top() noexcept { return reinterpret_cast<std::byte*>(registers(active_.back())); }
  Value* registers(const Activation& activation) noexcept {
    return activation.own ? activation.own : stack_.data() + activation.base;
  }
  void leave() noexcept {
    const Activation& top = active_.back();
    Value* end = stack_.data() + top.base + top.size;
    for (Value* each = stack_.data() + top.base; each != end; ++each) *each = Value();
    active_.pop();
  }
  // Leaves the function on top, at its first instruction, with a generator that goes on from there.
  Value make_generator();
  // Puts the function of a generator on top, to go on at the top activation's place: behind it, or where `raised` is an
  // exception with that. Gives the state that the generator was in: one that has Ended stays where it is.
  GeneratorObject::State enter(const Value& generator, const Value& sent, const Value& raised);
  // Leaves the generator on top, at the instruction at `place`.
  void suspend(uint32_t place, GeneratorObject::State state);
  // Leaves the generator on top for good.
  void finish() noexcept;
  bool runs_generator() const noexcept { return !running_.empty() && running_.back().depth == active_.size(); }
  // Makes room for registers up to `top`; RecursionError where the calls are too deep.
  void grow(std::size_t top);
  // Goes on at the innermost handler. Where there is none, `failure_` is set and the run is over: what is thrown in
  // `execute` takes long to leave it, since it has so many calls to look through.
  bool unwind(Value exception);
  const Ref<Counted>& trace(const Value& exception) const;
  std::vector<Frame> frames(const Value& exception) const;

  const ProgramImage& image_;
  Activations active_;
  std::vector<Running> running_;  // the innermost last
  // Beyond the top activation's registers all are None.
  std::vector<Value> stack_;
  Value failure_;  // the exception that no handler took
  Profile* profile_ = nullptr;
  int loops_ = 0;  // turns taken so far, where a fuzzer must come to an end
};

}  // namespace flambeau
