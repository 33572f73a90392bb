"""int() and float() of texts: what they take, and their words for what they don't, in a loop that goes on."""


def read_int(text: str):
    try:
        return int(text)
    except ValueError as e:
        return str(e)


def read_float(text: str):
    try:
        return float(text)
    except ValueError as e:
        return str(e)


def program(texts: list[str]):
    ints = [read_int(t) for t in texts]
    floats = [str(read_float(t)) for t in texts]
    total = 0
    bad = []
    for i, t in enumerate(texts):
        try:
            total += int(t)
        except ValueError:
            bad.append(i)
    return ints, floats, total, bad


INPUTS = [
    (["12", " 7 ", "-0", "+5", "1_000", "007", "١٢", "\t3\n", "999999999999999999", "-9223372036854775808"],),
    (
        [
            "",
            " ",
            "-",
            "1__0",
            "x",
            "é",
            "1.5",
            ".5",
            "5.",
            "1e3",
            "-1.25e-2",
            "inf",
            "-Infinity",
            "nan",
            "1.2.3",
            "- 1",
        ],
    ),
    (["0x10", "1_", "_1", "1.0000000000000002", "123456789.123456789", "0.1", "-0.0", "'quoted'"],),
]
