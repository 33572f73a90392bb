def text_of(function):
    try:
        return function()
    except RuntimeError as error:
        return str(error)


def program(names: list[str]):
    table = {name: len(name) for name in names}
    known, numbers = {"a": 1, "c": 3}, {1, 2}
    lengths = (len(name) for name in table)
    by_hand = iter(table)
    numbered = enumerate(known.items())
    doubled = (2 * n for n in numbers)
    paired = zip(known, "xyz")
    first = next(by_hand, "none")
    if len(names) > 1:
        table["new"] = 1
        known["b"] = 2
        numbers.add(8)
    rest = [
        text_of(lambda: list(lengths)), text_of(lambda: next(by_hand, "none")), text_of(lambda: list(numbered)),
        text_of(lambda: sum(doubled)), text_of(lambda: list(paired)),
    ]  # fmt: skip
    return first, rest


INPUTS = [(["x"],), (["yy", "x"],)]
