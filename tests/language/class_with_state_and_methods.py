class Counter:
    step = 2

    def __init__(self, start):
        self.value = start
        self.log = []

    def advance(self, times):
        for _ in range(times):
            self.value += self.step
            self.log.append(self.value)
        return self

    @property
    def doubled(self):
        return self.value * 2

    @staticmethod
    def zero():
        return Counter(0)

    @classmethod
    def of(cls, n):
        return cls(n)

    def __add__(self, other):
        return Counter(self.value + other.value)

    def __len__(self):
        return len(self.log)


def program(n: int):
    c = Counter.of(n)
    c.advance(n).advance(1)
    d = Counter.zero() + c
    return c.value, c.doubled, len(c), c.log, d.value


INPUTS = [(3,), (0,)]
