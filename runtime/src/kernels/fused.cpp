// flambeau::pointwise: a group of pointwise operators, run tile by tile so that what lies between them stays in cache.
//
//   flambeau::pointwise(Tensor[] inputs, Any[] scalars, str program) -> Tensor
//
// `program` is a list of instructions separated by ";". An instruction is the qualified name of an operator whose
// trait is Pointwise, with one result and no written argument, then one operand for each argument of its schema, in the
// schema's order, separated by spaces:
//
//   iN   inputs[N], a Tensor                  sN   scalars[N]: any other value (None, bool, int, float, str, dtype,
//   ...) tN   the result of instruction N
//
// The result is that of the last instruction. relu(x * w + y), with scalars == [1] for add's alpha:
//
//   "aten::mul.Tensor i0 i1;aten::add.Tensor t0 i2 s0;aten::relu t1"
//
// The meaning is exactly that of calling the operators one after another: dtype promotion, broadcasting, strides,
// errors, and every bit of the result, since the very same kernels are run, each on one tile of its operands. Tiling
// applies where at least one input has the result's shape, all of those lie alike in memory without gaps, and
// the others are 0-dim, per-channel, or row-major like them; in any other case the operators run on whole tensors.
#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>
#include <memory>
#include <mutex>
#include <numeric>
#include <string>
#include <unordered_map>

#include "base/merge_sort.h"
#include "ops/table.h"
#include "parallel/parallel.h"

namespace flambeau {
namespace {

constexpr std::size_t kMostArguments = 64;
constexpr int64_t kTile = 16384;  // elements: several float32 operands fit the second-level cache

struct Operand {
  enum class Kind : uint8_t { Input, Scalar, Temporary };
  Kind kind;
  std::size_t index;
};

struct Instruction {
  const Operator* op;
  std::vector<Operand> operands;
  std::vector<std::size_t> dead;  // temporaries that no later instruction reads
};

struct Program {
  std::vector<Instruction> instructions;
  std::size_t input_count = 0;
  std::size_t scalar_count = 0;
  bool row_major = false;  // whether one of its operators gives row-major results whatever its operands' layout
  std::string text;
};

[[noreturn]] void bad_program(std::string_view why, std::string_view text) {
  raise("RuntimeError", "flambeau::pointwise: ", why, " in \"", text, "\"");
}

// Takes the text up to `separator` off the front of `rest`.
std::string_view take(std::string_view& rest, char separator) {
  const std::size_t end = std::min(rest.find(separator), rest.size());
  const std::string_view token = rest.substr(0, end);
  rest.remove_prefix(std::min(end + 1, rest.size()));
  return token;
}

Operand parse_operand(std::string_view token, Program& program, std::string_view text) {
  if (token.size() < 2 || token.size() > 6) bad_program("a malformed operand", text);
  std::size_t index = 0;
  for (const char c : token.substr(1)) {
    if (c < '0' || c > '9') bad_program("a malformed operand", text);
    index = index * 10 + static_cast<std::size_t>(c - '0');
  }
  if (token[0] == 'i') {
    program.input_count = std::max(program.input_count, index + 1);
    return {Operand::Kind::Input, index};
  }
  if (token[0] == 's') {
    program.scalar_count = std::max(program.scalar_count, index + 1);
    return {Operand::Kind::Scalar, index};
  }
  if (token[0] != 't' || index >= program.instructions.size()) bad_program("a malformed operand", text);
  return {Operand::Kind::Temporary, index};
}

bool makes_row_major(std::string_view name) {
  return name.starts_with("aten::masked_fill.") || name == "aten::log_sigmoid" || name == "aten::pow.Scalar";
}

Program parse(std::string_view text) {
  Program program;
  for (std::string_view rest = text; !rest.empty();) {
    std::string_view line = take(rest, ';');
    const Operator* op = find_operator(take(line, ' '));
    if (!op || op->trait != Trait::Pointwise || op->result_count != 1 ||
        op->schema.find("!)") != std::string_view::npos) {
      bad_program("an operator that can't be fused", text);
    }
    program.row_major |= makes_row_major(op->name);
    std::vector<Operand> operands;
    while (!line.empty()) operands.push_back(parse_operand(take(line, ' '), program, text));
    if (operands.size() != op->argument_count || operands.size() > kMostArguments) {
      bad_program("a wrong number of operands", text);
    }
    program.instructions.push_back({op, std::move(operands), {}});
  }
  if (program.instructions.empty()) bad_program("no instruction", text);
  std::vector<bool> seen(program.instructions.size(), false);
  seen.back() = true;  // the result is never dropped
  for (std::size_t i = program.instructions.size(); i-- > 0;) {
    for (const Operand& operand : program.instructions[i].operands) {
      if (operand.kind != Operand::Kind::Temporary || seen[operand.index]) continue;
      seen[operand.index] = true;
      program.instructions[i].dead.push_back(operand.index);
    }
  }
  return program;
}

// Programs are few and fixed when the file is loaded; each is parsed once.
std::shared_ptr<const Program> parse_once(std::string_view text) {
  static std::mutex mutex;
  static std::unordered_map<std::string, std::shared_ptr<const Program>> cache;
  const std::lock_guard lock(mutex);
  const auto found = cache.find(std::string(text));
  if (found != cache.end()) return found->second;
  auto program = std::make_shared<Program>(parse(text));
  program->text = text;
  if (cache.size() >= 4096) cache.clear();
  return cache[std::string(text)] = std::move(program);
}

// The same, for a thread that asks for the same few programs again and again; valid until it asks for another.
const Program& parsed(std::string_view text) {
  static thread_local std::array<std::shared_ptr<const Program>, 16> known;
  auto& program = known[(reinterpret_cast<std::uintptr_t>(text.data()) >> 4U) % known.size()];
  if (!program || program->text != text) program = parse_once(text);
  return *program;
}

// The operators one after another on `inputs`, Tensors all.
Value run_whole(const Program& program, const std::vector<Value>& inputs, const std::vector<Value>& scalars) {
  constexpr std::size_t kFew = 8;
  std::array<Value, kFew> few;
  std::vector<Value> many(program.instructions.size() > kFew ? program.instructions.size() : 0);
  Value* temporaries = many.empty() ? few.data() : many.data();
  std::array<const Value*, kMostArguments> arguments;
  for (std::size_t i = 0; i < program.instructions.size(); ++i) {
    const Instruction& instruction = program.instructions[i];
    std::size_t count = 0;
    for (const Operand& operand : instruction.operands) {
      const Value* from = operand.kind == Operand::Kind::Input    ? inputs.data()
                          : operand.kind == Operand::Kind::Scalar ? scalars.data()
                                                                  : temporaries;
      arguments[count++] = from + operand.index;
    }
    Value* result = &temporaries[i];
    Call call{arguments.data(), count, &result, 1};
    instruction.op->kernel(call);
    for (const std::size_t dead : instruction.dead) temporaries[dead] = Value();
  }
  return std::move(temporaries[program.instructions.size() - 1]);
}

// How the result is cut into tiles. Dims are in memory order, the outermost first; a tile fixes an index of each dim
// before `split`, takes `chunk` indices of `split`, and the whole of the dims after it.
struct Tiling {
  Ints order;    // order[k]: which dim of the result is the k-th in memory
  Ints sizes;    // of the result, in memory order
  Ints strides;  // of the result, as its dims are numbered
  int64_t split = 0;
  int64_t chunk = 1;
  int64_t chunks = 1;  // tiles along `split`
  int64_t tiles = 1;
};

int64_t padded(const Ints& values, int64_t dim, int64_t rank, int64_t missing) {
  const int64_t own = dim - (rank - values.ssize());
  return own < 0 ? missing : values[own];
}

// Whether the input may be broadcast inside a tile without a say in the order of the result's dims.
bool is_simple_broadcast(const Tensor& t, const Ints& shape, bool row_major) {
  if (t.dim() == 0) return true;
  int64_t wide = 0;
  for (int64_t d = 0; d < shape.ssize(); ++d) {
    const int64_t size = padded(t.sizes(), d, shape.ssize(), 1);
    if (size != 1 && size != shape[d]) return false;
    wide += size != 1;
  }
  return t.dim() <= shape.ssize() && (wide <= 1 || (row_major && t.strides() == contiguous_strides(t.sizes())));
}

// Whether the program's result depends on an input of that shape, to which all others broadcast.
bool has_shape(const Program& program, const std::vector<Tensor>& inputs, const Ints& shape) {
  std::vector<bool> full;
  for (const Instruction& instruction : program.instructions) {
    full.push_back(std::any_of(instruction.operands.begin(), instruction.operands.end(), [&](const Operand& operand) {
      if (operand.kind == Operand::Kind::Input) return inputs[operand.index].sizes() == shape;
      return operand.kind == Operand::Kind::Temporary && full[operand.index];
    }));
  }
  return full.back();
}

// Fills `plan` and returns true where tiling gives exactly what whole tensors would.
bool make_tiling(const Program& program, const std::vector<Tensor>& inputs, Tiling& plan) {
  const Tensor* full = nullptr;
  for (const Tensor& t : inputs) {
    if (!full || t.numel() > full->numel()) full = &t;
  }
  if (!full || full->numel() <= kTile || !full->is_dense()) return false;
  const Ints& shape = full->sizes();
  if (!has_shape(program, inputs, shape)) return false;
  const bool row_major = full->strides() == contiguous_strides(shape);
  const bool channels_last = full->dim() == 4 && full->strides() == channels_last_strides(shape);
  if (program.row_major && !row_major) return false;
  for (const Tensor& t : inputs) {
    const bool same = t.sizes() == shape;
    if (same && t.strides() != full->strides()) return false;
    if (!same && !is_simple_broadcast(t, shape, row_major)) return false;
    if (!same && t.dim() > 0 && !row_major && !channels_last) return false;
  }
  plan.strides = full->strides();
  plan.order = Ints(shape.size());
  std::iota(plan.order.begin(), plan.order.end(), 0);
  merge_sort(plan.order.data(), plan.order.size(),
             [&](int64_t a, int64_t b) { return plan.strides[a] > plan.strides[b]; });
  for (const int64_t d : plan.order) plan.sizes.push_back(shape[d]);
  int64_t inner = 1;
  plan.split = plan.sizes.ssize() - 1;
  while (plan.split > 0 && inner * plan.sizes[plan.split] <= kTile / 2) inner *= plan.sizes[plan.split--];
  plan.chunk = std::max<int64_t>(1, kTile / inner);
  plan.chunks = (plan.sizes[plan.split] + plan.chunk - 1) / plan.chunk;
  plan.tiles = plan.chunks;
  for (int64_t k = 0; k < plan.split; ++k) plan.tiles *= plan.sizes[k];
  return true;
}

// The part of `t` that tile `tile` needs, `limit` indices of the split dim at most.
Tensor slice(const Tensor& t, const Tiling& plan, int64_t tile, int64_t limit) {
  if (t.dim() == 0) return t;
  const int64_t rank = plan.sizes.ssize();
  int64_t offset = t.offset();
  int64_t index = tile / plan.chunks;
  for (int64_t k = plan.split - 1; k >= 0; --k) {
    if (padded(t.sizes(), plan.order[k], rank, 1) != 1) {
      offset += index % plan.sizes[k] * padded(t.strides(), plan.order[k], rank, 0);
    }
    index /= plan.sizes[k];
  }
  Ints sizes, strides;
  for (int64_t k = plan.split; k < rank; ++k) {
    int64_t size = padded(t.sizes(), plan.order[k], rank, 1);
    const int64_t stride = padded(t.strides(), plan.order[k], rank, 0);
    if (k == plan.split && size != 1) {
      const int64_t first = tile % plan.chunks * plan.chunk;
      offset += first * stride;
      size = std::min({plan.chunk, size - first, limit});
    }
    sizes.push_back(size);
    strides.push_back(stride);
  }
  return t.view_as(std::move(sizes), std::move(strides), offset);
}

Tensor run_tile(const Program& program, const std::vector<Tensor>& inputs, const std::vector<Value>& scalars,
                const Tiling& plan, int64_t tile, int64_t limit) {
  std::vector<Value> parts;
  parts.reserve(inputs.size());
  for (const Tensor& t : inputs) parts.emplace_back(slice(t, plan, tile, limit));
  return run_whole(program, parts, scalars).to_tensor();
}

Value pointwise(const Value& input_list, const Value& scalar_list, std::string_view text) {
  const Program& program = parsed(text);
  const std::vector<Value>& values = input_list.items();
  const std::vector<Value>& scalars = scalar_list.items();
  if (program.input_count > values.size() || program.scalar_count > scalars.size()) {
    bad_program("an operand beyond the given ones", text);
  }
  if (std::all_of(values.begin(), values.end(), [](const Value& v) { return v.tensor().numel() <= kTile; })) {
    return run_whole(program, values, scalars);
  }
  std::vector<Tensor> inputs;
  for (const Value& value : values) inputs.push_back(value.tensor());
  Tiling plan;
  if (!make_tiling(program, inputs, plan)) return run_whole(program, values, scalars);
  // One row of the first tile tells the result's dtype, and raises what the whole would.
  const Dtype dtype = run_tile(program, inputs, scalars, plan, 0, 1).dtype();
  const int64_t rank = plan.sizes.ssize();
  Ints sizes(static_cast<std::size_t>(rank));
  for (int64_t k = 0; k < rank; ++k) sizes[plan.order[k]] = plan.sizes[k];
  const Tensor out = empty_strided(sizes, plan.strides, dtype);
  parallel_for(0, plan.tiles, 1, [&](int64_t first, int64_t last) {
    for (int64_t tile = first; tile < last; ++tile) {
      const Tensor part = run_tile(program, inputs, scalars, plan, tile, plan.chunk);
      std::memcpy(slice(out, plan, tile, plan.chunk).raw(), part.raw(),
                  static_cast<std::size_t>(part.numel()) * part.itemsize());
    }
  });
  return out;
}

}  // namespace

KERNEL(flambeau_pointwise, pointwise)

}  // namespace flambeau
