// Runs programs for tests/language: one process answers all calls, so that each costs as much as the call itself.
//
// A request on stdin is the path of a .flam file, a count of arguments and the arguments; the answer on stdout is 'R'
// and the result, or 'X' and the exception's type and message. tests/cpp/runner.py has the other end.
#include <cstdio>
#include <cstring>
#include <string>
#include <vector>

#include "flambeau/flambeau.hpp"

#ifdef _WIN32
#include <fcntl.h>
#include <io.h>
#else
#include <unistd.h>
#endif

using flambeau::Tensor;
using flambeau::Value;

namespace {

// ---- Reading
// ---------------------------------------------------------------------------------------------------------

void read_bytes(void* target, std::size_t size) {
  if (size != 0 && std::fread(target, 1, size, stdin) != size) std::exit(0);  // the tests have ended
}

template <typename T>
T read() {
  T value;
  read_bytes(&value, sizeof value);
  return value;
}

std::string read_text() {
  std::string text(read<uint64_t>(), '\0');
  read_bytes(text.data(), text.size());
  return text;
}

std::optional<flambeau::Module> program;  // whose classes the arguments may name

Value read_value();

std::vector<Value> read_values() {
  std::vector<Value> values(read<uint64_t>());
  for (Value& value : values) value = read_value();
  return values;
}

Value read_tensor() {
  const auto dtype = static_cast<flambeau::Dtype>(read<int64_t>());
  std::vector<int64_t> sizes(read<uint64_t>());
  for (int64_t& size : sizes) size = read<int64_t>();
  const Tensor tensor = flambeau::empty(sizes, dtype);
  const std::string data = read_text();
  if (!data.empty()) std::memcpy(tensor.data_ptr(), data.data(), data.size());
  return tensor;
}

Value read_object() {
  const std::string name = read_text();
  flambeau::Module::Named fields;
  for (auto left = read<uint64_t>(); left != 0; --left) {
    const std::string field = read_text();
    fields.emplace(field, read_value());
  }
  return program->object(name, fields);
}

Value read_member() {
  const std::string name = read_text();
  return program->member(name, read_text());
}

Value read_value() {
  switch (read<char>()) {
    case 'o': return read_object();
    case 'E': return read_member();
    case 'T': return true;
    case 'F': return false;
    case 'i': return read<int64_t>();
    case 'd': return read<double>();
    case 'c': {
      const auto real = read<double>();
      return std::complex<double>(real, read<double>());
    }
    case 's': return read_text();
    case 'b': return Value::bytes(read_text());
    case 'y': return static_cast<flambeau::Dtype>(read<int64_t>());
    case 'x': return read_tensor();
    case 'l': return Value::list(read_values());
    case 't': return Value::tuple(read_values());
    case 'e': return Value::set(read_values());
    case 'm': {
      std::vector<std::pair<Value, Value>> entries(read<uint64_t>());
      for (auto& [key, value] : entries) {
        key = read_value();
        value = read_value();
      }
      return Value::dict(entries);
    }
    default: return Value::none();
  }
}

// ---- Writing
// ---------------------------------------------------------------------------------------------------------

std::string answer;

template <typename T>
void write(T value) {
  answer.append(reinterpret_cast<const char*>(&value), sizeof value);
}

void write_text(std::string_view text) {
  write<uint64_t>(text.size());
  answer.append(text);
}

void write_value(const Value& value);

void write_values(char tag, const std::vector<Value>& values) {
  answer += tag;
  write<uint64_t>(values.size());
  for (const Value& value : values) write_value(value);
}

void write_tensor(const Tensor& given) {
  const Tensor tensor = given.contiguous();
  answer += 'x';
  write<int64_t>(static_cast<int64_t>(tensor.dtype()));
  write<uint64_t>(tensor.sizes().size());
  for (const int64_t size : tensor.sizes()) write(size);
  const auto flat = tensor.numel() == 0 ? tensor : tensor.reshape({-1});
  const std::size_t element = [&] {
    switch (tensor.dtype()) {
      case flambeau::Dtype::Byte:
      case flambeau::Dtype::Char:
      case flambeau::Dtype::Bool: return 1;
      case flambeau::Dtype::Short:
      case flambeau::Dtype::Half:
      case flambeau::Dtype::BFloat16:
      case flambeau::Dtype::UInt16: return 2;
      case flambeau::Dtype::Int:
      case flambeau::Dtype::UInt32:
      case flambeau::Dtype::Float: return 4;
      case flambeau::Dtype::ComplexDouble: return 16;
      default: return 8;
    }
  }();
  write_text({static_cast<const char*>(flat.data_ptr()), element * static_cast<std::size_t>(flat.numel())});
}

void write_object(const Value& value) {
  std::vector<std::pair<std::string, Value>> fields;
  for (std::size_t i = 0; i < static_cast<std::size_t>(flambeau_length(value.handle())); ++i) {
    const std::string name = flambeau_field_name(value.handle(), i);
    if (name == "__dict__") {  // all its attributes
      for (const auto& [key, held] : value.attr(name).to_dict()) {
        fields.emplace_back(key.to_str(), value.attr(key.to_str()));
      }
      continue;
    }
    try {
      fields.emplace_back(name, value.attr(name));
    } catch (const flambeau::Error&) {  // an attribute that this instance doesn't have
    }
  }
  answer += 'o';
  write_text(value.class_name());
  write<uint64_t>(fields.size());
  for (const auto& [name, held] : fields) {
    write_text(name);
    write_value(held);
  }
}

void write_value(const Value& value) {
  if (!value.class_name().empty()) return write_object(value);
  switch (value.kind()) {
    case FLAMBEAU_NONE: answer += 'N'; return;
    case FLAMBEAU_BOOL: answer += value.to_bool() ? 'T' : 'F'; return;
    case FLAMBEAU_INT: answer += 'i'; return write(value.to_int());
    case FLAMBEAU_FLOAT: answer += 'd'; return write(value.to_double());
    case FLAMBEAU_COMPLEX: {
      answer += 'c';
      write(value.to_complex().real());
      return write(value.to_complex().imag());
    }
    case FLAMBEAU_STR: answer += 's'; return write_text(value.to_str());
    case FLAMBEAU_BYTES: answer += 'b'; return write_text(value.to_bytes());
    case FLAMBEAU_DTYPE: answer += 'y'; return write(static_cast<int64_t>(value.to_dtype()));
    case FLAMBEAU_TENSOR: return write_tensor(value.to_tensor());
    case FLAMBEAU_LIST: return write_values('l', value.to_list());
    case FLAMBEAU_TUPLE: return write_values('t', value.to_tuple());
    case FLAMBEAU_SIZE: return write_values('z', value.to_tuple());
    case FLAMBEAU_SET: return write_values('e', value.to_set());
    case FLAMBEAU_DICT: {
      const flambeau::Dict entries = value.to_dict();
      answer += 'm';
      write<uint64_t>(entries.size());
      for (const auto& [key, held] : entries) {
        write_value(key);
        write_value(held);
      }
      return;
    }
    default: answer += 'q'; return write_text(value.repr());
  }
}

void serve(const std::string& path) {
  static std::string loaded;  // calls of one program follow each other
  if (loaded != path) program = flambeau::load(path);
  loaded = path;
  const std::vector<Value> arguments = read_values();
  answer = "R";
  try {
    write_value(program->forward(arguments));
  } catch (const flambeau::Error& error) {
    answer = "X";
    write_text(error.type());
    write_text(error.message());
  }
}

// A stream of answers in the place of stdout: what programs print isn't part of one.
std::FILE* take_stdout() {
#ifdef _WIN32
  _setmode(0, _O_BINARY);
  const char* nowhere = "NUL";
  const int copy = _dup(1);
  _setmode(copy, _O_BINARY);
  std::FILE* answers = _fdopen(copy, "wb");
#else
  const char* nowhere = "/dev/null";
  std::FILE* answers = fdopen(dup(1), "wb");
#endif
  return std::freopen(nowhere, "w", stdout) ? answers : nullptr;
}

}  // namespace

int main() {
  std::FILE* answers = take_stdout();
  if (!answers) return 1;
  for (;;) {
    serve(read_text());
    std::fwrite(answer.data(), 1, answer.size(), answers);
    std::fflush(answers);
  }
}
