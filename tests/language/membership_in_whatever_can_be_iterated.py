class Ring:
    def __init__(self, items):
        self.items = items

    def __iter__(self):
        return iter(self.items)


class Row:
    def __init__(self, items):
        self.items = items

    def __getitem__(self, index):
        return self.items[index]


def squares(count: int):
    for i in range(count):
        yield i * i


def program(value: int):
    numbers = iter([1, 2, 3, value])
    early = 2 in numbers
    return (
        value in (i * 2 for i in range(4)),
        value in squares(value + 1),
        value not in map(lambda i: i + 1, [value, value - 1]),
        (0, value) in enumerate([value]),
        (value, 2) in zip([value], [2]),
        value in Ring([1, value]),
        value in Row([1, 5]),
        early,
        list(numbers),
    )


INPUTS = [(1,), (4,), (0,), (5,)]
