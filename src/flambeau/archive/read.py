"""Reads ``.flam`` files back, without torch: for ``inspect``, and to print or rewrite a program.

``read(path).extra_files["labels.txt"]``, ``.metadata``, ``.code``. Every byte is checked against the checksums first;
the runtime's own loader verifies the code besides, which reading here doesn't.
"""

from __future__ import annotations

import mmap
import os
import struct
from array import array
from dataclasses import dataclass
from typing import Any

from ..bytecode.code import ClassCode, Code, Entry, EntryParameter, FunctionCode, Handler, OperatorUse
from ..bytecode.constants import DTYPE_NAMES, Constant, StorageRef, TensorConstant
from ..errors import ArchiveError, Span
from ..types import SIMPLE, ArrayType, ClassType, Generic, TensorType, Type, union
from .check import open_sections
from .format import CONSTANTS, NONE, TYPES


@dataclass(slots=True)
class Archive:
    """What a file holds. ``extra_files`` are views of the mapped file."""

    code: Code
    metadata: dict[str, str]
    extra_files: dict[str, memoryview]


def read(source: str | os.PathLike[str] | bytes) -> Archive:
    """Reads a file, or an archive in memory. Raises ArchiveError, and OSError where there is no such file."""
    if isinstance(source, bytes):
        return _read(memoryview(source))
    with open(source, "rb") as file:
        size = os.fstat(file.fileno()).st_size
        raw = memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)) if size else memoryview(b"")
    try:
        return _read(raw)
    except ArchiveError as error:
        raise ArchiveError(f"{os.fspath(source)}: {error}") from None


def _read(raw: memoryview) -> Archive:
    sections = open_sections(raw)
    try:
        return _Decoder(sections).run()
    except (struct.error, IndexError, KeyError, ValueError, RecursionError) as error:
        raise ArchiveError(f"malformed: {error}") from None


class _Cursor:
    """Takes values off the front of a section, whose row count comes first."""

    def __init__(self, view: memoryview) -> None:
        self.view = view
        self.place = 0
        self.count = self.u32()

    def take(self, layout: str) -> tuple[Any, ...]:
        values = struct.unpack_from("<" + layout, self.view, self.place)
        self.place += struct.calcsize("<" + layout)
        return values

    def u32(self) -> int:
        return int(self.take("I")[0])

    def indices(self) -> list[int]:
        return list(self.take(f"{self.u32()}I"))

    def raw(self, size: int) -> bytes:
        if size > len(self.view) - self.place:
            raise ValueError("a string goes beyond its section")
        self.place += size
        return bytes(self.view[self.place - size : self.place])


class _Decoder:
    def __init__(self, sections: dict[str, memoryview]) -> None:
        self.sections = sections
        self.code = Code()
        cursor = self.cursor("strings")
        self.strings = [cursor.raw(cursor.u32()).decode() for _ in range(cursor.count)]
        self.data = sections["data"]

    def cursor(self, name: str) -> _Cursor:
        return _Cursor(self.sections[name])

    def run(self) -> Archive:
        code, strings = self.code, self.strings
        self.types()
        tensors = self.tensors()
        self.constants(tensors)
        cursor = self.cursor("operators")
        code.operators = [OperatorUse(strings[n], a, r) for n, a, r in (cursor.take("3I") for _ in range(cursor.count))]
        cursor = self.cursor("spans")
        for _ in range(cursor.count):
            file, function, line, column, end_line, end_column, caller = cursor.take("7I")
            outer = None if caller == NONE else code.spans[caller]
            code.spans.append(Span(strings[file], line, column, end_line, end_column, strings[function], outer))
        cursor = self.cursor("functions")
        code.functions = [self.function(cursor) for _ in range(cursor.count)]
        cursor = self.cursor("entries")
        code.entries = [self.entry(cursor) for _ in range(cursor.count)]
        cursor = self.cursor("metadata")
        metadata = {strings[key]: strings[value] for key, value in (cursor.take("2I") for _ in range(cursor.count))}
        cursor = self.cursor("files")
        files = {}
        for _ in range(cursor.count):
            name, _, offset, size = cursor.take("IIQQ")
            files[strings[name]] = self.data[offset : offset + size]
        return Archive(code, metadata, files)

    def types(self) -> None:
        cursor = self.cursor("types")
        rows = [(TYPES[kind], parts) for kind, parts in ((cursor.u32(), cursor.indices()) for _ in range(cursor.count))]
        made = self.code.types
        for kind, parts in rows:
            made.append(self.type(kind, parts, made))
        cursor = self.cursor("classes")
        for _ in range(cursor.count):
            name, kind, flags, count = cursor.take("4I")
            fields = [cursor.take("3I") for _ in range(count)]
            members = [cursor.take("2I") for _ in range(cursor.u32())]
            self.code.classes.append(
                ClassCode(
                    self.strings[name], kind, flags, [(self.strings[f], made[t], bits) for f, t, bits in fields],
                    [(self.strings[member], constant) for member, constant in members],
                )
            )  # fmt: skip

    def type(self, kind: str, parts: list[int], made: list[Type]) -> Type:
        if kind in SIMPLE:
            return SIMPLE[kind]
        if kind in ("Tensor", "Array"):
            dtype, rank = DTYPE_NAMES.get(parts[0]), None if parts[1] == NONE else parts[1]
            return TensorType(dtype, rank) if kind == "Tensor" else ArrayType(dtype, rank)
        if kind == "Class":
            return ClassType(self.strings[parts[0]])
        if kind == "NamedTuple":
            return Generic("Tuple", tuple(made[part] for part in parts[1:]), cls=self.strings[parts[0]])
        inner = [made[part] for part in parts]
        return union(*inner) if kind == "Union" else Generic(kind, tuple(inner))

    def tensors(self) -> list[TensorConstant]:
        cursor = self.cursor("storages")
        storages = []
        for _ in range(cursor.count):
            external, _, offset, size = cursor.take("IIQQ")
            storages.append(StorageRef(offset, size, None if external else self.data))
        cursor = self.cursor("tensors")
        tensors = []
        for _ in range(cursor.count):
            dtype, rank, storage, _, offset = cursor.take("IIIIq")
            geometry = cursor.take(f"{2 * rank}q")
            name = DTYPE_NAMES[dtype]
            tensors.append(TensorConstant(name, geometry[:rank], geometry[rank:], offset, storages[storage]))
        return tensors

    def constants(self, tensors: list[TensorConstant]) -> None:
        cursor = self.cursor("constants")
        for _ in range(cursor.count):
            kind = CONSTANTS[cursor.u32()]
            self.code.constants.append(Constant(kind, self.constant(kind, cursor, tensors)))

    def constant(self, kind: str, cursor: _Cursor, tensors: list[TensorConstant]) -> Any:
        match kind:
            case "none" | "unbound" | "ellipsis":
                return None
            case "class":
                return self.code.classes[cursor.u32()].name
            case "member":
                cls = self.code.classes[cursor.u32()]
                return cls.name, cls.members[cursor.u32()][0]
            case "bool":
                return cursor.u32() != 0
            case "int":
                return cursor.take("q")[0]
            case "float" | "complex":
                return cursor.raw(8 if kind == "float" else 16)
            case "str":
                return self.strings[cursor.u32()]
            case "bytes":
                return cursor.raw(cursor.u32())
            case "dtype":
                return DTYPE_NAMES[cursor.u32()]
            case "device":
                return ("cpu", cursor.take("Ii")[1])
            case "tensor":
                return tensors[cursor.u32()]
        return tuple(self.code.constants[part] for part in cursor.indices())

    def function(self, cursor: _Cursor) -> FunctionCode:
        types = self.code.types
        name = self.strings[cursor.u32()]
        parameters = [types[index] for index in cursor.indices()]
        result, registers, length = cursor.take("3I")
        words = array("I", cursor.take(f"{length}I"))
        handlers = [Handler(*cursor.take("4I")) for _ in range(cursor.u32())]
        lines = [cursor.take("2I") for _ in range(cursor.u32())]
        shown = [(place, -1 if span == NONE else span) for place, span in lines]
        return FunctionCode(name, parameters, types[result], registers, words, handlers, shown)

    def entry(self, cursor: _Cursor) -> Entry:
        function, result, count = cursor.take("3I")
        parameters = []
        for _ in range(count):
            name, type, default = cursor.take("3I")
            shown = None if default == NONE else default
            parameters.append(EntryParameter(self.strings[name], self.code.types[type], shown))
        return Entry(function, parameters, self.code.types[result])
