"""Pieces of a text that go straight into variables: as many as there are, whatever they overwrite, else Python's error."""


def pieces(lines: list[str], sep: str):
    out = []
    for line in lines:
        try:
            a, b = line.split("=", 1)
            out.append((a, b, len(a), len(b)))
        except ValueError as error:
            out.append(str(error))
        try:
            line, rest, line = line.split(sep)
            out.append((line, rest, line[:1], len(line)))
        except ValueError as error:
            out.append(str(error))
        key, _, line = line.partition("==")
        out.append((key, _, line, len(key), line[-1:], len(line)))
        line, mark, line = key.partition(sep)
        out.append((line, mark, key))
    try:
        (only,) = sep.split(sep)
    except ValueError as error:
        out.append(str(error))
    first, second = (sep + "x").split(sep, -1)
    return out, first, second, sep


def empty(text: str, sep: str):
    try:
        a, b = text.split(sep)
        return a + b
    except ValueError as error:
        found = str(error)
    try:
        a, b, c = text.partition(sep)
        return a + b + c
    except ValueError as error:
        return found + str(error)


def program(lines: list[str], sep: str):
    return pieces(lines, sep), empty("a" + sep + "b", sep), empty("ab", "")


LINES = [
    "a=b",
    "=",
    "",
    "key=value of more than fifteen bytes=",
    "ü=日本",
    "a==b==c",
    "é, ü, ñ",
    "x, y",
    "no",
    "a, b, c",
]
INPUTS = [(LINES, ", "), (LINES, "="), (LINES, "ü"), (LINES, "==")]
