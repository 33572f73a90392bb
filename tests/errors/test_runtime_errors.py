"""The gallery of runtime errors: the whole text of each, beside the program and the inputs that it comes of.

``runtime/NAME.py`` holds a ``program`` and ``INPUTS`` (``NAMED`` for keywords, ``EXAMPLE`` to compile with where the
inputs don't fit, ``TRACED``); ``runtime/NAME.txt`` what is said about it. The program is saved and loaded before it
runs. The text is what ``flambeau_error_text()`` gives in C and ``what()`` in C++; in Python the exception's type, its
message and its traceback's places say the same. ``pytest --update`` rewrites the texts, which are then to be read.
"""

from __future__ import annotations

import ctypes
import importlib.util
import io
import traceback
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

pytest.importorskip("torch")

import torch

import flambeau as fl
from flambeau.errors import Span, render

HERE = Path(__file__).parent / "runtime"
PROGRAMS = sorted(HERE.glob("*.py"))
IDS = [path.stem for path in PROGRAMS]


def load_case(path: Path) -> tuple[ModuleType, bytes]:
    """The case, and its program as a file."""
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    example = getattr(module, "EXAMPLE", None)
    compile = fl.trace if getattr(module, "TRACED", False) else fl.script
    file = io.BytesIO()
    compile(module.program, example).save(file)
    return module, file.getvalue()


def shown(text: str) -> str:
    """``text`` with paths shortened to what is the same on every machine."""
    return text.replace(f"{HERE}/", "").replace(f"{Path(torch.__file__).parents[1]}/", "")


def raised_in_python(module: ModuleType, file: bytes) -> Exception:
    with pytest.raises(Exception) as caught:
        fl.load(file)(*module.INPUTS, **getattr(module, "NAMED", {}))
    return caught.value


def text_of(error: Exception) -> str:
    """What Python knows of the error, in the words of ``render``."""
    span = None
    for file, function, line, column, end_line, end_column in reversed(getattr(error, "_flambeau_frames", [])):
        span = Span(file, line, column, end_line, end_column, function, span)
    return shown(render(str(error), span, kind=type(error).__name__)) + "\n"


@pytest.mark.parametrize("path", PROGRAMS, ids=IDS)
def test_in_python(path: Path, update: bool) -> None:
    expected = path.with_suffix(".txt")
    error = raised_in_python(*load_case(path))
    found = text_of(error)
    if update:
        expected.write_text(found)
    assert found == expected.read_text()
    places = [f"{frame.filename}:{frame.lineno}" for frame in traceback.extract_tb(error.__traceback__)]
    for place in places[2:]:  # behind the test's own lines and Program.__call__
        assert shown(place) in found


class Runtime:
    """The C interface of the installed SDK, as far as the cases need it."""

    def __init__(self, library: Path) -> None:
        self._library = ctypes.CDLL(str(library))

    def _call(self, function: str, *args: Any, result: Any = ctypes.c_void_p) -> Any:
        found = getattr(self._library, function)
        found.restype = result
        return found(*args)

    def value(self, value: Any) -> ctypes.c_void_p:
        makers: dict[type, Callable[[Any], int]] = {
            type(None): lambda _: self._call("flambeau_none"),
            int: lambda v: self._call("flambeau_int", ctypes.c_int64(v)),
            float: lambda v: self._call("flambeau_float", ctypes.c_double(v)),
            str: lambda v: self._call("flambeau_str", v.encode(), ctypes.c_size_t(len(v.encode()))),
            list: lambda v: self._call("flambeau_list", *self.array(v)),
            tuple: lambda v: self._call("flambeau_tuple", *self.array(v)),
            dict: lambda v: self._call("flambeau_dict", self.array(v)[0], *self.array(v.values())),
            torch.Tensor: self._tensor,
        }
        return ctypes.c_void_p(makers[type(value)](value))

    def _tensor(self, tensor: Any) -> int:
        sizes = (ctypes.c_int64 * tensor.dim())(*tensor.shape)
        number = {torch.int64: 4, torch.float32: 6}[tensor.dtype]
        address = ctypes.c_void_p(tensor.data_ptr() or ctypes.addressof(sizes))
        rank = ctypes.c_size_t(tensor.dim())
        return self._call("flambeau_tensor_from_blob", address, number, rank, sizes, None, None, None)

    def array(self, values: Any) -> tuple[Any, ctypes.c_size_t]:
        handles = [self.value(value) for value in values]
        return (ctypes.c_void_p * len(handles))(*handles), ctypes.c_size_t(len(handles))

    def error_of(self, file: bytes, args: tuple[Any, ...], named: dict[str, Any]) -> tuple[str, str, str]:
        """Type, message and whole text of the error that a run gives. What it makes is left to the process's end."""
        program = ctypes.c_void_p(self._call("flambeau_load_memory", file, ctypes.c_size_t(len(file))))
        names = (ctypes.c_char_p * len(named))(*(name.encode() for name in named))
        assert self._call("flambeau_run_named", program, None, *self.array(args), names, *self.array(named.values())) is None  # fmt: skip
        type_, message, text = (
            self._call(f"flambeau_error_{part}", result=ctypes.c_char_p) for part in ("type", "message", "text")
        )
        return type_.decode(), message.decode(), text.decode()


@pytest.fixture(scope="session")
def runtime(library: Path) -> Runtime:
    return Runtime(library)


@pytest.mark.parametrize("path", PROGRAMS, ids=IDS)
def test_in_c(path: Path, runtime: Runtime) -> None:
    module, file = load_case(path)
    type_, message, text = runtime.error_of(file, module.INPUTS, getattr(module, "NAMED", {}))
    assert shown(text) + "\n" == path.with_suffix(".txt").read_text()
    assert text.startswith(f"{type_}: {message}" if message else type_)
