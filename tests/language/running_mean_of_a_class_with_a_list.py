class Window:
    def __init__(self, size):
        self.size = size
        self.values = []

    def push(self, v):
        self.values.append(v)
        if len(self.values) > self.size:
            self.values.pop(0)

    def mean(self):
        return sum(self.values) / len(self.values)


def program(values: list[float], size: int):
    w = Window(size)
    means = []
    for v in values:
        w.push(v)
        means.append(w.mean())
    return means


INPUTS = [([1.0, 2.0, 3.0, 4.0], 2), ([], 3)]
