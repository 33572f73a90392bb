class Count:
    def __init__(self, n):
        self.n = n
        self.i = 0

    def __iter__(self):
        return self

    def __next__(self):
        if self.i >= self.n:
            raise StopIteration
        self.i += 1
        return self.i


def program(n: int):
    t = 0
    for i in Count(n):
        if i == 2:
            continue
        t += i
    c = Count(n)
    return (t, next(c, "none"), list(c), [x for x in Count(2)])


INPUTS = [(3,), (0,)]
