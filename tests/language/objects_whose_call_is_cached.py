from __future__ import annotations

from functools import lru_cache


class Tokenizer:
    def __init__(self, mark):
        self.mark = mark

    @lru_cache(maxsize=2**16)
    def __call__(self, line):
        return " ".join(part + self.mark for part in line.split())


class Wide(Tokenizer):
    @lru_cache(maxsize=None)
    def __call__(self, line):
        return super().__call__(line.upper())


PLAIN = Tokenizer("|")
WIDE = Wide("/")


def program(lines):
    made = Tokenizer(lines[0])
    return [PLAIN(line) for line in lines], [WIDE(line) for line in lines], made(lines[0]), made(line=lines[-1])


INPUTS = [(["a b", "c", "a b"],), ([""],)]
