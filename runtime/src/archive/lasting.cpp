#include "archive/lasting.h"

#include <mutex>
#include <string>
#include <unordered_map>
#include <unordered_set>

#include "value/sequence.h"

namespace flambeau {

namespace {

constexpr std::size_t kMostTuples = std::size_t{1} << 13, kMostClasses = std::size_t{1} << 11;
constexpr std::size_t kLongest = 16;  // of tuples, in elements
constexpr std::size_t kLongestText = 64, kLongestClass = 4096;

struct Lasting {
  std::mutex mutex;
  std::unordered_map<std::string, Ref<ClassInfo>> classes;
  std::unordered_map<std::string, Value> tuples;
  std::unordered_set<const void*> kept;  // the tuples
};

Lasting& lasting() {
  static auto& held = *new Lasting;  // values may outlive what is destroyed when the process ends
  return held;
}

// The bytes of a number or address, by which things are told apart here.
template <typename T>
void append(std::string& key, const T& bits) {
  key.append(reinterpret_cast<const char*>(&bits), sizeof(bits));
}

void append_text(std::string& key, const std::string& text) {
  append(key, text.size());
  key += text;
}

// False where it is none of the things that last. Tuples are told apart by where they are.
bool append_plain(std::string& key, const Value& item, const Lasting& held) {
  key += static_cast<char>(item.tag());
  switch (item.tag()) {
    case Tag::None: return true;
    case Tag::Bool:
    case Tag::Int:
    case Tag::Float: append(key, item.int_payload()); return true;
    case Tag::Str: append_text(key, item.known<Str>().text); return item.known<Str>().text.size() <= kLongestText;
    case Tag::Tuple: append(key, item.identity()); return held.kept.contains(item.identity());
    default: return false;
  }
}

}  // namespace

Ref<ClassInfo> lasting_class(Ref<ClassInfo> made) {
  Lasting& held = lasting();
  std::string key;
  append_text(key, made->name);
  append(key, made->kind);
  append(key, made->flags);
  for (const ClassInfo::Field& field : made->fields) {
    append_text(key, field.name);
    append(key, field.flags);
  }
  if (key.size() > kLongestClass) return made;
  const std::lock_guard guard(held.mutex);
  const auto found = held.classes.find(key);
  if (found != held.classes.end()) return found->second;
  if (held.classes.size() == kMostClasses) return made;
  made->keep_forever();
  held.classes.emplace(std::move(key), made);
  return made;
}

Value lasting_tuple(const Value& made, uint32_t row) {
  const std::vector<Value>& items = made.items();
  if (items.size() > kLongest) return made;
  Lasting& held = lasting();
  const std::lock_guard guard(held.mutex);
  std::string key;
  append(key, row);
  for (const Value& item : items) {
    if (!append_plain(key, item, held)) return made;
  }
  const auto found = held.tuples.find(key);
  if (found != held.tuples.end()) return found->second;
  if (held.tuples.size() == kMostTuples) return made;
  std::vector<Value> texts_last = items;
  for (Value& item : texts_last) {
    if (item.is(Tag::Str)) item = lasting_text(item);
  }
  Value kept = Value::tuple(std::move(texts_last));
  share(kept);
  kept.identity()->keep_forever();
  held.tuples.emplace(std::move(key), kept);
  held.kept.insert(kept.identity());
  return kept;
}

}  // namespace flambeau
