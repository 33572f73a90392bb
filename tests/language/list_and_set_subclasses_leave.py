class Stack(list):
    def push(self, item):
        self.append(item)

    def top(self):
        return self[-1]


class FromOne(list):
    def __init__(self, *items):
        list.__init__(self, items)

    def __getitem__(self, index):
        return super().__getitem__(index - 1)


class Bag(set):
    def both(self, other):
        return self & other


def program(items: list[int]):
    stack = Stack()
    for item in items:
        stack.push(item)
    stack += [9]
    from_one = FromOne(*items, 5)
    bag = Bag(items)
    bag.add(2)
    return (
        stack,
        stack.top(),
        stack + [1],
        stack == [*items, 9],
        from_one,
        from_one[1],
        sorted(from_one),
        bag,
        bag.both({2}),
    )


INPUTS = [([3, 1, 1],), ([],)]
