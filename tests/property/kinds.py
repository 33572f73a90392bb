"""The types of what a generated program computes, and how a value of one is written as a literal."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Kind:
    """A type: ``list`` of ``args[0]``, ``dict`` of both; a Tensor's ``dtype`` and ``shape`` are followed. Of an
    ``object``, ``of`` is the class and ``args`` are its fields ``f0``, ``f1`` and so on; of an ``enum``, ``of`` is the
    class."""

    name: str
    args: tuple[Kind, ...] = ()
    dtype: str = ""
    shape: tuple[int, ...] = ()
    of: str = ""

    @property
    def annotation(self) -> str:
        if self.name == "tensor":
            return "torch.Tensor"
        if self.name == "array":
            return "np.ndarray"
        if self.name == "number":
            return "Union[int, float]"
        if self.of or not self.args:
            return self.of or self.name
        return f"{self.name.capitalize()}[{', '.join(a.annotation for a in self.args)}]"

    @property
    def ordered(self) -> bool:
        """Whether ``<`` compares two of them."""
        return self in (*SCALARS, BYTES) or self.name in ("list", "tuple") and all(a.ordered for a in self.args)

    @property
    def lasting(self) -> bool:
        """Whether CPython's hash of it is the same in each process, so that a set of them has one order."""
        return self in (INT, FLOAT, BOOL) or self.name == "tuple" and all(a.lasting for a in self.args)

    @property
    def printable(self) -> bool:
        """Whether its text is the same in each run: it holds no set of another order, no address, and no Tensor."""
        if self.name == "set":
            return self.args[0].lasting
        if (
            self.name in ("tensor", "array", "iterator", "opaque")
            or self.name == "object"
            and not self.of.startswith(RECORDS)
        ):
            return False
        return all(a.printable for a in self.args)

    @property
    def comparable(self) -> bool:
        """Whether ``==`` of two gives a bool: it holds no Tensors and no arrays."""
        return not self.holds("tensor") and not self.holds("array")

    def holds(self, name: str) -> bool:
        return self.name == name or any(a.holds(name) for a in self.args)


INT, FLOAT, BOOL, STR = Kind("int"), Kind("float"), Kind("bool"), Kind("str")
BYTES, COMPLEX = Kind("bytes"), Kind("complex")
NUMBER = Kind("number")  # int or float, as control flow leaves it
SCALARS = (INT, FLOAT, BOOL, STR)
RECORDS = ("Data", "Frozen", "Named")  # how the names of classes begin that print their fields
MEMBERS = ("LOW", "MID", "TOP")  # of each enum


def list_of(element: Kind) -> Kind:
    return Kind("list", (element,))


def set_of(element: Kind) -> Kind:
    return Kind("set", (element,))


def dict_of(key: Kind, value: Kind) -> Kind:
    return Kind("dict", (key, value))


def tuple_of(*items: Kind) -> Kind:
    return Kind("tuple", items)


def optional(kind: Kind) -> Kind:
    return Kind("optional", (kind,))


def union_of(*kinds: Kind) -> Kind:
    return Kind("union", kinds)


def iterator_of(element: Kind) -> Kind:
    return Kind("iterator", (element,))


def tensor(shape: tuple[int, ...], dtype: str = "float32") -> Kind:
    return Kind("tensor", (), dtype, shape)


def array(dtype: str = "float64", shape: tuple[int, ...] = (3,)) -> Kind:
    return Kind("array", (), dtype, shape)


WORDS = ("", "a", "b", "ab", "Abc", "x y", "hello", "Δx", "7", "-12", "3.5", " pad ", "a,b,c", "Zz", "été")


def random_kind(rng: random.Random, depth: int = 2, classes: Sequence[Kind] = ()) -> Kind:
    """Any type; scalars more often than what is nested. ``classes`` are the program's own."""
    if classes and rng.random() < 0.2:
        return rng.choice(classes)
    if depth <= 0 or rng.random() < 0.45:
        return rng.choice([INT, INT, INT, FLOAT, FLOAT, BOOL, STR, STR, rng.choice([BYTES, COMPLEX, STR, INT])])
    choice = rng.choice(
        ["list", "list", "list", "dict", "dict", "set", "tuple", "tuple", "optional", "tensor", "tensor", "array"]
    )
    if choice == "list":
        return list_of(random_kind(rng, depth - 1, classes))
    if choice == "dict":
        return dict_of(random_key(rng, classes), random_kind(rng, depth - 1, classes))
    if choice == "set":
        return set_of(random_key(rng, classes))
    if choice == "tuple":
        return tuple_of(*(random_kind(rng, depth - 1, classes) for _ in range(rng.randint(1, 3))))
    if choice == "optional":
        return optional(rng.choice([*SCALARS, list_of(INT), tensor((3,)), *classes]))
    return random_tensor_kind(rng) if choice == "tensor" else random_array_kind(rng)


def random_key(rng: random.Random, classes: Sequence[Kind] = ()) -> Kind:
    enums = [k for k in classes if k.name == "enum"]
    return rng.choice([INT, INT, INT, STR, STR, STR, FLOAT, tuple_of(INT, STR), tuple_of(INT, INT), *enums])


def random_lasting(rng: random.Random) -> Kind:
    """What sets are made of whose order is the same in each process."""
    return rng.choice([INT, INT, INT, FLOAT, BOOL, tuple_of(INT, INT), tuple_of(INT, FLOAT)])


DTYPES = ("float32", "float32", "float32", "int64", "int64", "bool", "float64", "int32", "uint8")


def random_tensor_kind(rng: random.Random) -> Kind:
    return tensor(rng.choice([(), (3,), (3,), (2, 3), (2, 3), (3, 2)]), rng.choice(DTYPES))


ARRAY_DTYPES = ("float64", "float64", "float64", "int64", "int64", "float32", "bool", "uint8", "int32")


def random_array_kind(rng: random.Random) -> Kind:
    return array(rng.choice(ARRAY_DTYPES), rng.choice([(3,), (3,), (2, 3), (2, 3), (3, 2)]))


def literal(rng: random.Random, kind: Kind, depth: int = 2) -> str:
    """Source of a random value of ``kind``, made of constants only."""
    if kind == INT:
        return str(rng.choice([0, 1, 2, 3, 5, 7, -1, -3, 10, rng.randint(-30, 99)]))
    if kind == FLOAT:
        return repr(rng.choice([0.0, 0.5, 1.0, -1.5, 2.25, 3.75, rng.randint(-80, 80) / 8, rng.randint(-50, 50) / 10]))
    if kind == BOOL:
        return rng.choice(["True", "False"])
    if kind == STR:
        return repr(rng.choice(WORDS))
    if kind == NUMBER:
        return literal(rng, rng.choice([INT, FLOAT]))
    if kind == BYTES:
        return rng.choice(["b''", "b'ab'", "b'\\x00\\xff'", "b'a,b c'", "b'hello'"])
    if kind == COMPLEX:
        return f"complex({rng.randint(-6, 6) / 2}, {rng.randint(-6, 6) / 2})"
    if kind.name == "enum":
        return f"{kind.of}.{rng.choice(MEMBERS)}"
    if kind.name == "object":
        return f"{kind.of}({', '.join(literal(rng, a, depth - 1) for a in kind.args)})"
    if kind.name == "iterator":
        return f"iter({literal(rng, list_of(kind.args[0]), depth)})"
    if kind.name == "union":
        return literal(rng, rng.choice(kind.args), depth)
    if kind.name == "optional":
        return "None" if rng.random() < 0.4 else literal(rng, kind.args[0], depth)
    if kind.name == "tuple":
        items = [literal(rng, a, depth - 1) for a in kind.args]
        return f"({items[0]},)" if len(items) == 1 else f"({', '.join(items)})"
    count = rng.choice([0, 1, 2, 2, 3, 4]) if depth > 0 else 1
    if kind.name == "list":
        return f"[{', '.join(literal(rng, kind.args[0], depth - 1) for _ in range(count))}]"
    if kind.name == "set":
        return f"{{{', '.join(literal(rng, kind.args[0], depth - 1) for _ in range(count))}}}" if count else "set()"
    if kind.name == "dict":
        pairs = (f"{literal(rng, kind.args[0], 0)}: {literal(rng, kind.args[1], depth - 1)}" for _ in range(count))
        return f"{{{', '.join(pairs)}}}"
    if kind.name == "array":
        dtype = "bool_" if kind.dtype == "bool" else kind.dtype
        return f"np.array({elements(rng, kind.shape, kind.dtype)}, dtype=np.{dtype})"
    return f"torch.tensor({elements(rng, kind.shape, kind.dtype)}, dtype=torch.{kind.dtype})"


def elements(rng: random.Random, shape: tuple[int, ...], dtype: str) -> str:
    """Nested lists for torch.tensor. Floats are multiples of a quarter, so that sums of them are exact."""
    if shape:
        return f"[{', '.join(elements(rng, shape[1:], dtype) for _ in range(shape[0]))}]"
    if dtype == "bool":
        return rng.choice(["True", "False"])
    if dtype.startswith("float"):
        return str(rng.randint(-12, 12) / 4)
    return str(rng.randint(0, 9) if dtype == "uint8" else rng.randint(-9, 9))
