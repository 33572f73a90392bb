#include "archive/verify.h"

#include <algorithm>
#include <map>

#include "archive/cursor.h"
#include "archive/opcodes.h"

namespace flambeau {

namespace {

// What is known of a register at one place of the code.
enum class State : uint8_t { Unassigned, Any, Int, Float, Bool };
using States = std::vector<State>;

constexpr State state_of(Kind kind) { return static_cast<State>(static_cast<uint8_t>(kind) + 1); }

constexpr State merge(State a, State b) {
  return a == b ? a : a == State::Unassigned || b == State::Unassigned ? State::Unassigned : State::Any;
}

// The next word of "int int" or "any", removed from `kinds`.
std::string_view next_kind(std::string_view& kinds) {
  const std::size_t end = std::min(kinds.find(' '), kinds.size());
  const std::string_view first = kinds.substr(0, end);
  kinds.remove_prefix(std::min(end + 1, kinds.size()));
  return first;
}

State parse_state(std::string_view kind) {
  return kind == "int" ? State::Int : kind == "float" ? State::Float : kind == "bool" ? State::Bool : State::Any;
}

std::size_t count_kinds(std::string_view kinds) {
  std::size_t count = 0;
  while (!kinds.empty() && kinds != "*") {
    next_kind(kinds);
    ++count;
  }
  return count;
}

// The kinds of an operator's results, off its schema: "... -> (Tensor, int count)".
std::vector<State> result_states(const Operator& op) {
  std::string_view text = op.schema.substr(op.schema.rfind(" -> ") + 4);
  if (text.starts_with('(')) text = text.substr(1, text.size() - 2);
  std::vector<State> states;
  while (states.size() < op.result_count) {
    while (text.starts_with(' ')) text.remove_prefix(1);
    const std::string_view kind = text.substr(0, text.find_first_of(" ,"));
    states.push_back(parse_state(kind == "SymInt" ? "int" : kind));
    text.remove_prefix(std::min(text.find(','), text.size() - 1) + 1);
  }
  return states;
}

// One instruction taken apart.
struct Decoded {
  Opcode opcode;
  const OpcodeInfo* info;
  uint32_t place;
  uint32_t immediate;  // of the one immediate that an instruction has at most
  std::span<const uint32_t> results, operands;
};

class FunctionVerifier {
 public:
  FunctionVerifier(const ProgramImage& image, const FunctionImage& function,
                   const std::vector<std::vector<State>>& results)
      : image_(image), function_(function), operator_results_(results) {}

  // Gives the function's number registers.
  std::vector<bool> run() {
    const std::size_t words = function_.words.size();
    if (function_.register_count > function_.parameters.size() + words) fail(0, "has more registers than it writes");
    if (function_.parameters.size() > function_.register_count) fail(0, "has fewer registers than parameters");
    find_starts();
    check_handlers();
    is_generator_ = words != 0 && opcode_of(function_.words[0]) == Opcode::op_generator;
    if (is_generator_ && image_.types[function_.result].kind != TypeKind::Generator) {
      fail(0, "makes a generator, and says that it gives another type");
    }
    state_.assign(function_.register_count, State::Unassigned);
    holds_numbers_.assign(function_.register_count, true);
    for (const HandlerRow& row : function_.handlers) holds_numbers_[row.reg] = false;
    for (std::size_t i = 0; i < function_.parameters.size(); ++i) {
      assign(static_cast<uint32_t>(i), state_of(image_.types.kind(function_.parameters[i])));
    }
    for (uint32_t place = 0; place < words; place += length_of(function_.words[place])) {
      arrive(place);
      step(decode(place));
    }
    arrive(static_cast<uint32_t>(words));
    if (reachable_) fail(static_cast<uint32_t>(words), "runs on beyond the end");
    return std::move(holds_numbers_);
  }

 private:
  struct Active {
    const HandlerRow* row;
    States states;  // what holds throughout the part of the region seen so far
  };

  template <typename... Args>
  [[noreturn]] void fail(uint32_t place, const Args&... args) const {
    raise("ArchiveError", "invalid code: function ", function_.name, ", word ", place, ": ", args...);
  }

  void find_starts() {
    const auto& words = function_.words;
    starts_.assign(words.size() + 1, false);
    for (uint32_t place = 0; place < words.size();) {
      const uint32_t length = length_of(words[place]);
      if ((words[place] & 0xffU) >= kOpcodeCount) fail(place, "unknown instruction ", words[place] & 0xffU);
      const OpcodeInfo& info = kOpcodes[words[place] & 0xffU];
      const std::size_t fixed =
          1 + (info.immediates.empty() ? 0 : 1) + count_kinds(info.results) + count_kinds(info.operands);
      const bool variable = info.results == "*" || info.operands == "*";
      if (length > words.size() - place || length < fixed || (!variable && length != fixed)) {
        fail(place, "the instruction ", info.name, " has ", length, " words");
      }
      starts_[place] = true;
      place += length;
    }
  }

  void check_handlers() {
    for (const HandlerRow& row : function_.handlers) {
      const std::size_t words = function_.words.size();
      if (row.start >= row.end || row.end > words || !starts_[row.start] || (row.end < words && !starts_[row.end]) ||
          row.target < row.end || row.target >= words || !starts_[row.target] || row.reg >= function_.register_count) {
        fail(row.start, "an exception handler isn't where it should be");
      }
      by_start_.emplace(row.start, &row);
    }
  }

  Decoded decode(uint32_t place) const {
    const std::span<const uint32_t> words =
        std::span(function_.words).subspan(place, length_of(function_.words[place]));
    Decoded d{opcode_of(words[0]), &kOpcodes[words[0] & 0xffU], place, 0, {}, {}};
    std::span<const uint32_t> rest = words.subspan(1);
    if (!d.info->immediates.empty()) {
      d.immediate = rest[0];
      rest = rest.subspan(1);
    }
    std::size_t results = count_kinds(d.info->results);
    if (d.opcode == Opcode::op_call_operator) {
      if (d.immediate >= image_.operators.size()) fail(place, "calls operator ", d.immediate);
      const Operator& op = *image_.operators[d.immediate];
      results = op.result_count;
      if (rest.size() != results + op.argument_count)
        fail(place, "calls ", op.name, " with another number of operands");
    } else if (d.info->results == "*") {
      results = rest.size() - count_kinds(d.info->operands);
    }
    d.results = rest.first(results);
    d.operands = rest.subspan(results);
    return d;
  }

  // Joins what is known on all ways to `place`, and opens and closes regions with handlers.
  void arrive(uint32_t place) {
    for (std::size_t i = active_.size(); i-- > 0;) {
      if (active_[i].row->end != place) continue;
      active_[i].states[active_[i].row->reg] = State::Any;
      join(active_[i].row->target, active_[i].states);
      active_.erase(active_.begin() + static_cast<std::ptrdiff_t>(i));
    }
    if (const auto found = pending_.find(place); found != pending_.end()) {
      if (reachable_) {
        merge_into(state_, found->second);
      } else {
        state_ = std::move(found->second);
      }
      pending_.erase(found);
      reachable_ = true;
      for (Active& active : active_) merge_into(active.states, state_);
    }
    for (auto [row, end] = by_start_.equal_range(place); row != end; ++row) {
      spend(state_.size());
      active_.push_back({row->second, state_});
    }
  }

  void merge_into(States& into, const States& from) {
    spend(into.size());
    for (std::size_t r = 0; r < into.size(); ++r) into[r] = merge(into[r], from[r]);
  }

  // Bounds the work that a hostile file can ask for.
  void spend(std::size_t work) {
    work_ += work;
    if (work_ > (uint64_t{1} << 31)) fail(0, "is too complicated to verify");
  }

  void join(uint32_t target, const States& states) {
    const auto [found, added] = pending_.try_emplace(target, states);
    if (!added) {
      merge_into(found->second, states);
    } else if (pending_.size() * states.size() > (std::size_t{1} << 24) + 64 * function_.words.size()) {
      fail(target, "is too complicated to verify");
    }
  }

  void assign(uint32_t reg, State state) {
    state_[reg] = state;
    if (state == State::Any) holds_numbers_[reg] = false;
    for (Active& active : active_) active.states[reg] = merge(active.states[reg], state);
    spend(active_.size());
  }

  // The state of an operand, which must be written already.
  State read(const Decoded& d, uint32_t word) const {
    const uint32_t index = word & kIndexMask;
    if ((word & ~(kConstant | kLast | kIndexMask)) != 0) fail(d.place, "an operand has unknown bits");
    if (word & kConstant) {
      if (index >= image_.constants.size() || (word & kLast)) fail(d.place, "there is no such constant");
      switch (image_.constants[index].tag()) {
        case Tag::Int: return State::Int;
        case Tag::Float: return State::Float;
        case Tag::Bool: return State::Bool;
        default: return State::Any;
      }
    }
    if (index >= state_.size()) fail(d.place, "there is no register ", index);
    if (state_[index] == State::Unassigned) fail(d.place, "register ", index, " is read before it is written");
    return state_[index];
  }

  void expect(const Decoded& d, uint32_t word, State wanted) const {
    const State found = read(d, word);
    if (wanted != State::Any && found != wanted) {
      fail(d.place, "operand ", word & kIndexMask, " of ", d.info->name, " isn't of the kind it must be");
    }
  }

  void jump(const Decoded& d, uint32_t target) {
    if (target >= function_.words.size() || !starts_[target]) fail(d.place, "jumps to ", target);
    if (target > d.place) {
      join(target, state_);
      return;
    }
    const Decoded loop = decode(target);
    if (loop.opcode != Opcode::op_loop) fail(d.place, "jumps back to ", target, ", where no loop starts");
    spend(loop.operands.size());
    for (const uint32_t word : loop.operands) {
      const State wanted = loop_state(word);
      const State found = state_[word & kIndexMask];
      if (found == State::Unassigned || (wanted != State::Any && found != wanted)) {
        fail(d.place, "jumps back without register ", word & kIndexMask, " being what the loop needs");
      }
    }
  }

  static State loop_state(uint32_t word) { return state_of(static_cast<Kind>((word >> kKindShift) & 3U)); }

  // From here on only the loop's own registers are known.
  void enter_loop(const Decoded& d) {
    States states(state_.size(), State::Unassigned);
    spend(states.size());
    for (const uint32_t word : d.operands) {
      if (word & ~(kIndexMask | 3U << kKindShift)) fail(d.place, "an operand has unknown bits");
      const State wanted = loop_state(word);
      expect(d, word & kIndexMask, wanted);
      states[word & kIndexMask] = wanted;
    }
    state_ = std::move(states);
    for (Active& active : active_) merge_into(active.states, state_);
  }

  void check_operands(const Decoded& d) const {
    if (d.opcode == Opcode::op_call) {
      if (d.immediate >= image_.functions.size()) fail(d.place, "calls function ", d.immediate);
      const FunctionImage& callee = image_.functions[d.immediate];
      if (d.operands.size() != callee.parameters.size()) fail(d.place, "calls with another number of operands");
      for (std::size_t i = 0; i < d.operands.size(); ++i) {
        expect(d, d.operands[i], state_of(image_.types.kind(callee.parameters[i])));
      }
      return;
    }
    if (d.info->immediates == "type" && d.immediate >= image_.types.size()) fail(d.place, "names type ", d.immediate);
    if (d.opcode == Opcode::op_dict && d.operands.size() % 2 != 0) fail(d.place, "a dict has a key without a value");
    if (d.opcode == Opcode::op_return) {
      if (is_generator_) fail(d.place, "returns from a generator");
      expect(d, d.operands[0], state_of(image_.types.kind(function_.result)));
      return;
    }
    check_generator(d);
    std::string_view kinds = d.info->operands;
    for (const uint32_t word : d.operands) {
      if (d.opcode == Opcode::op_clear) {
        if ((word & ~kLast) >= state_.size()) fail(d.place, "there is no register ", word & ~kLast);
      } else {
        expect(d, word, kinds == "*" ? State::Any : parse_state(next_kind(kinds)));
      }
    }
  }

  // What makes, leaves or ends a generator stands in the functions of generators, and there only.
  void check_generator(const Decoded& d) const {
    const bool ends_generator =
        d.opcode == Opcode::op_suspend || d.opcode == Opcode::op_suspend_guarded || d.opcode == Opcode::op_finish;
    if (d.opcode == Opcode::op_generator && d.place != 0) fail(d.place, "makes a generator within a function");
    if (ends_generator && !is_generator_)
      fail(d.place, "the instruction ", d.info->name, " stands outside a generator");
  }

  State result_state(const Decoded& d, std::size_t index) const {
    switch (d.opcode) {
      case Opcode::op_move: return read(d, d.operands[0]);
      case Opcode::op_cast: return state_of(image_.types.kind(d.immediate));
      case Opcode::op_call: return state_of(image_.types.kind(image_.functions[d.immediate].result));
      case Opcode::op_call_operator: return operator_results_[d.immediate][index];
      case Opcode::op_resume: return index == 0 ? State::Any : State::Bool;
      default: return parse_state(d.info->results);
    }
  }

  void step(const Decoded& d) {
    if (!reachable_) fail(d.place, "can't be reached");
    if (d.opcode == Opcode::op_loop) return enter_loop(d);
    check_operands(d);
    std::vector<State> states(d.results.size());
    for (std::size_t i = 0; i < states.size(); ++i) {
      if (d.results[i] >= state_.size()) fail(d.place, "there is no register ", d.results[i]);
      states[i] = result_state(d, i);
    }
    for (const uint32_t word : d.operands) {
      if ((word & kConstant) || !(word & kLast)) continue;
      if (std::find(d.results.begin(), d.results.end(), word & kIndexMask) != d.results.end()) {
        fail(d.place, "a register is both written and read for the last time");
      }
      assign(word & kIndexMask, State::Unassigned);
    }
    for (std::size_t i = 0; i < states.size(); ++i) assign(d.results[i], states[i]);
    if (d.info->immediates == "label") jump(d, d.immediate);
    if (d.opcode == Opcode::op_jump || d.opcode == Opcode::op_return || d.opcode == Opcode::op_raise ||
        d.opcode == Opcode::op_finish) {
      reachable_ = false;
    }
  }

  const ProgramImage& image_;
  const FunctionImage& function_;
  const std::vector<std::vector<State>>& operator_results_;
  bool is_generator_ = false;  // calls of the function make one
  std::vector<bool> starts_;   // whether an instruction starts at this word
  std::multimap<uint32_t, const HandlerRow*> by_start_;
  States state_;
  std::vector<bool> holds_numbers_;  // by register: nothing else has been written there
  bool reachable_ = true;
  std::map<uint32_t, States> pending_;  // by the place of a jump's target ahead
  std::vector<Active> active_;
  uint64_t work_ = 0;
};

}  // namespace

void verify_code(ProgramImage& image) {
  std::vector<std::vector<State>> results;
  results.reserve(image.operators.size());
  for (const Operator* op : image.operators) results.push_back(result_states(*op));
  for (FunctionImage& function : image.functions) {
    function.number_registers = FunctionVerifier(image, function, results).run();
  }
  for (const EntryImage& entry : image.entries) {
    const FunctionImage& function = image.functions[entry.function];
    if (opcode_of(function.words[0]) == Opcode::op_generator) {
      raise("ArchiveError", "invalid code: the entry ", function.name, " makes a generator");
    }
  }
}

}  // namespace flambeau
