// Exceptions and instances of user classes as values; print, warnings and the clock.
#include <charconv>
#include <chrono>
#include <cstdio>
#include <ctime>
#include <mutex>
#include <unordered_set>

#include "kernels/py_receiver.h"
#include "ops/kernel.h"
#include "value/exceptions.h"
#include "value/text.h"

namespace flambeau {

namespace {

constexpr std::size_t kMostWarnings = 10000;  // so many are remembered as shown

std::vector<std::string> strings(const std::vector<std::string_view>& views) { return {views.begin(), views.end()}; }

Value exception(std::string_view type, std::string_view message, const std::vector<std::string_view>& bases) {
  auto object = make_ref<ExceptionObject>();
  object->type = type;
  object->message = message;
  object->bases = strings(bases);
  return Value(Tag::Exception, std::move(object));
}

Value exception_with(std::string_view type, std::string_view message, const std::vector<std::string_view>& bases,
                     const Value& args, const Value& attributes) {
  Value made = exception(type, message, bases);
  auto& object = made.object<ExceptionObject>(Tag::Exception);
  args.expect(Tag::Tuple);
  attributes.expect(Tag::Dict);
  object.args = args;
  object.attributes = attributes;
  return made;
}

// The string that has this repr, where it is one's.
std::string unquoted(std::string_view text) {
  if (text.size() < 2 || (text.front() != '\'' && text.front() != '"')) return std::string(text);
  std::string out;
  for (std::size_t at = 1; at + 1 < text.size(); ++at) {
    if (text[at] != '\\') {
      out += text[at];
      continue;
    }
    const char kind = text[++at];
    const std::size_t digits = kind == 'x' ? 2 : kind == 'u' ? 4 : kind == 'U' ? 8 : 0;
    uint32_t code = 0;
    std::from_chars(text.data() + at + 1, text.data() + at + 1 + digits, code, 16);
    if (digits) append_code_point(out, code);
    if (!digits) out += kind == 'n' ? '\n' : kind == 't' ? '\t' : kind == 'r' ? '\r' : kind;
    at += digits;
  }
  return out;
}

// An error of the runtime's own has its text as its only argument; a KeyError's text is the repr of that.
Value exception_args(const Value& e) {
  const auto& object = e.object<ExceptionObject>(Tag::Exception);
  if (!object.args.is_none()) return object.args;
  std::vector<Value> items;
  if (!object.message.empty()) items.push_back(object.type == "KeyError" ? unquoted(object.message) : object.message);
  return Value::tuple(std::move(items));
}

// What the exception was given under a name; null where it was given nothing.
const Value* given(const Value& e, std::string_view name) {
  const auto& object = e.object<ExceptionObject>(Tag::Exception);
  return object.attributes.is_none() ? nullptr : object.attributes.object<Dict>(Tag::Dict).find(Value(name));
}

Value exception_attribute(const Value& e, std::string_view name) {
  if (const Value* found = given(e, name)) return *found;
  raise("AttributeError", "'", e.object<ExceptionObject>(Tag::Exception).type, "' object has no attribute '", name,
        "'");
}

void exception_set(const Value& e, std::string_view name, const Value& value) {
  auto& object = e.object<ExceptionObject>(Tag::Exception);
  if (object.attributes.is_none()) object.attributes = Value(Tag::Dict, make_ref<Dict>());
  object.attributes.object<Dict>(Tag::Dict).set(Value(name), value);
}

bool exception_has(const Value& e, std::string_view name) { return given(e, name) != nullptr; }

Value exception_cause(const Value& e) {
  const Value* found = given(e, "__cause__");
  return found != nullptr ? *found : Value();
}

std::string exception_message(const Value& e) { return e.object<ExceptionObject>(Tag::Exception).message; }
std::string exception_type(const Value& e) { return e.object<ExceptionObject>(Tag::Exception).type; }

bool matches(const Value& e, std::string_view wanted) {
  const auto& object = e.object<ExceptionObject>(Tag::Exception);
  return exception_matches(object.type, object.bases, wanted);
}

Ref<ClassInfo> class_info(const Value& cls) { return Ref<ClassInfo>(&cls.object<ClassInfo>(Tag::Class)); }

void check_count(const ClassInfo& info, std::size_t given) {
  if (given > info.fields.size()) {
    raise("TypeError", info.short_name(), " has ", info.fields.size(), " fields, got ", given, " values");
  }
}

Value object_new(const Value& cls, const Value& slots) {
  Ref<ClassInfo> info = class_info(cls);
  check_count(*info, slots.items().size());
  std::vector<Value> values = slots.items();
  values.resize(info->fields.size(), Value::unbound());
  return Value(Tag::Object, make_ref<Object>(std::move(info), std::move(values)));
}

const Value& slot_of(const Value& self, int64_t slot) {
  const std::vector<Value>& slots = self.object<Object>(Tag::Object).slots();
  if (slot < 0 || static_cast<std::size_t>(slot) >= slots.size()) {
    raise("AttributeError", "'", type_name(self), "' object has no attribute number ", slot);
  }
  return slots[static_cast<std::size_t>(slot)];
}

Value object_get(const Value& self, int64_t slot) {
  const Value& value = slot_of(self, slot);
  if (value.is(Tag::Unbound)) {
    const ClassInfo& info = *class_of(self);
    raise("AttributeError", "'", info.short_name(), "' object has no attribute '",
          info.fields[static_cast<std::size_t>(slot)].name, "'");
  }
  return value;
}

bool object_has(const Value& self, int64_t slot) { return !slot_of(self, slot).is(Tag::Unbound); }

void object_set(const Value& self, int64_t slot, const Value& value) {
  slot_of(self, slot);
  self.known<Object>().change()[static_cast<std::size_t>(slot)] = value;
}

Value named_tuple(const Value& cls, const Value& items) {
  Ref<ClassInfo> info = class_info(cls);
  check_count(*info, items.items().size());
  return Value(Tag::Tuple, make_ref<Tuple>(items.items(), std::move(info)));
}

void write_line(const Value& values, std::string_view separator, std::string_view end, std::FILE* stream) {
  std::string line;
  bool first = true;
  for (const Value& value : values.items()) {
    if (!first) line += separator;
    first = false;
    line += str(value);
  }
  line += end;
  std::fwrite(line.data(), 1, line.size(), stream);
  std::fflush(stream);
}

void print(const Value& values, std::string_view separator, std::string_view end) {
  write_line(values, separator, end, stdout);
}

void print_error(const Value& values, std::string_view separator, std::string_view end) {
  write_line(values, separator, end, stderr);
}

// Shows a warning the first time that this place of a program gives this text, as Python does by default.
void warn(std::string_view category, std::string_view message, std::string_view place) {
  static std::mutex lock;
  static std::unordered_set<std::string> shown;
  const std::string line = concat(category, ": ", message, "\n");
  {
    const std::lock_guard guard(lock);
    if (shown.size() < kMostWarnings && !shown.insert(concat(place, "\n", line)).second) return;
  }
  std::fwrite(line.data(), 1, line.size(), stderr);
}

template <typename Clock>
double seconds() {
  return std::chrono::duration<double>(Clock::now().time_since_epoch()).count();
}

double time_since_1970() { return seconds<std::chrono::system_clock>(); }
double perf_counter() { return seconds<std::chrono::steady_clock>(); }

// Seconds that the machine's clock is ahead of UTC at a moment, which is counted since 1970; 0 where it isn't known.
int64_t offset_at(int64_t moment) {
  const auto given = static_cast<std::time_t>(moment);
  std::tm local{};
#ifdef _WIN32
  if (localtime_s(&local, &given) != 0) return 0;
#else
  if (localtime_r(&given, &local) == nullptr) return 0;
#endif
  const std::chrono::year_month_day day{std::chrono::year(local.tm_year + 1900),
                                        std::chrono::month(static_cast<unsigned>(local.tm_mon + 1)),
                                        std::chrono::day(static_cast<unsigned>(local.tm_mday))};
  const int64_t days = std::chrono::sys_days(day).time_since_epoch().count();
  return ((days * 24 + local.tm_hour) * 60 + local.tm_min) * 60 + local.tm_sec - moment;
}

// `is_local`: the moment is what the machine's clock shows.
int64_t local_offset(int64_t moment, bool is_local) {
  return offset_at(is_local ? moment - offset_at(moment) : moment);
}

double process_time() { return static_cast<double>(std::clock()) / CLOCKS_PER_SEC; }

}  // namespace

KERNEL(py_exception, exception)
KERNEL(py_exception_with, exception_with)
KERNEL(py_exception_args, exception_args)
KERNEL(py_exception_attribute, exception_attribute)
KERNEL(py_exception_has, exception_has)
KERNEL(py_exception_cause, exception_cause)
KERNEL(py_exception_set, exception_set)
KERNEL(py_exception_message, exception_message)
KERNEL(py_exception_type, exception_type)
KERNEL(py_exception_matches, matches)
KERNEL(py_object_new, object_new)
KERNEL(py_object_get, object_get)
KERNEL(py_object_has, object_has)
KERNEL(py_object_set, object_set)
KERNEL(py_named_tuple, named_tuple)
KERNEL(py_print, print)
KERNEL(py_print_error, print_error)
KERNEL(py_warn, warn)
KERNEL(py_time, time_since_1970)
KERNEL(py_perf_counter, perf_counter)
KERNEL(py_process_time, process_time)
KERNEL(py_local_offset, local_offset)

}  // namespace flambeau
