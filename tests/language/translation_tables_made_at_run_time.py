"""str.maketrans makes its table of what only the running program knows, and raises what Python's does."""


def program(text: str, old: str, new: str, dropped: str, table: dict[str, str]):
    try:
        between = str.maketrans(old, new)
        without = str.maketrans(old, new, dropped)
        given = str.maketrans(table)
    except ValueError as error:
        return str(error)
    return text.translate(between), text.translate(without), text.translate(given), between, without, given


INPUTS = [
    ("hello, world", "lo", "01", "h,", {"w": "W", "d": "", "é": "ee"}),
    ("a", "ab", "c", "", {}),
    ("a", "", "", "", {"ab": "c"}),
    ("", "é", "日", "é", {}),
]
