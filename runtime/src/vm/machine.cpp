#include "vm/machine.h"

#include <algorithm>
#include <utility>

#include "archive/cursor.h"
#include "value/exceptions.h"

namespace flambeau {

thread_local uint64_t GeneratorObject::abandoned = 0;

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

[[noreturn]] void raise_recursion() { raise("RecursionError", "maximum recursion depth exceeded"); }

bool is_stop(const Value& exception) {
  const auto& object = exception.object<ExceptionObject>(Tag::Exception);
  return exception_matches(object.type, object.bases, "StopIteration");
}

}  // namespace

Value Machine::run(uint32_t function, std::vector<Value> arguments, std::optional<RuntimeFailure>& raised) {
  const FunctionImage& called = image_.functions[function];
  grow(called.register_count);
  active_.push(&called, 0, 0, called.register_count, nullptr);
  std::move(arguments.begin(), arguments.end(), stack_.begin());
  arguments.clear();
  const uint64_t abandoned = GeneratorObject::abandoned;
  Value result = profiled();
  if (!failure_.is_none()) {
    raised.emplace(failure_, frames(failure_));
    return {};
  }
  if (GeneratorObject::abandoned != abandoned) {
    raise("RuntimeError",
          "a generator was let go inside of a try statement or with statement whose end Python would have run: call "
          "its close(), or go through it to its end");
  }
  return result;
}

Value Machine::profiled() {
  if (!profile_) return execute();
  const struct End {
    Profile& profile;
    ~End() { profile.leave(); }
  } end{*profile_};
  return execute();
}

void Machine::grow(std::size_t top) {
  if (active_.size() >= kMaxDepth || top > kMaxRegisters) raise_recursion();
  stack_.resize(std::max(top, 2 * stack_.size()));
}

void Machine::Activations::grow() { items_.resize(std::max<std::size_t>(2 * items_.size(), 8)); }

Value Machine::make_generator() {
  const Activation& top = active_.back();
  Value* const first = stack_.data() + top.base;
  std::vector<Value> registers(std::make_move_iterator(first),
                               std::make_move_iterator(first + top.function->register_count));
  auto made = make_ref<GeneratorObject>(image_.shared_from_this(), *top.function, std::move(registers));
  active_.pop();
  return Value(Tag::Generator, std::move(made));
}

GeneratorObject::State Machine::enter(const Value& generator, const Value& sent, const Value& raised) {
  using State = GeneratorObject::State;
  auto& object = generator.object<GeneratorObject>(Tag::Generator);
  if (object.program.get() != &image_) raise("TypeError", "the generator is another program's");
  if (!raised.is_none() && !raised.is(Tag::Exception)) {
    raise("TypeError", "exceptions must be classes or instances deriving from BaseException, not ", type_name(raised));
  }
  if (object.state == State::Running) raise("ValueError", "generator already executing");
  if (object.state == State::Ended) return State::Ended;
  if (object.state == State::Created && !sent.is_none()) {
    raise("TypeError", "can't send non-None value to a just-started generator");
  }
  if (active_.size() >= kMaxDepth) raise_recursion();
  const std::size_t base = active_.back().base + active_.back().size;
  Running& running = running_.emplace_back();
  running.object = &object;
  running.depth = active_.size() + 1;
  active_.push(object.function, base, object.place, 0, object.registers.data());
  return std::exchange(object.state, State::Running);
}

void Machine::suspend(uint32_t place, GeneratorObject::State state) {
  GeneratorObject& object = *running_.back().object;
  object.place = place;
  object.state = state;
  active_.pop();
  running_.pop_back();
}

void Machine::finish() noexcept {
  GeneratorObject& object = *running_.back().object;
  object.state = GeneratorObject::State::Ended;
  release_nested(std::move(object.registers));
  object.registers.clear();
  active_.pop();
  running_.pop_back();
}

// The traceback of `exception`, made now if this is the first time that it is raised.
const Ref<Counted>& Machine::trace(const Value& exception) const {
  auto& object = exception.object<ExceptionObject>(Tag::Exception);
  if (!object.traceback) {
    auto made = make_ref<Traceback>();
    for (std::size_t i = active_.size(); i-- > 0;) {
      const uint32_t span = span_at(*active_[i].function, active_[i].place);
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

bool Machine::unwind(Value exception) {
  trace(exception);
  const HandlerRow* handler = nullptr;
  while (!active_.empty()) {
    handler = find_handler(*active_.back().function, active_.back().place);
    if (handler) break;
    if (!runs_generator()) {
      leave();
      continue;
    }
    if (is_stop(exception)) {
      exception = exception_value(Error("RuntimeError", "generator raised StopIteration"));
      trace(exception);
    }
    finish();
  }
  if (!handler) {
    failure_ = std::move(exception);
    return false;
  }
  active_.back().place = handler->target;
  registers(active_.back())[handler->reg] = std::move(exception);
  return true;
}

}  // namespace flambeau
