#include "vm/failure.h"

#include <algorithm>
#include <fstream>

#include "value/text.h"

namespace flambeau {

namespace {

// The line of that number, without its end; empty where the file can't be read.
std::string read_line(const std::string& path, uint32_t number) {
  std::ifstream file(path);
  std::string line;
  for (uint32_t i = 0; i < number; ++i) {
    if (!std::getline(file, line)) return "";
  }
  if (line.ends_with('\r')) line.pop_back();
  return line;
}

// How many characters the first `bytes` bytes of `text` are.
std::size_t count_characters(const std::string& text, std::size_t bytes) {
  const auto end = text.begin() + static_cast<std::ptrdiff_t>(std::min(bytes, text.size()));
  return static_cast<std::size_t>(std::count_if(text.begin(), end, [](char c) { return !is_continuation(c); }));
}

// The source line with carets under the frame's columns.
std::string excerpt(const Frame& frame) {
  const std::string text = frame.line ? read_line(frame.file, frame.line) : "";
  if (text.empty()) return "";
  const bool one_line = frame.end_line == 0 || frame.end_line == frame.line;
  const std::size_t end = one_line && frame.end_column > frame.column ? frame.end_column : text.size();
  const std::size_t first = count_characters(text, frame.column);
  const std::size_t last = std::max(first + 1, count_characters(text, end));
  const std::string number = std::to_string(frame.line);
  const std::string gutter(number.size(), ' ');
  return "\n" + gutter + " |\n" + number + " | " + text + "\n" + gutter + " | " + std::string(first, ' ') +
         std::string(last - first, '^');
}

std::string inside(const Frame& frame) { return frame.function.empty() ? "" : " in " + frame.function; }

}  // namespace

RuntimeFailure::RuntimeFailure(Value exception, std::vector<Frame> frames)
    : Error(exception.object<ExceptionObject>(Tag::Exception).type,
            exception.object<ExceptionObject>(Tag::Exception).message),
      exception_(std::move(exception)),
      frames_(std::move(frames)) {
  share(exception_, true);  // it may hold what the program keeps for its next call
}

std::string RuntimeFailure::render() const {
  std::string out = type();
  if (!message().empty()) out += ": " + message();
  for (std::size_t i = 0; i < frames_.size(); ++i) {
    const Frame& frame = frames_[i];
    const std::string place = frame.file + ":" + std::to_string(frame.line);
    if (i == 0) {
      out += "\n  --> " + place + ":" + std::to_string(frame.column + 1) + inside(frame) + excerpt(frame);
    } else {
      out += "\n  called from " + place + inside(frame);
    }
  }
  return out;
}

}  // namespace flambeau
