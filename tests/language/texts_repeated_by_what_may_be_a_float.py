from __future__ import annotations

SIZES = {"double": 2, "half": 0.5, "once": True}


def attempt(operation):
    try:
        return operation()
    except TypeError as error:
        return str(error)


def program(name, text):
    size = SIZES[name]
    return (
        attempt(lambda: text * size),
        attempt(lambda: size * [1]),
        attempt(lambda: text + size),
        attempt(lambda: size < text),
        attempt(lambda: size / text),
        size == text,
        size * 3,
    )


INPUTS = [("double", "ab"), ("half", "ab"), ("once", "")]
