import difflib
from typing import List

import torch


class Base:
    __limit = 3

    def __init__(self, value: int):
        self.__value = value
        self.__grow(2)

    def __grow(self, __step: int):
        self.__value += __step

    def value(self):
        return self.__value

    @property
    def __half(self):
        return self.__value // 2

    def half(self):
        return min(self.__half, self.__limit)

    def later(self):
        def __add(more):
            return self.__value + more

        return [__add(i) for i in range(2)]


class _Derived(Base):
    __limit = 1

    def __init__(self, value: int):
        super().__init__(value * 10)
        self.__value = value

    def own(self):
        return self.__value, self._Base__value, self.__limit, hasattr(self, "__value")


class Net(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.__scale = 3.0
        self.__calls = 0

    def __twice(self, x):
        return x * 2

    def forward(self, x):
        self.__calls += 1
        return self.__twice(x) * self.__scale, self.__calls


NET = Net()


def program(value: int, words: List[str]):
    class Local:
        def __init__(self):
            self.__hidden = value

        def __get(self):
            return self.__hidden

        def get(self):
            return self.__get()

    base, derived = Base(value), _Derived(value)
    match = difflib.SequenceMatcher(None, *words)
    return (
        base.value(),
        base.half(),
        base.later(),
        derived.own(),
        derived.value(),
        Local().get(),
        NET(torch.ones(2)),
        match.ratio(),
        sorted(vars(derived)),
    )


INPUTS = [(1, ["abcd", "bcde"]), (7, ["", "x"]), (7, ["flambeau", "flame beau"])]
