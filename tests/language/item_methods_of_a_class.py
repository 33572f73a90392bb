class Acc:
    total = 0

    def __init__(self):
        self.items = []

    def __iadd__(self, v):
        self.items.append(v)
        return self

    def __getitem__(self, i):
        return self.items[i]

    def __setitem__(self, i, v):
        self.items[i] = v

    def __delitem__(self, i):
        del self.items[i]

    def __len__(self):
        return len(self.items)

    def __contains__(self, v):
        return v in self.items

    def __call__(self, *a, **k):
        return len(a) + len(k)


def program(n: int):
    a = Acc()
    a += n
    a += n * 2
    a[0] += 5
    a[1] = 1
    del a[1]
    a.extra = n
    del a.extra
    return a.items, len(a), n + 5 in a, a(1, 2, x=3), hasattr(a, "extra"), bool(Acc())


INPUTS = [(3,)]
