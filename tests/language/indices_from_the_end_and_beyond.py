"""Reading and writing by index in loops: negative indices count from the end, wrong ones raise Python's words."""


def attempt(items: list[int], pair: tuple[int, int, int], text: str, i: int):
    try:
        value = items[i]
        items[i] = value + 1
        return value, pair[i], text[i]
    except IndexError as e:
        return str(e)


def store(items: list[int], i: int):
    try:
        items[i] = 5
    except IndexError as e:
        return str(e)
    return "stored"


def program(n: int):
    items = [10, 20, 30]
    out = [attempt(items, (1, 2, 3), "aéz", i) for i in range(-n, n)]
    out += [store(items, i) for i in (-4, -3, 2, 3)]
    short = [attempt(items, (1, 2, 3), "z", i) for i in range(-2, 2)]
    return out, items, short


INPUTS = [(5,), (3,)]
