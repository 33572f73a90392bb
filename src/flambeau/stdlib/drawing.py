"""What ``random.Random`` inherits from its base class in C; all else of it is compiled from its own source.

The compiler has rules for ``word``, ``double`` and ``start``, which work on the generator's state in place.
"""

from __future__ import annotations

from typing import Any


def word(state: list[int]) -> Any:
    """The next 32 random bits."""


def double(state: list[int]) -> Any:
    """The next float in [0, 1)."""


def start(state: list[int], key: list[int]) -> None:
    """Seeds the generator with words of 32 bits."""


class RandomMethods:
    words: list[int]

    def random(self) -> Any:
        return double(self.words)

    def getrandbits(self, k: int) -> Any:
        if k < 0:
            raise ValueError("number of bits must be non-negative")
        if k == 0:
            return 0
        if k <= 32:
            return word(self.words) >> (32 - k)
        if k > 63:
            raise OverflowError("more than 63 random bits don't fit an int of 64 bits")
        low = word(self.words)
        return low | ((word(self.words) >> (64 - k)) << 32)

    def seed(self, a: Any = None) -> None:
        if a is None:
            self.words[:] = [-1]
            return
        number = abs(a) if isinstance(a, int) else abs(hash(a))
        key = [number & 0xFFFFFFFF]
        number >>= 32
        while number > 0:
            key.append(number & 0xFFFFFFFF)
            number >>= 32
        start(self.words, key)
