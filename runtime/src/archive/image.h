// What an archive holds, decoded and verified: the VM runs it as it is.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "archive/file_bytes.h"
#include "archive/types.h"
#include "ops/table.h"
#include "value/value.h"

namespace flambeau {

// Weights that stay where the caller has them: an archive in memory may refer to such storages by their index.
struct ExternalStorage {
  const void* data = nullptr;
  std::size_t bytes = 0;
  std::function<void()> release;  // called once, when the last tensor on it is gone
};

// Exceptions of the words [start, end) go on at `target`, with the exception in `reg`; the innermost handler first.
struct HandlerRow {
  uint32_t start, end, target, reg;
};

// The instructions from word `place` on come from `span`, or from nowhere where that is kNoIndex.
struct LineRow {
  uint32_t place, span;
};

struct FunctionImage {
  std::string_view name;
  std::vector<uint32_t> parameters;  // indices of types; the arguments arrive in the first registers
  uint32_t result = 0;
  uint32_t register_count = 0;
  std::vector<uint32_t> words;
  std::vector<HandlerRow> handlers;
  std::vector<LineRow> lines;  // places ascend
  // Whether nothing but numbers and bools is ever written to the register, so that there is nothing to let go.
  std::vector<bool> number_registers;
};

struct EntryImage {
  struct Parameter {
    std::string_view name;
    uint32_t type;
    uint32_t default_constant;  // kNoIndex where there is none
  };
  uint32_t function = 0;
  uint32_t result = 0;
  std::vector<Parameter> parameters;
};

struct SpanRow {
  uint32_t file, function;  // indices of strings
  uint32_t line, column, end_line, end_column;
  uint32_t caller;  // a smaller index, or kNoIndex
};

// A class that the program names. The objects of an Enum's members are made once, with the constants.
struct ClassImage {
  Ref<ClassInfo> info;
  std::vector<uint32_t> field_types;
  struct Member {
    std::string_view name;
    uint32_t constant;  // its value
  };
  std::vector<Member> member_rows;
  std::vector<Value> members;
};

inline constexpr std::size_t kMaxOperands = 64;  // of any operator

struct ProgramImage : std::enable_shared_from_this<ProgramImage> {
  Ref<FileBytes> file;
  std::vector<std::string_view> strings;  // valid UTF-8, in the file
  TypeTable types;
  std::vector<ClassImage> classes;
  std::vector<Value> constants;
  std::vector<const Operator*> operators;
  std::vector<FunctionImage> functions;
  std::vector<EntryImage> entries;  // never empty
  std::vector<SpanRow> spans;
  std::vector<std::pair<std::string, std::string>> metadata;
  std::vector<std::pair<std::string_view, std::string_view>> files;
  std::size_t weight_bytes = 0;
};

// Reads an archive and verifies all of it. Error("ArchiveError") says what is wrong. Takes over the `release` of those
// `externals` that the archive uses.
ProgramImage read_image(Ref<FileBytes> file, std::vector<ExternalStorage>& externals);

}  // namespace flambeau
