from dataclasses import dataclass
from enum import Enum


def program(n: int):
    texts = []
    for k in (1, 2):

        @dataclass
        class Item:
            value: int
            factor: int = k

        class Kind(Enum):
            LOW = k

        item = Item(n)
        texts.append((repr(item), str(item), type(item).__name__, repr(Kind.LOW), f"{item}"))
        try:
            item + n
        except TypeError as error:
            texts.append(str(error))
        try:
            n.missing
        except AttributeError as error:
            texts.append(str(error))
        try:
            {n: 1}[item]
        except TypeError as error:
            texts.append(str(error))
    return texts


INPUTS = [(3,), (0,)]
