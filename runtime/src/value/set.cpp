#include "value/set.h"

#include <algorithm>

#include "value/hash.h"
#include "value/same_text.h"

namespace flambeau {

namespace {

constexpr std::size_t kNeighbours = 9;  // of a place that are looked at before one elsewhere
constexpr unsigned kShift = 5;
constexpr std::size_t kTries = 8;               // to find in which order keys have entered a table
constexpr int64_t kOwnHash = int64_t{1} << 60;  // ints below are their own hashes

// What most elements are needs no call.
PythonHash hash_of(const Value& key) {
  if (key.is(Tag::Int)) {
    const int64_t number = key.int_payload();
    if (number > -kOwnHash && number < kOwnHash) return {number == -1 ? -2 : number, true};
  }
  return python_hash(key);
}

bool same_key(const Value& a, const Value& b) {
  if (a.is(Tag::Int) && b.is(Tag::Int)) return a.int_payload() == b.int_payload();
  return equal(a, b);
}

}  // namespace

Ref<Set> Set::in_order(const std::vector<Value>& keys) {
  auto made = make_ref<Set>();
  for (const Value& key : entering(keys)) made->add(key);
  if (made->listed_ || made->keys_are(keys)) return made;
  auto listed = make_ref<Set>();
  listed->list();
  for (const Value& key : keys) listed->add(key);
  return listed;
}

std::vector<Value> Set::entering(const std::vector<Value>& keys) {
  std::vector<Value> order = keys;
  for (std::size_t tries = 0; tries < kTries; ++tries) {
    Set made;
    for (const Value& key : order) made.add(key);
    if (made.listed_ || made.size() != keys.size()) break;
    const std::vector<Value> found = made.keys();
    const auto early = std::mismatch(found.begin(), found.end(), keys.begin(), equal).first;
    if (early == found.end()) return order;
    // It has found its own place taken: it entered before the other.
    const auto at = std::find_if(order.begin(), order.end(), [&](const Value& key) { return equal(key, *early); });
    std::rotate(order.begin(), at, at + 1);
  }
  return keys;
}

bool Set::keys_are(const std::vector<Value>& wanted) const {
  auto next = wanted.begin();
  return size() == wanted.size() && all([&](const Value& key) { return equal(key, *next++); });
}

Ref<Set> Set::copy() const {
  auto made = make_ref<Set>();
  made->merge(*this);
  return made;
}

std::vector<Value> Set::keys() const {
  std::vector<Value> out;
  out.reserve(size());
  each([&](const Value& key) { out.push_back(key); });
  return out;
}

// The first wanted place for a hash. One is found, since a free one is always wanted.
template <typename IsWanted>
std::size_t Set::search(int64_t hash, IsWanted is_wanted) const {
  const std::size_t mask = table_.size() - 1;
  auto perturbation = static_cast<std::size_t>(hash);
  for (std::size_t first = perturbation & mask;;) {
    const std::size_t last = first + kNeighbours <= mask ? first + kNeighbours : first;
    for (std::size_t at = first; at <= last; ++at) {
      if (is_wanted(table_[at])) return at;
    }
    perturbation >>= kShift;
    first = (first * 5 + 1 + perturbation) & mask;
  }
}

const Set::Entry* Set::find(const Value& key, int64_t hash) const {
  if (table_.empty()) return nullptr;
  const Entry& entry = table_[search(hash, [&](const Entry& each) {
    if (!each.is_live()) return each.hash != kLeft;
    return each.hash == hash && same_key(each.key, key);
  })];
  return entry.is_live() ? &entry : nullptr;
}

bool Set::contains(const Value& key) const {
  if (listed_) return std::as_const(*listed_).find(key) != nullptr;
  const PythonHash hash = hash_of(key);
  return hash.lasts && find(key, hash.value);
}

bool Set::add(const Value& key) {
  changed = true;
  if (!listed_) {
    const PythonHash hash = hash_of(key);
    if (hash.lasts) return add(key, hash.value);
    list();
  }
  return listed_->add(key);
}

// The key takes the last place on its way that another has left.
bool Set::add(const Value& key, int64_t hash) {
  if (table_.empty()) table_.resize(kSmallest);
  Entry* left = nullptr;
  Entry& found = table_[search(hash, [&](const Entry& each) {
    if (each.is_live()) return each.hash == hash && same_key(each.key, key);
    if (each.hash != kLeft) return true;
    left = const_cast<Entry*>(&each);
    return false;
  })];
  if (found.is_live()) return false;
  Entry& place = left ? *left : found;
  place.hash = hash;
  place.key = key;
  ++size_;
  if (!left && ++fill_ * 5 >= (table_.size() - 1) * 3) resize(room_to_grow());
  return true;
}

// Puts a key that isn't there into a table that nothing has left.
void Set::enter(const Value& key, int64_t hash) {
  Entry& place = table_[search(hash, [](const Entry& each) { return !each.is_live(); })];
  place.hash = hash;
  place.key = key;
}

// Gives the table the smallest size above `least`.
void Set::resize(std::size_t least) {
  std::size_t size = kSmallest;
  while (size <= least) size *= 2;
  std::vector<Entry, BlockAllocator<Entry>> old(size);
  old.swap(table_);
  fill_ = size_;
  for (Entry& entry : old) {
    if (!entry.is_live()) continue;
    Entry& place = table_[search(entry.hash, [](const Entry& each) { return !each.is_live(); })];
    place.hash = entry.hash;
    swap(place.key, entry.key);
  }
}

// From now on all come in the order of insertion.
void Set::list() {
  auto listed = make_ref<Dict>();
  listed->reserve(size_);
  each([&](const Value& key) { listed->add(key); });
  clear();
  listed_ = std::move(listed);
}

bool Set::erase(const Value& key) {
  changed = true;
  if (listed_) return listed_->erase(key);
  const PythonHash hash = hash_of(key);
  auto* entry = hash.lasts ? const_cast<Entry*>(find(key, hash.value)) : nullptr;
  if (!entry) return false;
  const Value old = std::exchange(entry->key, Value::unbound());
  entry->hash = kLeft;
  --size_;
  return true;
}

Value Set::pop() {
  changed = true;
  if (listed_) {
    const auto live = [](const Dict::Entry& entry) { return entry.is_live(); };
    const Value first = std::find_if(listed_->entries().begin(), listed_->entries().end(), live)->key;
    if (listed_->erase(first)) return first;
    // A NaN, which equals no key.
    auto rest = make_ref<Dict>();
    const auto items = listed_->items();
    for (std::size_t i = 1; i < items.size(); ++i) rest->add(items[i].first);
    listed_ = std::move(rest);
    return first;
  }
  const std::size_t mask = table_.size() - 1;
  std::size_t at = next_ & mask;
  while (!table_[at].is_live()) at = (at + 1) & mask;
  next_ = at + 1;
  table_[at].hash = kLeft;
  --size_;
  return std::exchange(table_[at].key, Value::unbound());
}

void Set::clear() {
  changed = true;
  table_.clear();
  size_ = fill_ = 0;
  listed_ = {};
}

void Set::replace(Set& other) {
  changed = true;
  table_.swap(other.table_);
  std::swap(size_, other.size_);
  std::swap(fill_, other.fill_);
  std::swap(listed_, other.listed_);
}

void Set::make_room(std::size_t count) {
  if (!listed_ && (fill_ + count) * 5 >= (places() - 1) * 3) resize((size_ + count) * 2);
}

void Set::close_gaps() {
  if (!listed_ && fill_ - size_ > (places() - 1) / 4) resize(room_to_grow());
}

void Set::merge(const Set& other) {
  if (&other == this || other.size() == 0) return;
  changed = true;
  const auto lasts = [](const Value& key) { return hash_of(key).lasts; };
  if (listed_ || (other.listed_ && !other.all(lasts))) {
    if (!listed_) list();
    other.each([&](const Value& key) { listed_->add(key); });
    return;
  }
  make_room(other.size());
  const bool is_empty = fill_ == 0;
  if (is_empty && !other.listed_ && places() == other.places() && other.fill_ == other.size_) {
    table_ = other.table_;
  } else if (is_empty) {
    if (table_.empty()) table_.resize(kSmallest);
    other.each([&](const Value& key) { enter(key, hash_of(key).value); });
  } else {
    other.each([&](const Value& key) { add(key, hash_of(key).value); });
  }
  if (is_empty) size_ = fill_ = other.size();
}

}  // namespace flambeau
