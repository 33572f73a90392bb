#include "vm/machine.h"

#include <algorithm>

#include "archive/cursor.h"
#include "value/exceptions.h"

namespace flambeau {

namespace {

constexpr std::size_t kMaxRegisters = std::size_t{1} << 24;

// Where an exception was raised: indices of spans, the innermost first. Kept while handlers pass it on.
struct Traceback : Counted {
  std::vector<uint32_t> spans;
};

uint32_t span_at(const FunctionImage& function, uint32_t place) {
  const auto after = std::upper_bound(function.lines.begin(), function.lines.end(), place,
                                      [](uint32_t wanted, const LineRow& row) { return wanted < row.place; });
  return after == function.lines.begin() ? kNoIndex : std::prev(after)->span;
}

const HandlerRow* find_handler(const FunctionImage& function, uint32_t place) {
  for (const HandlerRow& row : function.handlers) {
    if (row.start <= place && place < row.end) return &row;
  }
  return nullptr;
}

}  // namespace

Value Machine::run(uint32_t function, std::vector<Value> arguments) {
  const FunctionImage& called = image_.functions[function];
  grow(called.register_count);
  active_.push_back({&called, 0, 0});
  std::move(arguments.begin(), arguments.end(), stack_.begin());
  arguments.clear();
  if (!profile_) return execute();
  const struct End {
    Profile& profile;
    ~End() { profile.leave(); }
  } end{*profile_};
  return execute();
}

void Machine::grow(std::size_t top) {
  if (active_.size() >= kMaxDepth || top > kMaxRegisters) {
    raise("RecursionError", "maximum recursion depth exceeded");
  }
  stack_.resize(std::max(top, 2 * stack_.size()));
}

// The traceback of `exception`, made now if this is the first time that it is raised.
const Ref<Counted>& Machine::trace(const Value& exception) const {
  auto& object = exception.object<ExceptionObject>(Tag::Exception);
  if (!object.traceback) {
    auto made = make_ref<Traceback>();
    for (auto it = active_.rbegin(); it != active_.rend(); ++it) {
      const uint32_t span = span_at(*it->function, it->place);
      if (span != kNoIndex) made->spans.push_back(span);
    }
    object.traceback = made;
  }
  return object.traceback;
}

std::vector<Frame> Machine::frames(const Value& exception) const {
  std::vector<Frame> out;
  for (uint32_t span : static_cast<const Traceback*>(trace(exception).get())->spans) {
    for (; span != kNoIndex; span = image_.spans[span].caller) {
      const SpanRow& row = image_.spans[span];
      out.push_back({std::string(image_.strings[row.file]), std::string(image_.strings[row.function]), row.line,
                     row.column, row.end_line, row.end_column});
    }
  }
  return out;
}

void Machine::unwind(Value exception) {
  trace(exception);
  const HandlerRow* handler = nullptr;
  while (!active_.empty()) {
    handler = find_handler(*active_.back().function, active_.back().place);
    if (handler) break;
    leave();
  }
  if (!handler) {
    const Error error = exception_error(exception);
    throw RuntimeFailure(error.type(), error.what(), frames(exception));
  }
  active_.back().place = handler->target;
  stack_[active_.back().base + handler->reg] = std::move(exception);
}

}  // namespace flambeau
