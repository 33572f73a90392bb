from __future__ import annotations


class Options:
    def __init__(self, width: int, height: int):
        self.width = width
        self.height = height
        self.name = None


def program(w: int, h: int):
    options = Options(w, h)
    options.__dict__["depth"] = w * h
    options.__dict__.update({"name": "box"})
    seen = options.__dict__
    options.width = w + 1
    missing = options.__dict__.get("colour", "none")
    total = 0
    for key, value in options.__dict__.items():
        if key != "name":
            total += value
    return options.depth, options.name, seen["width"], missing, total, sorted(vars(options))


INPUTS = [(2, 3), (5, 1)]
