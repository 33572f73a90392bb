def subsets(items):
    if not items:
        yield []
        return
    for rest in subsets(items[1:]):
        yield rest
        yield [items[0]] + rest


def orders(items):
    if len(items) <= 1:
        yield items
    for i in range(len(items) if len(items) > 1 else 0):
        for rest in orders(items[:i] + items[i + 1 :]):
            yield [items[i]] + rest


def hanoi(n, a, b, c):
    if n > 0:
        yield from hanoi(n - 1, a, c, b)
        yield a, c
        yield from hanoi(n - 1, b, a, c)


def program(items: list[int], n: int):
    return list(subsets(items)), list(orders(items)), list(hanoi(n, "a", "b", "c"))


INPUTS = [([1, 2, 3], 3), ([], 0)]
