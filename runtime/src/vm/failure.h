// A Python exception that left a program: its type and message, and the user's lines that led there.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/error.h"

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
  RuntimeFailure(std::string type, const std::string& message, std::vector<Frame> frames)
      : Error(std::move(type), message), message_(message), frames_(std::move(frames)) {}
  // What `what()` gives, with the NULs that a text of the program's may hold.
  const std::string& message() const noexcept { return message_; }
  const std::vector<Frame>& frames() const noexcept { return frames_; }
  // The text that flambeau/errors.py's `render` would give: the source line is shown where the file can be read.
  std::string render() const;

 private:
  std::string message_;
  std::vector<Frame> frames_;
};

}  // namespace flambeau
