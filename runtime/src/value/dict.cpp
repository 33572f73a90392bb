// The hash map behind dict and set: entries in order of insertion, and a table of their places.
#include <algorithm>
#include <bit>

#include "value/same_text.h"
#include "value/value.h"

namespace flambeau {

namespace {

constexpr std::size_t kMostWithoutTable = 8;
constexpr std::size_t kFew = 4;  // entries that there is room for at once

// Of keys with the same hash: whether they are the same int, or the same text by its address.
[[gnu::always_inline]] inline bool is_very_key(const Value& a, const Value& b) {
  if (a.is(Tag::Int)) return b.is(Tag::Int) && a.int_payload() == b.int_payload();
  return a.is(Tag::Str) && b.is(Tag::Str) && a.identity() == b.identity();
}

// Of other keys with the same hash. A hole's is no key.
[[gnu::noinline]] bool same_key(const Value& held, const Value& key) {
  if (held.is(Tag::Str) && key.is(Tag::Str)) return same_text(held.known<Str>(), key.known<Str>());
  return !held.is(Tag::Unbound) && equal(held, key);
}

std::size_t hash_of(const Value& key) {
  if (key.is(Tag::Int)) return std::hash<int64_t>{}(key.int_payload());
  if (key.is(Tag::Str)) {
    if (const std::size_t known = key.known<Str>().hash.load(std::memory_order_relaxed)) return known;
  }
  return hash_value(key);
}

}  // namespace

Dict::~Dict() {
  std::vector<Value> values;
  for (Entry& entry : entries_) {
    if (entry.value.tag() >= Tag::List && entry.value.identity()->unique()) values.push_back(std::move(entry.value));
  }
  entries_.clear();
  if (!values.empty()) release_nested(std::move(values));
}

std::size_t Dict::position(const Value& key, std::size_t hash) const {
  const Entry* const entries = entries_.data();
  const auto is_at = [&](std::size_t place) __attribute__((always_inline)) {
    const Entry& entry = entries[place];
    return entry.hash == hash && (is_very_key(entry.key, key) || same_key(entry.key, key));
  };
  const std::size_t last = found_.load(std::memory_order_relaxed);
  if (last < entries_.size() && is_at(last)) return last;
  std::size_t found = kNowhere;
  if (table_.empty()) {
    for (std::size_t i = 0; i < entries_.size() && found == kNowhere; ++i) {
      if (is_at(i)) found = i;
    }
  } else {
    const std::size_t mask = table_.size() - 1;
    const uint32_t* const table = table_.data();
    for (std::size_t at = start(hash); table[at] != 0 && found == kNowhere; at = (at + 1) & mask) {
      if (is_at(table[at] - 1)) found = table[at] - 1;
    }
  }
  if (found != kNowhere) found_.store(static_cast<uint32_t>(found), std::memory_order_relaxed);
  return found;
}

std::size_t Dict::position(const Value& key) const { return position(key, hash_of(key)); }

const Value* Dict::find(const Value& key) const {
  const std::size_t at = position(key);
  return at == kNowhere ? nullptr : &entries_[at].value;
}

void Dict::set(const Value& key, Value value) {
  const std::size_t hash = hash_of(key);
  const std::size_t at = position(key, hash);
  changed = true;
  (at == kNowhere ? insert(key, hash) : entries_[at].value) = std::move(value);
}

bool Dict::add(const Value& key) {
  const std::size_t hash = hash_of(key);
  if (position(key, hash) != kNowhere) return false;
  changed = true;
  insert(key, hash);
  return true;
}

// Appends an entry for a key that isn't there.
Value& Dict::insert(const Value& key, std::size_t hash) {
  const std::size_t count = entries_.size() + 1;
  if (table_.empty() ? count > kMostWithoutTable : count * 3 > table_.size() * 2) rebuild(size_ + 1);
  if (entries_.capacity() == 0) entries_.reserve(kFew);
  entries_.push_back({hash, key, Value()});
  ++size_;
  if (!table_.empty()) enter(hash, static_cast<uint32_t>(entries_.size()));
  return entries_.back().value;
}

void Dict::enter(std::size_t hash, uint32_t at) {
  const std::size_t mask = table_.size() - 1;
  std::size_t place = start(hash);
  while (table_[place] != 0) place = (place + 1) & mask;
  table_[place] = at;
}

// Moves the entries together, and gives the table a size that lets `room` of them grow to twice as many.
void Dict::rebuild(std::size_t room) {
  std::erase_if(entries_, [](const Entry& entry) { return !entry.is_live(); });
  table_.clear();
  if (room <= kMostWithoutTable) return;
  const std::size_t size = std::bit_ceil(room * 3);
  table_.resize(size);
  shift_ = 64U - static_cast<unsigned>(std::countr_zero(size));
  for (std::size_t i = 0; i < entries_.size(); ++i) enter(entries_[i].hash, static_cast<uint32_t>(i + 1));
}

void Dict::reserve(std::size_t count) {
  entries_.reserve(count);
  if (count > kMostWithoutTable && count * 3 > table_.size() * 2) rebuild(count);
}

bool Dict::erase(const Value& key) {
  const std::size_t at = position(key);
  if (at == kNowhere) return false;
  changed = true;
  const Value old_key = std::exchange(entries_[at].key, Value::unbound());
  const Value old_value = std::move(entries_[at].value);
  --size_;
  if (size_ == 0) {
    clear();
  } else if (entries_.size() > 2 * kMostWithoutTable && size_ * 2 < entries_.size()) {
    rebuild(size_);
  }
  return true;
}

void Dict::clear() {
  changed = true;
  entries_.clear();
  table_.clear();
  size_ = 0;
}

Ref<Dict> Dict::copy() const {
  auto made = make_ref<Dict>();
  if (entries_.size() == size_) {
    made->entries_ = entries_;
    made->table_ = table_;
    made->shift_ = shift_;
    made->size_ = size_;
    return made;
  }
  made->reserve(size_);
  for (const Entry& entry : entries_) {
    if (entry.is_live()) made->insert(entry.key, entry.hash) = entry.value;
  }
  return made;
}

std::vector<std::pair<Value, Value>> Dict::items() const {
  std::vector<std::pair<Value, Value>> out;
  out.reserve(size_);
  for (const Entry& entry : entries_) {
    if (entry.is_live()) out.emplace_back(entry.key, entry.value);
  }
  return out;
}

}  // namespace flambeau
