// The C interface: errors, threads and programs. Values are in c_api_values.cpp, tensors in c_api_tensors.cpp.
#include "c_api.h"

#include <cstring>
#include <new>

#include "parallel/parallel.h"

namespace flambeau::c_api {

namespace {

struct LastError {
  std::string type, message, text;
};
thread_local LastError last_error;

void set_error(std::string type, std::string message, std::string text) noexcept {
  last_error.type = std::move(type);
  last_error.message = std::move(message);
  last_error.text = std::move(text);
}

const Signature* find_signature(const flambeau_program* program, size_t function) noexcept {
  if (!program || function >= program->program->signatures().size()) return nullptr;
  return &program->program->signatures()[function];
}

const ParameterInfo* find_parameter(const flambeau_program* program, size_t function, size_t parameter) noexcept {
  const Signature* signature = find_signature(program, function);
  return signature && parameter < signature->parameters.size() ? &signature->parameters[parameter] : nullptr;
}

const Program& program_of(const flambeau_program* handle) {
  if (!handle) raise("TypeError", "expected a program, got a null handle");
  return *handle->program;
}

}  // namespace

void record_error() noexcept {
  try {
    throw;
  } catch (const RuntimeFailure& failure) {
    set_error(failure.type(), failure.what(), failure.render());
  } catch (const Error& error) {
    set_error(error.type(), error.what(), error.type() + ": " + error.what());
  } catch (const std::bad_alloc&) {
    set_error("MemoryError", "out of memory", "MemoryError: out of memory");
  } catch (const std::exception& error) {
    set_error("RuntimeError", error.what(), std::string("RuntimeError: ") + error.what());
  } catch (...) {
    set_error("RuntimeError", "an unknown exception", "RuntimeError: an unknown exception");
  }
}

const Value& value_of(const flambeau_value* handle) {
  if (!handle) raise("TypeError", "expected a value, got a null handle");
  return handle->value;
}

std::vector<Value> values_of(const flambeau_value* const* handles, std::size_t count) {
  std::vector<Value> values;
  values.reserve(count);
  for (std::size_t i = 0; i < count; ++i) values.push_back(value_of(handles[i]));
  return values;
}

}  // namespace flambeau::c_api

using namespace flambeau;         // NOLINT: the functions below are C's
using namespace flambeau::c_api;  // NOLINT

extern "C" {

const char* flambeau_version(void) { return FLAMBEAU_VERSION_STRING; }

const char* flambeau_error_type(void) { return last_error.type.c_str(); }
const char* flambeau_error_message(void) { return last_error.message.c_str(); }
const char* flambeau_error_text(void) { return last_error.text.c_str(); }

int32_t flambeau_threads(void) { return thread_count(); }
flambeau_status flambeau_set_threads(int32_t count) {
  return guard_status([&] { set_thread_count(count); });
}

flambeau_program* flambeau_load(const char* path) {
  return guard<flambeau_program*>(nullptr, [&] { return new flambeau_program(load_program(std::string(path))); });
}

flambeau_program* flambeau_load_memory(const void* data, size_t size) {
  return guard<flambeau_program*>(nullptr, [&] {
    const auto* first = static_cast<const std::byte*>(data);
    return new flambeau_program(load_program(std::vector<std::byte>(first, first + size)));
  });
}

void flambeau_program_release(flambeau_program* program) { delete program; }

int32_t flambeau_has_state(const flambeau_program* program) { return program && program->program->has_state() ? 1 : 0; }
flambeau_program* flambeau_clone(const flambeau_program* program) {
  return guard<flambeau_program*>(nullptr, [&] { return new flambeau_program(program_of(program).clone()); });
}
flambeau_status flambeau_reset_state(const flambeau_program* program) {
  return guard_status([&] { program_of(program).reset_state(); });
}

flambeau_value* flambeau_run(const flambeau_program* program, const flambeau_value* const* arguments, size_t count) {
  return guard_value([&] {
    const Shared shared(arguments, count);
    return program_of(program).run(values_of(arguments, count));
  });
}

flambeau_value* flambeau_run_named(const flambeau_program* program, const char* function,
                                   const flambeau_value* const* arguments, size_t count, const char* const* names,
                                   const flambeau_value* const* named, size_t named_count) {
  return guard_value([&] {
    Program::Named pairs;
    for (size_t i = 0; i < named_count; ++i) pairs.emplace_back(names[i], value_of(named[i]));
    const Program& callee = program_of(program);
    std::vector<Value> values = values_of(arguments, count);
    const Shared shared(arguments, count), shared_named(named, named_count);
    return function ? callee.run(function, std::move(values), pairs) : callee.run(std::move(values), pairs);
  });
}

flambeau_value* flambeau_object(const flambeau_program* program, const char* class_name, const char* const* names,
                                const flambeau_value* const* values, size_t count) {
  return guard_value([&] {
    Program::Named fields;
    for (size_t i = 0; i < count; ++i) fields.emplace_back(names[i], value_of(values[i]));
    return program_of(program).make_object(class_name, fields);
  });
}
flambeau_value* flambeau_member(const flambeau_program* program, const char* enum_name, const char* member) {
  return guard_value([&] { return program_of(program).find_member(enum_name, member); });
}

size_t flambeau_function_count(const flambeau_program* program) {
  return program ? program->program->signatures().size() : 0;
}
const char* flambeau_function_name(const flambeau_program* program, size_t function) {
  const Signature* found = find_signature(program, function);
  return found ? found->function.c_str() : nullptr;
}
const char* flambeau_result_type(const flambeau_program* program, size_t function) {
  const Signature* found = find_signature(program, function);
  return found ? found->result.c_str() : nullptr;
}
size_t flambeau_parameter_count(const flambeau_program* program, size_t function) {
  const Signature* found = find_signature(program, function);
  return found ? found->parameters.size() : 0;
}
const char* flambeau_parameter_name(const flambeau_program* program, size_t function, size_t parameter) {
  const ParameterInfo* found = find_parameter(program, function, parameter);
  return found ? found->name.c_str() : nullptr;
}
const char* flambeau_parameter_type(const flambeau_program* program, size_t function, size_t parameter) {
  const ParameterInfo* found = find_parameter(program, function, parameter);
  return found ? found->type.c_str() : nullptr;
}
int32_t flambeau_parameter_has_default(const flambeau_program* program, size_t function, size_t parameter) {
  const ParameterInfo* found = find_parameter(program, function, parameter);
  return found && found->has_default ? 1 : 0;
}

size_t flambeau_metadata_count(const flambeau_program* program) {
  return program ? program->program->metadata().size() : 0;
}
const char* flambeau_metadata_key(const flambeau_program* program, size_t index) {
  return index < flambeau_metadata_count(program) ? program->program->metadata()[index].first.c_str() : nullptr;
}
const char* flambeau_metadata(const flambeau_program* program, const char* key) {
  for (size_t i = 0; i < flambeau_metadata_count(program); ++i) {
    const auto& [name, value] = program->program->metadata()[i];
    if (name == key) return value.c_str();
  }
  return nullptr;
}

size_t flambeau_extra_file_count(const flambeau_program* program) { return program ? program->extra_names.size() : 0; }
const char* flambeau_extra_file_name(const flambeau_program* program, size_t index) {
  return index < flambeau_extra_file_count(program) ? program->extra_names[index].c_str() : nullptr;
}
const void* flambeau_extra_file(const flambeau_program* program, const char* name, size_t* size) {
  if (!program) return nullptr;
  const auto content = program->program->extra_file(name);
  if (size) *size = content ? content->size() : 0;
  if (!content) return nullptr;
  return content->empty() ? static_cast<const void*>("") : content->data();
}

}  // extern "C"
