// Exceptions and instances of user classes as values; print, warnings and the clock.
#include <chrono>
#include <cstdio>

#include "kernels/py_receiver.h"
#include "ops/kernel.h"
#include "value/exceptions.h"

namespace flambeau {

namespace {

std::vector<std::string> strings(const std::vector<std::string_view>& views) { return {views.begin(), views.end()}; }

Value exception(std::string_view type, std::string_view message, const std::vector<std::string_view>& bases) {
  auto object = make_ref<ExceptionObject>();
  object->type = type;
  object->message = message;
  object->bases = strings(bases);
  return Value(Tag::Exception, object);
}

std::string exception_message(const Value& e) { return e.object<ExceptionObject>(Tag::Exception).message; }
std::string exception_type(const Value& e) { return e.object<ExceptionObject>(Tag::Exception).type; }

bool matches(const Value& e, std::string_view wanted) {
  const auto& object = e.object<ExceptionObject>(Tag::Exception);
  return exception_matches(object.type, object.bases, wanted);
}

Value object_new(std::string_view cls, const std::vector<std::string_view>& fields, const Value& slots) {
  if (fields.size() != slots.items().size()) {
    raise("TypeError", cls, " has ", fields.size(), " fields, got ", slots.items().size(), " values");
  }
  auto object = make_ref<Object>();
  object->info = make_ref<ClassInfo>();
  object->info->name = cls;
  object->info->fields = strings(fields);
  object->slots = slots.items();
  return Value(Tag::Object, object);
}

Value& slot(const Value& self, std::string_view field) {
  if (self.is(Tag::Object)) {
    auto& object = self.object<Object>(Tag::Object);
    for (std::size_t i = 0; i < object.info->fields.size(); ++i) {
      if (object.info->fields[i] == field) return object.slots[i];
    }
  }
  raise("AttributeError", "'", type_name(self), "' object has no attribute '", field, "'");
}

Value object_get(const Value& self, std::string_view field) {
  const Value& value = slot(self, field);
  if (value.is(Tag::Unbound)) raise("AttributeError", "'", type_name(self), "' object has no attribute '", field, "'");
  return value;
}

void object_set(const Value& self, std::string_view field, const Value& value) { slot(self, field) = value; }

void print(const Value& values, std::string_view separator, std::string_view end) {
  std::string line;
  bool first = true;
  for (const Value& value : values.items()) {
    if (!first) line += separator;
    first = false;
    line += str(value);
  }
  line += end;
  std::fwrite(line.data(), 1, line.size(), stdout);
  std::fflush(stdout);
}

void warn(std::string_view message) {
  const std::string line = "UserWarning: " + std::string(message) + "\n";
  std::fwrite(line.data(), 1, line.size(), stderr);
}

double perf_counter() {
  return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

}  // namespace

KERNEL(py_exception, exception)
KERNEL(py_exception_message, exception_message)
KERNEL(py_exception_type, exception_type)
KERNEL(py_exception_matches, matches)
KERNEL(py_object_new, object_new)
KERNEL(py_object_get, object_get)
KERNEL(py_object_set, object_set)
KERNEL(py_print, print)
KERNEL(py_warn, warn)
KERNEL(py_perf_counter, perf_counter)

}  // namespace flambeau
