// What the parts of the C interface share: the handles' contents, and the way from exceptions to error codes.
#pragma once

#include <cstddef>
#include <exception>
#include <memory>
#include <string>

#include "flambeau/flambeau.h"
#include "value/value.h"
#include "vm/program.h"

struct flambeau_program {
  explicit flambeau_program(flambeau::Ref<flambeau::Program> loaded) : program(std::move(loaded)) {
    for (const std::string_view name : program->extra_files()) extra_names.emplace_back(name);
  }
  flambeau::Ref<flambeau::Program> program;
  std::vector<std::string> extra_names;
};

struct flambeau_value {
  flambeau::Value value;
  std::string text;  // what flambeau_value_text returned last
};

namespace flambeau::c_api {

// Records the exception that is being handled as this thread's last error.
void record_error() noexcept;

// Runs `body`; on an exception records it and returns `failure`.
template <typename Result, typename F>
Result guard(Result failure, F&& body) noexcept {
  try {
    return body();
  } catch (...) {
    record_error();
    return failure;
  }
}

// A handle of what `body` gives. Any thread may come to hold it.
template <typename F>
flambeau_value* guard_value(F&& body) noexcept {
  return guard<flambeau_value*>(nullptr, [&] {
    auto made = std::make_unique<flambeau_value>(flambeau_value{body(), {}});
    share(made->value);
    return made.release();
  });
}

// When it ends, what has been done to the values that handles stand for is fit for other threads.
class Shared {
 public:
  Shared(const flambeau_value* const* handles, std::size_t count) : handles_(handles), count_(count) {}
  Shared(const Shared&) = delete;
  Shared& operator=(const Shared&) = delete;
  ~Shared() {
    for (std::size_t i = 0; i < count_; ++i) {
      if (handles_[i]) share(handles_[i]->value, true);
    }
  }

 private:
  const flambeau_value* const* handles_;
  std::size_t count_;
};

template <typename F>
flambeau_status guard_status(F&& body) noexcept {
  return guard<flambeau_status>(1, [&] {
    body();
    return 0;
  });
}

// The values of `count` handles. TypeError where one of them is null.
std::vector<Value> values_of(const flambeau_value* const* handles, std::size_t count);
// The value of one handle. TypeError where it is null.
const Value& value_of(const flambeau_value* handle);

}  // namespace flambeau::c_api
