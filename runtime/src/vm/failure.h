// A Python exception that left a program: its type and message, and the user's lines that led there.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/error.h"
#include "value/value.h"

namespace flambeau {

// A place in the user's source, as `Span` in flambeau/errors.py: lines from 1, columns from 0 in bytes, end exclusive.
struct Frame {
  std::string file;
  std::string function;
  uint32_t line = 0;
  uint32_t column = 0;
  uint32_t end_line = 0;
  uint32_t end_column = 0;
};

class RuntimeFailure : public Error {
 public:
  // `frames`: where it was raised first, then the callers outwards; empty where the program has no debug spans.
  RuntimeFailure(Value exception, std::vector<Frame> frames);
  // What was raised: its arguments and attributes, too.
  const ExceptionObject& exception() const { return exception_.object<ExceptionObject>(Tag::Exception); }
  // What `what()` gives, with the NULs that a text of the program's may hold.
  const std::string& message() const { return exception().message; }
  const std::vector<Frame>& frames() const noexcept { return frames_; }
  // The text that flambeau/errors.py's `render` would give: the source line is shown where the file can be read.
  std::string render() const;

 private:
  Value exception_;
  std::vector<Frame> frames_;
};

}  // namespace flambeau
