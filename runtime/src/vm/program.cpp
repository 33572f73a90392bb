#include "vm/program.h"

#include <algorithm>

#include "archive/cursor.h"
#include "vm/machine.h"

namespace flambeau {

namespace {

Signature make_signature(const Image& image, const EntryImage& entry) {
  Signature out;
  out.function = image.functions[entry.function].name;
  out.result = image.types.text(entry.result);
  for (const EntryImage::Parameter& parameter : entry.parameters) {
    ParameterInfo info;
    info.name = parameter.name;
    info.type = image.types.text(parameter.type);
    if (parameter.default_constant != kNoIndex) {
      info.has_default = true;
      info.default_value = image.constants[parameter.default_constant];
    }
    out.parameters.push_back(std::move(info));
  }
  return out;
}

// The values of all parameters in order: positional, then named, then defaults. Worded as Python does.
std::vector<Value> bind(const Signature& signature, std::vector<Value> arguments, const Program::Named& named) {
  const auto& parameters = signature.parameters;
  const std::string& name = signature.function;
  const std::size_t positional = arguments.size();
  if (positional > parameters.size()) {
    raise("TypeError", name, "() takes ", parameters.size(), " positional argument", parameters.size() == 1 ? "" : "s",
          " but ", positional, positional == 1 ? " was" : " were", " given");
  }
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
    if (!parameters[i].has_default) {
      raise("TypeError", name, "() missing 1 required positional argument: '", parameters[i].name, "'");
    }
    arguments[i] = parameters[i].default_value;
  }
  return arguments;
}

}  // namespace

Program::Program(std::unique_ptr<const Image> image) : image_(std::move(image)) {
  for (const EntryImage& entry : image_->entries) signatures_.push_back(make_signature(*image_, entry));
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

std::size_t Program::weight_bytes() const noexcept { return image_->weight_bytes; }

Value Program::run(std::vector<Value> arguments, const Named& named) const {
  return run(signature().function, std::move(arguments), named);
}

Value Program::run(std::string_view function, std::vector<Value> arguments, const Named& named) const {
  const Signature* signature = find_signature(function);
  if (!signature) raise("AttributeError", "the program has no function '", function, "'");
  const EntryImage& entry = image_->entries[static_cast<std::size_t>(signature - signatures_.data())];
  arguments = bind(*signature, std::move(arguments), named);
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    const EntryImage::Parameter& parameter = entry.parameters[i];
    if (image_->types.adapt(parameter.type, arguments[i])) continue;
    raise("TypeError", signature->function, "(): argument '", parameter.name, "' must be ",
          image_->types.text(parameter.type), ", not ", describe(arguments[i]));
  }
  return Machine(*image_).run(entry.function, std::move(arguments));
}

namespace {

Ref<Program> load(Ref<FileBytes> file, std::vector<ExternalStorage>& externals) {
  return make_ref<Program>(std::make_unique<const Image>(read_image(std::move(file), externals)));
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
    return load(FileBytes::map(path), none);
  } catch (const Error& error) {
    throw Error(error.type(), path + ": " + error.what());
  }
}

Ref<Program> load_program(std::vector<std::byte> bytes, std::vector<ExternalStorage> externals) {
  Leftovers leftovers{std::move(externals)};
  return load(FileBytes::own(std::move(bytes)), leftovers.externals);
}

}  // namespace flambeau
