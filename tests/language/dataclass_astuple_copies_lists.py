from dataclasses import asdict, astuple, dataclass, field


@dataclass
class Inner:
    values: list[int]


@dataclass
class Outer:
    number: int
    tags: list[str] = field(default_factory=list)
    inner: Inner = field(default_factory=lambda: Inner([1]))


def program(number: int):
    one = Outer(number, ["a"])
    parts, named = astuple(one), asdict(one)
    one.tags.append("b")
    one.inner.values.append(number)
    return parts, named, one.tags


INPUTS = [(1,), (2,)]
