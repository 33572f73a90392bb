from __future__ import annotations

import inspect


class Layer:
    def run(self, x, scale=1):
        return x * scale


def chunked(function, x: int, times: int):
    count = len(inspect.signature(function).parameters)
    return function(x, times) if count > 1 else function(x)


def program(x: int):
    def local(value):
        return value + 100

    return chunked(Layer().run, x, 3), chunked(local, x, 3), chunked(lambda a, b: a - b, x, 3)


INPUTS = [(5,), (-1,)]
