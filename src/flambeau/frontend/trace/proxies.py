"""Numbers that remember how they came about: sizes, elements of tensors, and what Python computes of them.

``x.shape[0] * 2`` gives a ``TracedInt`` that holds the example's number and the IR value that will be computed from
every other input. Torch's own classes of symbolic numbers are their bases, because its argument parser lets these pass.
Where Python wants to know the number itself (``if n > 3``, ``range(n)``, ``names[n]``), the recorder decides.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import torch

from ..script import operations
from ..script.values import Abstract, Static

if TYPE_CHECKING:
    from .recorder import Recorder

Number = bool | int | float


class Traced:
    """What the three kinds share. ``number`` is the example's, ``abstract`` the program's."""

    number: Number
    abstract: Abstract
    recorder: Recorder

    def __index__(self) -> int:
        return int(
            self.recorder.fix(self, "a number that depends on the input is used where Python needs the number itself")
        )

    def __int__(self) -> int:
        return int(self.recorder.fix(self, "a number that depends on the input is converted by int()"))

    def __float__(self) -> float:
        return float(self.recorder.fix(self, "a number that depends on the input is converted to a Python float"))

    def __bool__(self) -> bool:
        return self.recorder.decide(self)

    def __hash__(self) -> int:
        return hash(self.recorder.fix(self, "a number that depends on the input is used as a key"))

    def __repr__(self) -> str:
        return self.recorder.text_of(self, "")

    __str__ = __repr__

    def __format__(self, spec: str) -> str:
        return self.recorder.text_of(self, spec)

    def __floor__(self) -> Any:
        return self.recorder.compute(math.floor, self)

    def __ceil__(self) -> Any:
        return self.recorder.compute(math.ceil, self)

    def __trunc__(self) -> Any:
        return self.recorder.compute(math.trunc, self)

    def __round__(self, *digits: int) -> Any:
        return self.recorder.compute(round, self, *digits)

    def __abs__(self) -> Any:
        return self.recorder.compute(abs, self)

    def __divmod__(self, other: Any) -> Any:
        return (self // other, self % other)

    def __deepcopy__(self, memo: dict[int, Any]) -> Traced:
        return self


class TracedInt(Traced, torch.SymInt):
    """An int of the program."""

    __class__ = property(lambda self: int)  # isinstance(n, int) is asked by much code


class TracedFloat(Traced, torch.SymFloat):
    """A float of the program."""

    __class__ = property(lambda self: float)


class TracedBool(Traced, torch.SymBool):
    """A bool of the program, most often a comparison of sizes."""

    __class__ = property(lambda self: bool)


def traced(recorder: Recorder, number: Number, abstract: Abstract) -> Traced:
    """A traced number of the kind of ``number``."""
    kind: Any = {bool: TracedBool, int: TracedInt, float: TracedFloat}[type(number)]
    made: Traced = object.__new__(kind)
    made.number, made.abstract, made.recorder = number, abstract, recorder
    return made


def is_number(value: object) -> bool:
    return type(value) in (bool, int, float) or isinstance(value, Traced)


def number_of(value: Any) -> Any:
    """The example's number of a traced one; anything else as it is."""
    return value.number if isinstance(value, Traced) else value


def abstract_of(value: Any) -> Abstract:
    return value.abstract if isinstance(value, Traced) else Static(value)


def _binary(op: str, reflected: bool) -> Any:
    def method(self: Traced, other: Any) -> Any:
        if not is_number(other):
            if isinstance(other, (list, tuple, str)) and op == "mult":
                self.recorder.fix(self, "a sequence is repeated as often as the input says")
            return NotImplemented
        a, b = (other, self) if reflected else (self, other)
        number = operations.BINARY[op](number_of(a), number_of(b))
        return self.recorder.number(number, lambda i: operations.binary(i, op, abstract_of(a), abstract_of(b)))

    return method


def _compare(op: str) -> Any:
    def method(self: Traced, other: Any) -> Any:
        if not is_number(other):
            return NotImplemented
        number = operations.COMPARE[op](number_of(self), number_of(other))
        return self.recorder.number(number, lambda i: operations.compare(i, op, abstract_of(self), abstract_of(other)))

    return method


def _unary(op: str) -> Any:
    def method(self: Traced) -> Any:
        number = operations.UNARY[op](number_of(self))
        return self.recorder.number(number, lambda i: operations.unary(i, op, self.abstract))

    return method


for _name, _op in {
    "add": "add", "sub": "sub", "mul": "mult", "truediv": "div", "floordiv": "floordiv", "mod": "mod", "pow": "pow",
    "lshift": "lshift", "rshift": "rshift", "and": "bitand", "or": "bitor", "xor": "bitxor",
}.items():  # fmt: skip
    setattr(Traced, f"__{_name}__", _binary(_op, False))
    setattr(Traced, f"__r{_name}__", _binary(_op, True))
for _name, _op in {"eq": "eq", "ne": "noteq", "lt": "lt", "le": "lte", "gt": "gt", "ge": "gte"}.items():
    setattr(Traced, f"__{_name}__", _compare(_op))
for _name, _op in {"neg": "usub", "pos": "uadd", "invert": "invert"}.items():
    setattr(Traced, f"__{_name}__", _unary(_op))
