from collections import OrderedDict


class LRUCache:
    def __init__(self, capacity):
        self.capacity = capacity
        self.held = OrderedDict()

    def get(self, key):
        if key not in self.held:
            return -1
        self.held.move_to_end(key)
        return self.held[key]

    def put(self, key, value):
        if key in self.held:
            self.held.move_to_end(key)
        self.held[key] = value
        if len(self.held) > self.capacity:
            self.held.popitem(last=False)


def program(keys: list[int], capacity: int):
    cache = LRUCache(capacity)
    found = []
    for key in keys:
        found.append(cache.get(key))
        cache.put(key, key * 10)
    return found, list(cache.held.items())


INPUTS = [([1, 2, 1, 3, 1, 4, 2], 2), ([], 1)]
