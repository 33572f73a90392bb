"""The Python end of runner.cpp: builds it once, and calls programs through it.

Values go over a pipe as a tag and little-endian numbers. What C++ has no type for (a slice, a range) comes back as
``Text``, an instance of a class as ``Fields``.
"""

from __future__ import annotations

import dataclasses
import enum
import os
import shutil
import struct
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

from flambeau.runtime import _core
from flambeau.runtime.classes import CONTAINED

ROOT = Path(__file__).parents[2]
DTYPES = [torch.uint8, torch.int8, torch.int16, torch.int32, torch.int64, torch.float16, torch.float32, torch.float64,
          None, torch.complex64, torch.complex128, torch.bool, None, None, None, torch.bfloat16,
          *[None] * 11, torch.uint16, torch.uint32, torch.uint64]  # fmt: skip


class NotForCpp(Exception):
    """An argument that the C++ interface can't make."""


@dataclass(frozen=True)
class Text:
    """The repr of a value that C++ has no type for."""

    text: str


class Fields:
    """An instance of a class ``module:Class``, or a member of an Enum: its attributes by name."""

    def __init__(self, cls: str, fields: dict[str, Any]) -> None:
        self.cls = cls
        self.fields = fields


def find_library() -> Path | None:
    """The newest static library of this checkout: the one that the binding was linked with, or the SDK's."""
    beside = Path(_core.__file__).parents[3] / "runtime" / "libflambeau_static.a"
    found = [path for path in (beside, *ROOT.glob("build/sdk/lib*/libflambeau_static.a")) if path.exists()]
    return max(found, key=lambda path: path.stat().st_mtime, default=None)


def build(folder: Path) -> Path:
    """The runner's executable. Skips where there is no library or compiler, except with CI=true.

    FLAMBEAU_CPP_RUNNER names one that was built before, with sanitizers (`.ci/sanitize`).
    """
    if os.environ.get("FLAMBEAU_CPP_RUNNER"):
        return Path(os.environ["FLAMBEAU_CPP_RUNNER"])
    library = find_library()
    compiler = shutil.which("c++")
    if library is None or compiler is None:
        message = "the C++ runner needs the SDK (make sdk) and a C++ compiler"
        if os.environ.get("CI") == "true":
            pytest.fail(message)
        pytest.skip(message)
    executable = folder / "runner"
    subprocess.run(
        [compiler, "-std=c++17", "-O0", "-DFLAMBEAU_STATIC", f"-I{ROOT}/runtime/include",
         Path(__file__).with_name("runner.cpp"), library, "-o", executable, "-pthread"],
        check=True,
    )  # fmt: skip
    return executable


class Runner:
    """A process without Python that runs programs."""

    def __init__(self, executable: Path) -> None:
        env = {name: os.environ[name] for name in ("ASAN_OPTIONS", "UBSAN_OPTIONS") if name in os.environ}
        self.process = subprocess.Popen([executable], stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=env)

    def close(self) -> None:
        assert self.process.stdin is not None
        self.process.stdin.close()
        self.process.wait(10)

    def call(self, program: Path, arguments: tuple[Any, ...]) -> tuple[str, Any]:
        """``("value", result)`` or ``("raises", (type, message))``."""
        assert self.process.stdin is not None and self.process.stdout is not None
        request = _text(str(program).encode()) + struct.pack("<Q", len(arguments)) + b"".join(map(encode, arguments))
        self.process.stdin.write(request)
        self.process.stdin.flush()
        if self._read(1) == b"R":
            return "value", self._decode()
        return "raises", (self._read_text().decode(), self._read_text().decode())

    def _read(self, size: int) -> bytes:
        assert self.process.stdout is not None
        data = self.process.stdout.read(size)
        if len(data) != size:
            pytest.fail(f"the C++ runner has ended with {self.process.wait(10)}")
        return data

    def _number(self, kind: str) -> Any:
        return struct.unpack("<" + kind, self._read(8))[0]

    def _read_text(self) -> bytes:
        return self._read(self._number("Q"))

    def _decode(self) -> Any:
        tag = self._read(1).decode()
        if tag in "NTF":
            return {"N": None, "T": True, "F": False}[tag]
        if tag in "id":
            return self._number("q" if tag == "i" else "d")
        if tag == "c":
            return complex(self._number("d"), self._number("d"))
        if tag == "y":
            return DTYPES[self._number("q")]
        if tag in "sbq":
            data = self._read_text()
            return data if tag == "b" else data.decode() if tag == "s" else Text(data.decode())
        if tag == "x":
            return self._tensor()
        if tag == "o":
            cls = self._read_text().decode()
            return Fields(cls, {self._read_text().decode(): self._decode() for _ in range(self._number("Q"))})
        if tag == "m":
            return {self._decode(): self._decode() for _ in range(self._number("Q"))}
        items = [self._decode() for _ in range(self._number("Q"))]
        return {"l": list, "t": tuple, "z": torch.Size, "e": set}[tag](items)

    def _tensor(self) -> torch.Tensor:
        dtype = DTYPES[self._number("q")]
        sizes = [self._number("q") for _ in range(self._number("Q"))]
        data = self._read_text()
        return (torch.frombuffer(bytearray(data), dtype=dtype) if data else torch.empty(0, dtype=dtype)).reshape(sizes)


def _text(data: bytes) -> bytes:
    return struct.pack("<Q", len(data)) + data


def encode(value: Any) -> bytes:
    """An argument's bytes. Raises NotForCpp."""
    if value is None or isinstance(value, bool):
        return {None: b"N", True: b"T", False: b"F"}[value]
    if type(value) is int:
        return b"i" + struct.pack("<q", value)
    if type(value) is float:
        return b"d" + struct.pack("<d", value)
    if type(value) is complex:
        return b"c" + struct.pack("<dd", value.real, value.imag)
    if type(value) is str:
        return b"s" + _text(value.encode())
    if type(value) is bytes:
        return b"b" + _text(value)
    if isinstance(value, torch.dtype):
        return b"y" + struct.pack("<q", DTYPES.index(value))
    if isinstance(value, np.ndarray) and value.dtype.kind in "UO":
        raise NotForCpp("arrays of texts and objects")
    if isinstance(value, np.ndarray):
        value = torch.from_numpy(value.copy())  # C++ has tensors for both
    if isinstance(value, torch.Tensor):
        flat = value.detach().contiguous().reshape(-1)
        header = struct.pack(f"<qQ{value.dim()}q", DTYPES.index(value.dtype), value.dim(), *value.shape)
        return b"x" + header + _text(flat.view(torch.uint8).numpy().tobytes() if flat.numel() else b"")
    if type(value) is dict:
        pairs = b"".join(encode(k) + encode(v) for k, v in value.items())
        return b"m" + struct.pack("<Q", len(value)) + pairs
    tag = {list: b"l", tuple: b"t", set: b"e"}.get(type(value))
    if tag is None:
        return _encode_instance(value)
    return tag + struct.pack("<Q", len(value)) + b"".join(map(encode, value))


def _encode_instance(value: Any) -> bytes:
    name = _text(f"{type(value).__module__}:{type(value).__qualname__}".encode())
    if isinstance(value, enum.Enum) and not isinstance(value, enum.Flag):
        return b"E" + name + _text(value.name.encode())
    if not hasattr(value, "_asdict") and not dataclasses.is_dataclass(value) and not isinstance(value, enum.Flag):
        raise NotForCpp(type(value).__name__)
    fields = value._asdict() if hasattr(value, "_asdict") else dict(vars(value))
    if isinstance(value, enum.Flag):
        fields = {"value": value.value}
    fields.update((name, base(value)) for name, base in CONTAINED.items() if isinstance(value, base))
    pairs = b"".join(_text(key.encode()) + encode(held) for key, held in fields.items())
    return b"o" + name + struct.pack("<Q", len(fields)) + pairs
