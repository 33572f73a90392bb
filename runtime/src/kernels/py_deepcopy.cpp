// copy.deepcopy: what is shared within a value is shared within its copy.
#include <unordered_map>

#include "kernels/py_operators.h"
#include "ops/kernel.h"
#include "value/recursion.h"
#include "value/set.h"

namespace flambeau {

namespace {

class Copier {
 public:
  Value copy(const Value& value) {
    if (!value.is_counted()) return value;
    if (const auto known = done_.find(value.identity()); known != done_.end()) return known->second;
    const RecursionGuard guard(" while copying");
    switch (value.tag()) {
      case Tag::List: {
        Value made = remember(value, Value::list({}));
        for (const Value& item : value.items()) made.change_items().push_back(copy(item));
        return made;
      }
      case Tag::Tuple: {
        std::vector<Value> items;
        for (const Value& item : value.items()) items.push_back(copy(item));
        return remember(value,
                        Value(Tag::Tuple, make_ref<Tuple>(std::move(items), value.object<Tuple>(Tag::Tuple).info)));
      }
      case Tag::Set: {
        auto set = make_ref<Set>();
        Value made = remember(value, Value(Tag::Set, set));
        for (const Value& item : value.object<Set>(Tag::Set).keys()) set->add(copy(item));
        return made;
      }
      case Tag::Dict: {
        auto dict = make_ref<Dict>();
        Value made = remember(value, Value(Tag::Dict, dict));
        for (auto& [key, item] : value.object<Dict>(Tag::Dict).items()) {
          const Value copied = copy(key);
          dict->set(copied, copy(item));
        }
        return made;
      }
      case Tag::Object: return copy_object(value);
      case Tag::Tensor: return remember(value, call_operator("aten::clone", {value, Value()}));
      case Tag::Array:
        return remember(value,
                        Value::array(call_operator("aten::clone", {Value(value.to_array()), Value()}).to_tensor(),
                                     value.is_array_scalar()));
      default: return value;
    }
  }

 private:
  Value remember(const Value& value, Value made) {
    kept_.push_back(value);
    return done_.emplace(value.identity(), std::move(made)).first->second;
  }

  Value copy_object(const Value& value) {
    auto& object = value.object<Object>(Tag::Object);
    if (object.info->kind == ClassInfo::Kind::Enum) return value;
    const Value made = remember(value, Value(Tag::Object, make_ref<Object>(object.info, object.slots())));
    for (Value& slot : made.object<Object>(Tag::Object).change()) slot = copy(slot);
    return made;
  }

  std::unordered_map<const Counted*, Value> done_;
  std::vector<Value> kept_;  // keeps what is a key above alive
};

Value deepcopy(const Value& x) { return Copier().copy(x); }

}  // namespace

KERNEL(py_deepcopy, deepcopy)

}  // namespace flambeau
