// A suspended function: what a call of a generator function gives. The machine (vm/machine.cpp) runs it.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "base/ref.h"
#include "value/value.h"

namespace flambeau {

struct FunctionImage;

struct GeneratorObject : Counted {
  // Guarded: suspended where code has yet to run, which Python runs when it lets go of the generator.
  enum class State : uint8_t { Created, Suspended, Guarded, Running, Ended };

  GeneratorObject(std::shared_ptr<const void> p, const FunctionImage& f, std::vector<Value> r)
      : Counted(Unshared()), program(std::move(p)), function(&f), registers(std::move(r)) {}
  ~GeneratorObject() override {
    if (state == State::Guarded) ++abandoned;
    release_nested(std::move(registers));
  }

  static thread_local uint64_t abandoned;  // so many have been let go while they were Guarded

  std::shared_ptr<const void> program;  // the image that `function` is part of
  const FunctionImage* function;
  std::vector<Value> registers;  // all of the function's, in place while it runs; none once it has Ended
  uint32_t place = 0;  // of the instruction that it was suspended at: `generator`, `suspend` or `suspend_guarded`
  State state = State::Created;
};

}  // namespace flambeau
