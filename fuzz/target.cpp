// Loads the input as an archive and, where the verifier accepts it, runs it on some arguments. Errors are expected;
// anything that a sanitizer reports, or that isn't an Error, is a bug.
#include <cstddef>
#include <cstdint>
#include <vector>

#include "vm/program.h"

namespace {

using namespace flambeau;

// A value that a parameter of this type may well take.
Value sample(std::string_view type) {
  if (type == "int") return Value(int64_t{3});
  if (type == "float") return Value(2.5);
  if (type == "bool") return Value(true);
  if (type == "str") return Value("a b");
  if (type.starts_with("List")) return Value::list({Value(int64_t{1}), Value(int64_t{2})});
  if (type.starts_with("Tensor")) return Value(empty({2, 3}, Dtype::Float32));
  return {};
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, std::size_t size) {
  const auto* first = reinterpret_cast<const std::byte*>(data);
  try {
    const Ref<Program> program = load_program(std::vector<std::byte>(first, first + size));
    for (const Signature& signature : program->signatures()) {
      std::vector<Value> arguments;
      for (const ParameterInfo& parameter : signature.parameters) arguments.push_back(sample(parameter.type));
      program->run(signature.function, std::move(arguments));
    }
  } catch (const RuntimeFailure& failure) {
    (void)failure.render();
  } catch (const Error&) {
  }
  return 0;
}
