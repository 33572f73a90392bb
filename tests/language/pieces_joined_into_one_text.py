"""f-strings and joins of known pieces, of every kind of part, whose lengths and characters are right afterwards."""


def program(name: str, n: int, x: float, items: list[str]):
    out = []
    for i in range(n):
        text = f"{name}:{i}-{i * i}{name}"
        out.append((text, len(text), text[-1:], text[: len(name)] == name))
    mixed = f"{x}|{n}|{items}|{n == 2}|{name!r}|{n:03d}"
    joined = "·".join((name, str(n), str(x)))
    again = "".join([name, joined, name])
    total = name + "ü" + str(n)
    total += total[1:]
    return out, mixed, len(mixed), joined, len(joined), again, len(again), total, len(total), ",".join(items), str(True)


INPUTS = [("ab", 3, 1.5, ["a", "é"]), ("ñ", 2, -0.0, []), ("", 0, 1e20, [""])]
