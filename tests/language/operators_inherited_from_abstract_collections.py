from collections.abc import Mapping, MutableSequence, Set


class Vocabulary(Mapping):
    def __init__(self, words):
        self.numbers = {word: i for i, word in enumerate(words)}

    def __getitem__(self, word):
        return self.numbers[word]

    def __iter__(self):
        return iter(self.numbers)

    def __len__(self):
        return len(self.numbers)


class Line(MutableSequence):
    def __init__(self, values):
        self.values = list(values)

    def __getitem__(self, at):
        return self.values[at]

    def __setitem__(self, at, value):
        self.values[at] = value

    def __delitem__(self, at):
        del self.values[at]

    def __len__(self):
        return len(self.values)

    def insert(self, at, value):
        self.values.insert(at, value)


class Sorted(Set):
    def __init__(self, values):
        self.values = sorted(set(values))

    def __contains__(self, value):
        return value in self.values

    def __iter__(self):
        return iter(self.values)

    def __len__(self):
        return len(self.values)


def program(words: list[str], values: list[int], others: list[int]):
    vocabulary = Vocabulary(words)
    line = Line(values)
    line += [7]
    line.reverse()
    a, b = Sorted(values), Sorted(others)
    return (
        vocabulary == dict(vocabulary), dict(vocabulary) == vocabulary, vocabulary == Vocabulary(words[1:]),
        vocabulary != Vocabulary(words), vocabulary == 3, sorted(vocabulary.keys() & {"a", "x"}),
        list(line), line.pop(), line.count(1), [list(a & b), list(a | b), list(a - b), list(a ^ b)],
        a <= b, a == b, a == set(values), a.isdisjoint(b),
    )  # fmt: skip


INPUTS = [(["a", "b"], [1, 2], [2, 3]), ([], [], []), (["b"], [1, 1, 5], [5, 1])]
