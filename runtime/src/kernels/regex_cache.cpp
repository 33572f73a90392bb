// Patterns that are compiled and programs that are read: a loop doesn't do it in each of its rounds.
#include "kernels/regex_cache.h"

#include <deque>
#include <unordered_map>

#include "base/error.h"
#include "kernels/regex_compile.h"
#include "ops/kernel.h"
#include "value/repr.h"

namespace flambeau {

namespace {

// What was put in last, up to so many entries and so many bytes of programs.
template <typename Key, typename Held>
class Recent {
 public:
  const Held* find(const Key& key) const {
    const auto at = held_.find(key);
    return at == held_.end() ? nullptr : &at->second.first;
  }
  void put(Key key, Held held, std::size_t bytes) {
    held_.insert_or_assign(key, std::pair(std::move(held), bytes));
    order_.push_back(std::move(key));
    bytes_ += bytes;
    while (order_.size() > kMost || (bytes_ > kMostBytes && order_.size() > 1)) {
      const auto oldest = held_.find(order_.front());
      bytes_ -= oldest->second.second;
      held_.erase(oldest);
      order_.pop_front();
    }
  }

 private:
  static constexpr std::size_t kMost = 512;  // as Python's own cache
  static constexpr std::size_t kMostBytes = std::size_t{8} << 20U;

  std::unordered_map<Key, std::pair<Held, std::size_t>> held_;
  std::deque<Key> order_;
  std::size_t bytes_ = 0;
};

// The bytes of a pattern's program, the same object for as long as the pattern is among those compiled lately.
Value compile(const Value& pattern, int64_t flags) {
  static thread_local Recent<std::string, Value> cache;
  if (!pattern.is(Tag::Str)) raise("TypeError", "first argument must be string or compiled pattern");
  std::string key = std::to_string(flags);
  key += ' ';
  key += pattern.to_str();
  if (const Value* known = cache.find(key)) return *known;
  std::string bytes = compile_regex(pattern.to_str(), static_cast<uint32_t>(flags));
  const std::size_t size = bytes.size() + key.size();
  Value program(Tag::Bytes, make_ref<Str>(std::move(bytes)));
  cache.put(std::move(key), program, size);
  return program;
}

// Flags, groups and their names, as re.Pattern's attributes tell them.
Value describe(const Value& program) {
  const auto regex = regex_of(program);
  auto names = make_ref<Dict>();
  for (const auto& [name, group] : regex->names) names->set(Value(name), Value(group));
  return Value::tuple({Value(static_cast<int64_t>(regex->flags)), Value(static_cast<int64_t>(regex->groups)),
                       Value(Tag::Dict, std::move(names))});
}

}  // namespace

std::shared_ptr<const Regex> regex_of(const Value& program) {
  // Each keeps its bytes, so that their address stays its own.
  static thread_local Recent<const void*, std::pair<Value, std::shared_ptr<const Regex>>> cache;
  program.expect(Tag::Bytes);
  const void* key = program.identity();
  if (const auto* known = cache.find(key)) return known->second;
  auto regex = read_regex(program.to_bytes());
  cache.put(key, {program, regex}, program.to_bytes().size());
  return regex;
}

KERNEL(py_re_compile, compile)
KERNEL(py_re_describe, describe)

}  // namespace flambeau
