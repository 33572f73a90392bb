// Python's set, whose elements come in CPython's order.
#pragma once

#include <vector>

#include "value/value.h"

namespace flambeau {

// The order of CPython's sets follows from the hashes of their elements and from what has been done to the set before.
// Programs show it, in what a loop over `set(labels)` gives, so it is the same here for elements whose hashes last
// (`PythonHash`): their table has CPython's size, order of search and marks of what was removed, which are the same
// from 3.10 to 3.14. Sets with any other element have another order in each process of CPython's; here it is the order
// of insertion, which `listed_` keeps.
class Set : public Container {
 public:
  // A place of the table that holds nothing has an Unbound key, and the hash kLeft where an element has left it.
  struct Entry {
    int64_t hash = 0;
    Value key = Value::unbound();
    bool is_live() const noexcept { return !key.is(Tag::Unbound); }
  };

  // Of keys that come in this very order, whatever a set's rules are: a set from elsewhere.
  static Ref<Set> in_order(const std::vector<Value>& keys);
  // The order in which keys are to be added to a set that comes in theirs; their own where few tries find none.
  static std::vector<Value> entering(const std::vector<Value>& keys);
  // As set(other) does. Those of other iterables are made by `add`, of dicts by `make_room` before.
  Ref<Set> copy() const;

  std::size_t size() const noexcept { return listed_ ? listed_->size() : size_; }
  bool contains(const Value& key) const;
  // Whether the key is new.
  bool add(const Value& key);
  bool erase(const Value& key);
  // Removes some element of a set that isn't empty.
  Value pop();
  void clear();
  // Adds the elements of another set.
  void merge(const Set& other);
  // Takes over the elements of one that nobody else holds.
  void replace(Set& other);
  // `count` keys of a dict are going to be added.
  void make_room(std::size_t count);
  // Many elements may have been removed.
  void close_gaps();

  // Whether `holds` is true of all elements; asks in order until one isn't.
  template <typename Holds>
  bool all(Holds holds) const {
    if (listed_) {
      for (const Dict::Entry& entry : listed_->entries()) {
        if (entry.is_live() && !holds(entry.key)) return false;
      }
      return true;
    }
    for (const Entry& entry : table_) {
      if (entry.is_live() && !holds(entry.key)) return false;
    }
    return true;
  }
  template <typename Visit>
  void each(Visit visit) const {
    all([&](const Value& key) {
      visit(key);
      return true;
    });
  }
  std::vector<Value> keys() const;
  // The element at a place, null where there is none; places below `place_count` may have some.
  std::size_t place_count() const noexcept { return listed_ ? listed_->entries().size() : table_.size(); }
  const Value* at(std::size_t place) const noexcept {
    const Value& key = listed_ ? listed_->entries()[place].key : table_[place].key;
    return key.is(Tag::Unbound) ? nullptr : &key;
  }

 private:
  static constexpr int64_t kLeft = -1;  // which is no hash
  static constexpr std::size_t kSmallest = 8;

  std::size_t places() const noexcept { return table_.empty() ? kSmallest : table_.size(); }
  template <typename IsWanted>
  std::size_t search(int64_t hash, IsWanted is_wanted) const;
  const Entry* find(const Value& key, int64_t hash) const;
  bool add(const Value& key, int64_t hash);
  void enter(const Value& key, int64_t hash);
  void resize(std::size_t least);
  std::size_t room_to_grow() const noexcept { return size_ > 50000 ? size_ * 2 : size_ * 4; }
  void list();
  bool keys_are(const std::vector<Value>& wanted) const;

  // Empty before the first element; else a power of two, of which more than two fifths are free.
  std::vector<Entry, BlockAllocator<Entry>> table_;
  std::size_t size_ = 0;  // of live entries of the table
  std::size_t fill_ = 0;  // of those and what has left
  std::size_t next_ = 0;  // where `pop` goes on to look for an element
  Ref<Dict> listed_;      // where it isn't null, the table is empty
};

}  // namespace flambeau
