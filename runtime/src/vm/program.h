// A loaded program: verified, immutable, shared by any number of threads.
//
//   Ref<Program> program = load_program("m.flam");
//   Value out = program->run({Value(image)});
//
// A file that is damaged or malformed raises Error("ArchiveError"); an exception of the program itself leaves `run` as
// a RuntimeFailure (failure.h); arguments that don't fit the signature raise Error("TypeError").
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "archive/image.h"
#include "base/ref.h"
#include "value/value.h"
#include "vm/failure.h"
#include "vm/profile.h"

namespace flambeau {

struct ParameterInfo {
  std::string name;
  std::string type;  // in the compiler's text form: "List[Tensor]"
  bool holds_arrays = false;
  bool has_default = false;
  Value default_value;
};

struct Signature {
  std::string function;
  std::vector<ParameterInfo> parameters;
  std::string result;
};

// The name of the function, without parameters, that gives the first values of a program's state slots as a tuple.
inline constexpr std::string_view kStateFunction = "<state>";
// The key of the metadata that says how the program computes floats: "float32" where it is absent.
inline constexpr std::string_view kPrecisionKey = "flambeau:precision";

class Program : public Counted {
 public:
  using Named = std::vector<std::pair<std::string, Value>>;

  explicit Program(std::shared_ptr<const ProgramImage> image);
  ~Program() override;

  // The functions that can be called by name; the first is the entry, "forward" as a rule.
  std::span<const Signature> signatures() const noexcept { return signatures_; }
  const Signature& signature() const noexcept { return signatures_.front(); }
  const Signature* find_signature(std::string_view function) const noexcept;

  std::span<const std::pair<std::string, std::string>> metadata() const noexcept;
  std::vector<std::string_view> extra_files() const;
  // The content of an extra file; it lives as long as the program.
  std::optional<std::string_view> extra_file(std::string_view name) const;
  std::span<const ClassImage> classes() const noexcept;
  // Whether an attribute of some class is an array, or holds some.
  bool has_arrays_in_classes() const noexcept;
  // The class of that name, "module:Class" or "Class"; null where the program knows none.
  const ClassImage* find_class(std::string_view name) const noexcept;
  // An instance with these attributes; a NamedTuple or another class's object.
  Value make_object(std::string_view cls, const Named& fields) const;
  // The member of an Enum.
  Value find_member(std::string_view cls, std::string_view member) const;
  // Whether the program keeps values from one call to the next; its calls then wait for each other.
  bool has_state() const noexcept { return state_function_ != nullptr; }
  // Another instance, whose state starts as this one's did.
  Ref<Program> clone() const { return make_ref<Program>(image_); }
  // The state starts anew with the next call.
  void reset_state() const;
  // The values that the slots hold now, as a tuple. They are the program's own: only to be read.
  Value state() const;
  // How many bytes of weights the program maps.
  std::size_t weight_bytes() const noexcept;

  // Calls the entry, or `function`, with positional and named arguments; missing ones take their defaults.
  Value run(std::vector<Value> arguments, const Named& named = {}) const;
  // With a profile of this program, the run's times are added to it; only one run may use it at a time.
  Value run(std::string_view function, std::vector<Value> arguments, const Named& named = {},
            Profile* profile = nullptr) const;
  // What the program raises becomes `raised` instead of being thrown, which takes as long as twenty small programs.
  Value run(std::string_view function, std::vector<Value> arguments, const Named& named, Profile* profile,
            std::optional<RuntimeFailure>& raised) const;
  std::unique_ptr<Profile> make_profile() const;

 private:
  Value run_function(uint32_t function, std::vector<Value> arguments, Profile* profile,
                     std::optional<RuntimeFailure>& raised) const;
  // Fills the slots where that hasn't been done yet. `state_lock_` is held.
  void prepare_state() const;

  std::shared_ptr<const ProgramImage> image_;
  std::vector<Signature> signatures_;
  bool arrays_in_classes_ = false;
  const FunctionImage* state_function_ = nullptr;
  bool is_exact_ = false;          // compiled with precision="exact"
  mutable std::mutex state_lock_;  // guards what follows
  mutable std::vector<Value> state_;
  mutable bool state_is_ready_ = false;
};

// Maps the file; pages of weights are read when first used and shared between processes.
Ref<Program> load_program(const std::string& path);
// From memory: `bytes` is kept. `externals` are the storages that the archive refers to.
Ref<Program> load_program(std::vector<std::byte> bytes, std::vector<ExternalStorage> externals = {});

}  // namespace flambeau
