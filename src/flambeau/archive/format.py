"""The numbers of the ``.flam`` format, which docs/format.md specifies to the byte.

A file is a header, a table of sections, the sections, each from a multiple of 64, and a trailer of checksums: a CRC-32
for every MiB before it and one of the trailer itself, so that no byte can change unseen.
"""

from __future__ import annotations

import struct

MAGIC = b"\x89FLAM\r\n\x1a"
VERSION = 1
ALIGNMENT = 64
BLOCK = 1 << 20  # bytes under one checksum
HEADER = struct.Struct("<8sIIQQ")  # magic, version, number of sections, bytes before the trailer, zero
SECTION = struct.Struct("<IIQQ")  # kind, zero, offset, size
NONE = 0xFFFFFFFF  # "no such entry", where an index may be absent

SECTIONS = (
    "strings", "types", "classes", "storages", "tensors", "constants", "operators", "functions", "entries", "spans",
    "metadata", "files", "data",
)  # fmt: skip
# A section's kind is its place above, from 1; all are present, in this order.

TYPES = (
    "Any", "Never", "None", "bool", "int", "float", "complex", "str", "bytes", "dtype", "device", "range", "slice",
    "ellipsis", "Size", "Exception", "Unbound", "Tensor", "List", "Set", "Dict", "Tuple", "Class", "Union",
    "ArrayDtype", "Array", "NamedTuple", "Match", "TupleOf", "Generator",
)  # fmt: skip
CONSTANTS = (
    "none", "unbound", "bool", "int", "float", "complex", "str", "bytes", "dtype", "device", "ellipsis", "tuple",
    "list", "size", "tensor", "dict", "set", "class", "member",
)  # fmt: skip


def padding(size: int) -> int:
    """How many zero bytes follow ``size`` bytes up to the next multiple of 64."""
    return -size % ALIGNMENT
