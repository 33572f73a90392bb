"""Exceptions that leave a program are what Python would have raised: their class, arguments, attributes and text."""

import enum
import pickle
import subprocess
import sys

import pytest

import flambeau as fl


class Level(enum.Enum):
    LOW = "l"
    TOP = "t"


class Rejected(ValueError):
    """Its text isn't its arguments', and its __init__ mustn't run again."""

    made = 0

    def __init__(self, code: int, names: list[str]) -> None:
        super().__init__(code, names)
        self.code = code
        self.names = names
        Rejected.made += 1

    def __str__(self) -> str:
        return f"rejected {self.names} with {self.code}"


class Empty(Rejected):
    def __init__(self) -> None:
        super().__init__(0, [])


class NoFile(OSError):
    pass


class TimeoutError(Exception):
    """Of the same name as one of Python's."""


def raising(kind: int, names: list[str]) -> int:
    if kind == 0:
        raise Rejected(len(names), names)
    if kind == 1:
        raise Empty
    if kind == 2:
        raise NoFile(2, "no such thing")
    if kind == 3:
        raise TimeoutError("too late", kind)
    if kind == 4:
        return {Level.LOW: 1}[Level.TOP if names else Level.LOW]
    if kind == 5:
        raise ValueError(names, kind)
    if kind == 6:
        raise NoFile
    if kind == 7:
        try:
            raise TimeoutError("own")
        except OSError:
            return 1
    return kind


def outcome(function, *args):
    with pytest.raises(Exception) as raised:
        function(*args)
    error = raised.value
    attributes = {k: v for k, v in vars(error).items() if not k.startswith("_flambeau")}
    return type(error), error.args, str(error), repr(error), attributes


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    path = tmp_path_factory.mktemp("exceptions") / "raising.flam"
    fl.script(raising, example_inputs=(9, ["a"])).save(path)
    return path


@pytest.mark.parametrize("kind", range(8))
def test_an_exception_leaves_as_itself(path, kind):
    assert outcome(fl.load(path), kind, ["a", "b"]) == outcome(raising, kind, ["a", "b"])


def test_no_init_runs_again(path):
    program = fl.load(path)
    before = Rejected.made
    with pytest.raises(Rejected):
        program(0, ["a"])
    assert Rejected.made == before


def test_what_it_holds_is_the_callers(path):
    names = ["a", "b"]
    with pytest.raises(Rejected) as raised:
        fl.load(path)(0, names)
    assert raised.value.names is names


def test_another_process_raises_a_stand_in(path):
    """The classes aren't there: their names, Python's own classes above them, arguments and texts are."""
    code = f"""
import pickle, sys
import flambeau as fl
program = fl.load({str(path)!r})
found = []
for kind in range(4):
    try:
        program(kind, ["a", "b"])
    except Exception as error:
        held = {{k: v for k, v in vars(error).items() if not k.startswith("_flambeau")}}
        found.append((type(error).__name__, str(error), held, isinstance(error, (ValueError, OSError))))
sys.stdout.buffer.write(pickle.dumps(found))
"""
    run = subprocess.run([sys.executable, "-c", code], stdout=subprocess.PIPE, check=True)
    assert pickle.loads(run.stdout) == [
        ("Rejected", "rejected ['a', 'b'] with 2", {"code": 2, "names": ["a", "b"]}, True),
        ("Empty", "rejected [] with 0", {"code": 0, "names": []}, True),
        ("NoFile", "[Errno 2] no such thing", {}, True),
        ("TimeoutError", "('too late', 3)", {}, False),
    ]
