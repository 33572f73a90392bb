"""Writes the tables of a program as sections: strings, types, constants, code and the rest, all little-endian.

``encode(code, ...)`` gives the sections' bytes and the storages whose bytes make up the data section. A tensor's
storage is stored once however many tensors share it, and only as far as they reach.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from ..bytecode.code import ClassCode, Code, FunctionCode
from ..bytecode.constants import Constant, StorageRef, TensorConstant
from ..errors import Span
from ..types import DTYPES, ArrayType, ClassType, Generic, Simple, TensorType, Type, UnionType
from .format import ALIGNMENT, CONSTANTS, NONE, TYPES, padding


@dataclass(slots=True)
class Sections:
    """Encoded sections by name, but for ``data``: that is ``storages``, then ``files``, each padded to 64."""

    tables: dict[str, bytes] = field(default_factory=dict)
    storages: list[StorageRef] = field(default_factory=list)
    files: list[bytes] = field(default_factory=list)


class Encoder:
    """Collects strings, types and storages while the other tables are written."""

    def __init__(self, code: Code, external: bool) -> None:
        self.code = code
        self.external = external
        self.strings: dict[str, int] = {}
        self.types: dict[Type, int] = {}
        self.type_rows: list[bytes] = []
        self.classes = {cls.name: index for index, cls in enumerate(code.classes)}
        self.storages: list[StorageRef] = []
        self.tensors: dict[TensorConstant, int] = {}
        self.constants: dict[Constant, int] = {}
        self.constant_rows: list[bytes] = []
        self.spans = {span: index for index, span in enumerate(code.spans)}

    def run(self, metadata: Mapping[str, str], extra_files: Mapping[str, bytes]) -> Sections:
        code = self.code
        for type in code.types:
            self.type(type)
        for constant in code.constants:
            self.constant(constant)
        result = Sections()
        tables = result.tables
        tables["constants"] = _table(self.constant_rows)
        tables["operators"] = _table(_u32(self.string(o.name), o.arguments, o.results) for o in code.operators)
        tables["functions"] = _table(self.function(f) for f in code.functions)
        tables["entries"] = _table(self.entries())
        tables["spans"] = _table(self.span(span) for span in code.spans)
        tables["metadata"] = _table(_u32(self.string(k), self.string(v)) for k, v in metadata.items())
        bases = self.storage_table(tables, result)
        tables["tensors"] = _table(self.tensor(tensor, bases) for tensor in self.tensors)
        tables["files"] = self.file_table(extra_files, result)
        tables["classes"] = _table(self.class_row(cls) for cls in code.classes)
        tables["types"] = _table(self.type_rows)
        tables["strings"] = _table(struct.pack("<I", len(raw)) + raw for raw in map(str.encode, self.strings))
        return result

    def string(self, text: str) -> int:
        return self.strings.setdefault(text, len(self.strings))

    def type(self, type: Type) -> int:
        """The index of ``type``, the same as in ``code.types``: there too, what it is made of comes before it."""
        if type in self.types:
            return self.types[type]
        if isinstance(type, Simple):
            row = self._type_row(type.name, [])
        elif isinstance(type, (TensorType, ArrayType)):
            dtype = NONE if type.dtype is None else DTYPES[type.dtype][0]
            name = "Tensor" if isinstance(type, TensorType) else "Array"
            row = self._type_row(name, [dtype, NONE if type.rank is None else type.rank])
        elif isinstance(type, Generic) and type.cls:
            row = self._type_row("NamedTuple", [self.string(type.cls), *(self.type(arg) for arg in type.args)])
        elif isinstance(type, Generic):
            row = self._type_row(type.name, [self.type(arg) for arg in type.args])
        elif isinstance(type, UnionType):
            row = self._type_row("Union", [self.type(member) for member in type.members])
        elif isinstance(type, ClassType):
            row = self._type_row("Class", [self.string(type.name)])
        else:
            raise TypeError(f"the type {type} has no form in an archive")
        self.type_rows.append(row)
        self.types[type] = len(self.types)
        return self.types[type]

    def _type_row(self, name: str, parts: list[int]) -> bytes:
        return _u32(TYPES.index(name), len(parts), *parts)

    def class_row(self, cls: ClassCode) -> bytes:
        row = _u32(self.string(cls.name), cls.kind, cls.flags, len(cls.fields))
        row += b"".join(_u32(self.string(name), self.type(type), flags) for name, type, flags in cls.fields)
        return row + _table(_u32(self.string(name), constant) for name, constant in cls.members)

    def constant(self, constant: Constant) -> int:
        """The index of ``constant``, the same as in ``code.constants``: there too, a tuple's parts come before it."""
        if constant in self.constants:
            return self.constants[constant]
        row = _u32(CONSTANTS.index(constant.kind)) + self._constant_value(constant)
        self.constant_rows.append(row)
        self.constants[constant] = len(self.constants)
        return self.constants[constant]

    def _constant_value(self, constant: Constant) -> bytes:
        value = constant.value
        match constant.kind:
            case "none" | "unbound" | "ellipsis":
                return b""
            case "bool":
                return _u32(int(value))
            case "int":
                return struct.pack("<q", value)
            case "float" | "complex":
                return bytes(value)
            case "str":
                return _u32(self.string(value))
            case "bytes":
                return _u32(len(value)) + bytes(value)
            case "class":
                return _u32(self.classes[value])
            case "member":
                index = self.classes[value[0]]
                names = [name for name, _ in self.code.classes[index].members]
                return _u32(index, names.index(value[1]))
            case "dtype":
                return _u32(DTYPES[value][0])
            case "device":
                return struct.pack("<Ii", 0, value[1])
            case "tensor":
                return _u32(self.tensors.setdefault(value, len(self.tensors)))
        parts = [self.constant(part) for part in value]
        return _u32(len(parts), *parts)

    def storage_table(self, tables: dict[str, bytes], result: Sections) -> dict[int, tuple[int, int]]:
        """Writes the storages; gives, by pointer, each one's index and the bytes cut off before it."""
        extents: dict[int, tuple[int, int]] = {}
        owners: dict[int, StorageRef] = {}
        for tensor in self.tensors:
            start, end = tensor.extent()
            old = extents.get(tensor.storage.pointer)
            # A storage of which nothing is used, because its tensors are empty, has no bytes.
            if old is not None and old[0] < old[1]:
                start, end = (min(start, old[0]), max(end, old[1])) if start < end else old
            extents[tensor.storage.pointer] = (start, end)
            owners[tensor.storage.pointer] = tensor.storage
        bases: dict[int, tuple[int, int]] = {}
        rows, offset = [], 0
        for pointer, (start, end) in extents.items():
            start -= start % ALIGNMENT
            bases[pointer] = (len(result.storages), start)
            place = len(result.storages) if self.external else offset
            rows.append(struct.pack("<IIQQ", int(self.external), 0, place, end - start))
            result.storages.append(owners[pointer].part(start, end))
            offset += end - start + padding(end - start)
        tables["storages"] = _table(rows)
        return bases

    def tensor(self, tensor: TensorConstant, bases: dict[int, tuple[int, int]]) -> bytes:
        number, item = DTYPES[tensor.dtype]
        index, start = bases[tensor.storage.pointer]
        offset = 0 if 0 in tensor.sizes else tensor.offset - start // item
        row = struct.pack("<IIIIq", number, len(tensor.sizes), index, 0, offset)
        return row + struct.pack(f"<{2 * len(tensor.sizes)}q", *tensor.sizes, *tensor.strides)

    def function(self, function: FunctionCode) -> bytes:
        words = function.words
        head = _u32(self.string(function.name), len(function.parameters), *map(self.type, function.parameters))
        head += _u32(self.type(function.return_type), function.register_count, len(words))
        handlers = b"".join(_u32(h.start, h.end, h.target, h.register) for h in function.handlers)
        lines = b"".join(_u32(place, NONE if span < 0 else span) for place, span in function.lines)
        tail = _u32(len(function.handlers)) + handlers + _u32(len(function.lines)) + lines
        return head + _u32(*words) + tail

    def entries(self) -> Iterable[bytes]:
        for entry in self.code.entries:
            row = _u32(entry.function, self.type(entry.return_type), len(entry.parameters))
            for parameter in entry.parameters:
                default = NONE if parameter.default is None else parameter.default
                row += _u32(self.string(parameter.name), self.type(parameter.type), default)
            yield row

    def span(self, span: Span) -> bytes:
        caller = NONE if span.caller is None else self.spans[span.caller]
        place = (span.line, span.column, span.end_line, span.end_column)
        return _u32(self.string(span.file), self.string(span.function), *place, caller)

    def file_table(self, extra_files: Mapping[str, bytes], result: Sections) -> bytes:
        offset = 0 if self.external else sum(s.size + padding(s.size) for s in result.storages)
        rows = []
        for name, content in extra_files.items():
            rows.append(struct.pack("<IIQQ", self.string(name), 0, offset, len(content)))
            result.files.append(content)
            offset += len(content) + padding(len(content))
        return _table(rows)


def _u32(*values: int) -> bytes:
    return struct.pack(f"<{len(values)}I", *values)


def _table(rows: Iterable[bytes]) -> bytes:
    collected = list(rows)
    return _u32(len(collected)) + b"".join(collected)
