from __future__ import annotations


def area(width: int, height: int = 2, *, scale: int = 1):
    return width * height * scale


def program(n: int):
    options = {}
    if n > 1:
        options["height"] = n
    if n > 2:
        options["scale"] = 10
    if n > 3:
        options["depth"] = 1
    if n > 4:
        options["width"] = 1
    return area(3, **options)


INPUTS = [(1,), (2,), (3,), (4,)]
