#include "vm/program.h"

#include <algorithm>

#include "archive/cursor.h"
#include "base/exactness.h"
#include "base/fresh.h"
#include "parallel/scratch.h"
#include "simd/level.h"
#include "value/state.h"
#include "vm/machine.h"
#include "vm/steps.h"

namespace flambeau {

namespace {

Signature make_signature(const ProgramImage& image, const EntryImage& entry) {
  Signature out;
  out.function = image.functions[entry.function].name;
  out.result = image.types.text(entry.result);
  for (const EntryImage::Parameter& parameter : entry.parameters) {
    ParameterInfo info;
    info.name = parameter.name;
    info.type = image.types.text(parameter.type);
    info.holds_arrays = image.types.holds_arrays(parameter.type);
    if (parameter.default_constant != kNoIndex) {
      info.has_default = true;
      info.default_value = image.constants[parameter.default_constant];
    }
    out.parameters.push_back(std::move(info));
  }
  return out;
}

bool holds_arrays(const ProgramImage& image, const ClassImage& cls) {
  return std::any_of(cls.field_types.begin(), cls.field_types.end(),
                     [&](uint32_t type) { return image.types.holds_arrays(type); });
}

[[noreturn]] void refuse_count(const Signature& signature, std::size_t given) {
  const auto& parameters = signature.parameters;
  const auto required = static_cast<std::size_t>(
      std::count_if(parameters.begin(), parameters.end(), [](const ParameterInfo& p) { return !p.has_default; }));
  const std::string from = required < parameters.size() ? concat("from ", required, " to ") : "";
  raise("TypeError", signature.function, "() takes ", from, parameters.size(), " positional argument",
        parameters.size() == 1 && from.empty() ? "" : "s", " but ", given, given == 1 ? " was" : " were", " given");
}

[[noreturn]] void refuse_missing(const Signature& signature, const std::vector<bool>& given) {
  std::vector<std::string> names;
  for (std::size_t i = 0; i < given.size(); ++i) {
    if (!given[i] && !signature.parameters[i].has_default) names.push_back("'" + signature.parameters[i].name + "'");
  }
  const std::size_t count = names.size();
  std::string listed = names[0];
  for (std::size_t i = 1; i < count; ++i) {
    listed += (i + 1 < count ? ", " : count == 2 ? " and " : ", and ") + names[i];
  }
  raise("TypeError", signature.function, "() missing ", count, " required positional argument", count == 1 ? "" : "s",
        ": ", listed);
}

// The values of all parameters in order: positional, then named, then defaults. Worded as Python does.
std::vector<Value> bind(const Signature& signature, std::vector<Value> arguments, const Program::Named& named) {
  const auto& parameters = signature.parameters;
  const std::string& name = signature.function;
  const std::size_t positional = arguments.size();
  if (positional > parameters.size()) refuse_count(signature, positional);
  if (positional == parameters.size() && named.empty()) return arguments;
  arguments.resize(parameters.size());
  std::vector<bool> given(parameters.size(), false);
  std::fill_n(given.begin(), positional, true);
  for (const auto& [key, value] : named) {
    const auto found = std::find_if(parameters.begin(), parameters.end(),
                                    [&key = key](const ParameterInfo& p) { return p.name == key; });
    if (found == parameters.end()) raise("TypeError", name, "() got an unexpected keyword argument '", key, "'");
    const auto index = static_cast<std::size_t>(found - parameters.begin());
    if (given[index]) raise("TypeError", name, "() got multiple values for argument '", key, "'");
    arguments[index] = value;
    given[index] = true;
  }
  for (std::size_t i = 0; i < parameters.size(); ++i) {
    if (given[i]) continue;
    if (!parameters[i].has_default) refuse_missing(signature, given);
    arguments[i] = parameters[i].default_value;
  }
  return arguments;
}

}  // namespace

Program::Program(std::shared_ptr<const ProgramImage> image) : image_(std::move(image)) {
  for (const EntryImage& entry : image_->entries) signatures_.push_back(make_signature(*image_, entry));
  arrays_in_classes_ = std::any_of(image_->classes.begin(), image_->classes.end(),
                                   [&](const ClassImage& cls) { return holds_arrays(*image_, cls); });
  for (const FunctionImage& function : image_->functions) {
    if (function.name == kStateFunction && function.parameters.empty()) state_function_ = &function;
  }
  for (const auto& [key, value] : image_->metadata) is_exact_ = is_exact_ || (key == kPrecisionKey && value == "exact");
}

Program::~Program() = default;

const Signature* Program::find_signature(std::string_view function) const noexcept {
  const auto found =
      std::find_if(signatures_.begin(), signatures_.end(), [&](const Signature& s) { return s.function == function; });
  return found == signatures_.end() ? nullptr : &*found;
}

std::span<const std::pair<std::string, std::string>> Program::metadata() const noexcept { return image_->metadata; }

std::vector<std::string_view> Program::extra_files() const {
  std::vector<std::string_view> names;
  for (const auto& [name, content] : image_->files) names.push_back(name);
  return names;
}

std::optional<std::string_view> Program::extra_file(std::string_view name) const {
  for (const auto& [key, content] : image_->files) {
    if (key == name) return content;
  }
  return std::nullopt;
}

std::span<const ClassImage> Program::classes() const noexcept { return image_->classes; }

bool Program::has_arrays_in_classes() const noexcept { return arrays_in_classes_; }

const ClassImage* Program::find_class(std::string_view name) const noexcept {
  for (const ClassImage& cls : image_->classes) {
    if (cls.info->name == name) return &cls;
  }
  for (const ClassImage& cls : image_->classes) {
    if (cls.info->qualified_name() == name) return &cls;
  }
  return nullptr;
}

namespace {

const ClassImage& known_class(const ClassImage* found, std::string_view name) {
  if (!found) raise("AttributeError", "the program has no class '", name, "'");
  return *found;
}

}  // namespace

Value Program::make_object(std::string_view cls, const Named& fields) const {
  const Ref<ClassInfo>& info = known_class(find_class(cls), cls).info;
  if (info->kind == ClassInfo::Kind::Enum) raise("TypeError", "an Enum's members can't be made anew: ", cls);
  std::vector<Value> slots(info->fields.size(), Value::unbound());
  for (const auto& [name, value] : fields) {
    const auto found = std::find_if(info->fields.begin(), info->fields.end(),
                                    [&name = name](const ClassInfo::Field& field) { return field.name == name; });
    if (found == info->fields.end()) raise("AttributeError", "'", cls, "' object has no attribute '", name, "'");
    slots[static_cast<std::size_t>(found - info->fields.begin())] = value;
  }
  if (info->kind != ClassInfo::Kind::NamedTuple) return {Tag::Object, make_ref<Object>(info, std::move(slots))};
  if (std::any_of(slots.begin(), slots.end(), [](const Value& v) { return v.is(Tag::Unbound); })) {
    raise("TypeError", cls, " needs a value for each of its ", slots.size(), " fields");
  }
  return {Tag::Tuple, make_ref<Tuple>(std::move(slots), info)};
}

Value Program::find_member(std::string_view cls, std::string_view member) const {
  const ClassImage& found = known_class(find_class(cls), cls);
  for (std::size_t i = 0; i < found.members.size(); ++i) {
    if (found.member_rows[i].name == member) return found.members[i];
  }
  raise("AttributeError", "'", cls, "' has no member '", member, "'");
}

std::size_t Program::weight_bytes() const noexcept { return image_->weight_bytes; }

Value Program::run(std::vector<Value> arguments, const Named& named) const {
  return run(signature().function, std::move(arguments), named);
}

Value Program::run(std::string_view function, std::vector<Value> arguments, const Named& named,
                   Profile* profile) const {
  std::optional<RuntimeFailure> raised;
  Value result = run(function, std::move(arguments), named, profile, raised);
  if (raised) throw RuntimeFailure(*raised);
  return result;
}

Value Program::run(std::string_view function, std::vector<Value> arguments, const Named& named, Profile* profile,
                   std::optional<RuntimeFailure>& raised) const {
  const Signature* signature = find_signature(function);
  if (!signature) raise("AttributeError", "the program has no function '", function, "'");
  const EntryImage& entry = image_->entries[static_cast<std::size_t>(signature - signatures_.data())];
  arguments = bind(*signature, std::move(arguments), named);
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    const EntryImage::Parameter& parameter = entry.parameters[i];
    if (image_->types.adapt(parameter.type, arguments[i])) continue;
    raise("TypeError", signature->function, "(): argument '", parameter.name, "' must be ",
          image_->types.text(parameter.type), ", not ", image_->types.mismatch(parameter.type, arguments[i]));
  }
  return run_function(entry.function, std::move(arguments), profile, raised);
}

std::unique_ptr<Profile> Program::make_profile() const { return std::make_unique<Profile>(image_); }

Value Program::run_function(uint32_t function, std::vector<Value> arguments, Profile* profile,
                            std::optional<RuntimeFailure>& raised) const {
  const ExactnessScope exactness(is_exact_);
  const auto run = [&](std::vector<Value> given) {
    Machine machine = profile ? Machine(*profile) : Machine(*image_);
    return machine.run(function, std::move(given), raised);
  };
  if (!has_state()) {
    const StateScope none(nullptr);
    return run(std::move(arguments));
  }
  const std::lock_guard guard(state_lock_);
  prepare_state();
  // The state may come to hold what the caller has and will have, which the next call's thread then holds, too.
  const struct Known {
    std::vector<Value> values;
    void share_all() const {
      for (const Value& value : values) flambeau::share(value, true);
    }
    ~Known() { share_all(); }
  } known{arguments};
  known.share_all();
  const StateScope scope(&state_);
  Value result = run(std::move(arguments));
  flambeau::share(result, true);
  return result;
}

void Program::prepare_state() const {
  if (state_is_ready_) return;
  const StateScope none(nullptr);
  const auto index = static_cast<uint32_t>(state_function_ - image_->functions.data());
  std::optional<RuntimeFailure> raised;
  const Value values = Machine(*image_).run(index, {}, raised);
  if (raised) throw RuntimeFailure(*raised);
  state_ = values.items();
  state_is_ready_ = true;
}

void Program::reset_state() const {
  const std::lock_guard guard(state_lock_);
  state_.clear();
  state_is_ready_ = false;
}

Value Program::state() const {
  if (!has_state()) return Value::tuple({});
  const std::lock_guard guard(state_lock_);
  prepare_state();
  Value state = Value::tuple(state_);
  flambeau::share(state, true);
  return state;
}

namespace {

Ref<Program> load(Ref<FileBytes> file, std::vector<ExternalStorage>& externals) {
  auto image = std::make_shared<ProgramImage>(read_image(std::move(file), externals));
  // Many threads may run the program at once.
  for (const Value& constant : image->constants) share(constant);
  for (const ClassImage& cls : image->classes) {
    for (const Value& member : cls.members) share(member);
  }
  prepare(*image);
  return make_ref<Program>(std::move(image));
}

// Bytes of memory for the maps of a program that is going to be called soon. Small ones do without, and to fetch the
// most takes a few milliseconds.
constexpr std::size_t kLeastReserved = std::size_t{2} << 20;
constexpr std::size_t kMostReserved = std::size_t{8} << 20;
constexpr std::size_t kWeightsToMaps = 2;

// What the first call would otherwise do itself. To ask a processor what it can do takes long in a virtual machine.
void get_ready(std::size_t weight_bytes) {
  const std::size_t maps = std::min(weight_bytes / kWeightsToMaps, kMostReserved);
  if (maps < kLeastReserved) return;
  reserve_fresh(maps);
  warm_scratch();
  simd_level();
}

// Lets go of what no program came to hold.
struct Leftovers {
  std::vector<ExternalStorage> externals;
  ~Leftovers() {
    for (const ExternalStorage& external : externals) {
      if (external.release) external.release();
    }
  }
};

}  // namespace

Ref<Program> load_program(const std::string& path) {
  try {
    std::vector<ExternalStorage> none;
    Ref<Program> program = load(FileBytes::map(path), none);
    get_ready(program->weight_bytes());
    return program;
  } catch (const Error& error) {
    throw Error(error.type(), path + ": " + error.what());
  }
}

Ref<Program> load_program(std::vector<std::byte> bytes, std::vector<ExternalStorage> externals) {
  Leftovers leftovers{std::move(externals)};
  return load(FileBytes::own(std::move(bytes)), leftovers.externals);
}

}  // namespace flambeau
