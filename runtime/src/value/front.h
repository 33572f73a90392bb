// Elements at the front of a list, which queues take and put all the time: a deque is a list as well.
#pragma once

#include <vector>

#include "value/value.h"

namespace flambeau {

// Both take the same time however long the list is, or little where it is short.
Value take_front(std::vector<Value>& items);  // which aren't empty
void put_front(std::vector<Value>& items, const Value& value);

}  // namespace flambeau
