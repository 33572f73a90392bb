class Cache:
    limit = 3

    def __init__(self):
        self.value = None
        self.hits = 0

    def get(self, x: float):
        if self.value is None:
            self.value = x
        else:
            self.hits += 1
        return self.value * 2


def program(values: list[float]):
    caches = {}
    out = []
    for v in values:
        key = "small" if v < 10 else "big"
        if key not in caches:
            caches[key] = Cache()
        cache = caches[key]
        out.append(cache.get(v))
        if cache.hits > 1:
            cache.limit = 7
    return out, [(k, c.hits, c.value, c.limit) for k, c in caches.items()]


INPUTS = [([1.0, 2.0, 30.0, 4.0, 5.0],), ([],)]
