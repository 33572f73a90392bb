"""Writes ``.flam`` files: lays the sections out, and sums every block.

``write(path, code)`` makes a file, ``to_bytes(code)`` the same in memory; ``pack(code)`` leaves the weights where they
are and gives their storages beside the bytes, for a program that is to run in this process without a second copy.
"""

from __future__ import annotations

import io
import os
import struct
import zlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import BinaryIO

from ..bytecode.code import Code
from ..bytecode.constants import StorageRef
from .encode import Encoder, Sections
from .format import ALIGNMENT, BLOCK, HEADER, MAGIC, SECTION, SECTIONS, VERSION, padding

Files = Mapping[str, "str | bytes"]


def write(target: str | os.PathLike[str] | BinaryIO, code: Code, *, metadata: Mapping[str, str] | None = None,
          extra_files: Files | None = None) -> None:  # fmt: skip
    """Writes a program. A path's file appears only when it is complete. Raises OSError."""
    sections = _encode(code, metadata, extra_files, external=False)
    if not isinstance(target, (str, os.PathLike)):
        _write(target, sections, sections.storages)
        return
    path = Path(target)
    partial = path.with_name(f"{path.name}.{os.getpid()}.partial")
    try:
        with open(partial, "wb") as file:
            _write(file, sections, sections.storages)
        os.replace(partial, path)
    finally:
        partial.unlink(missing_ok=True)


def to_bytes(code: Code, *, metadata: Mapping[str, str] | None = None, extra_files: Files | None = None) -> bytes:
    """The archive as bytes, weights included."""
    out = io.BytesIO()
    write(out, code, metadata=metadata, extra_files=extra_files)
    return out.getvalue()


def pack(code: Code, *, metadata: Mapping[str, str] | None = None,
         extra_files: Files | None = None) -> tuple[bytes, list[StorageRef]]:  # fmt: skip
    """An archive whose storages stay in this process: its bytes, and the storages in the order of their numbers."""
    sections = _encode(code, metadata, extra_files, external=True)
    out = io.BytesIO()
    _write(out, sections, [])
    return out.getvalue(), sections.storages


def _encode(code: Code, metadata: Mapping[str, str] | None, extra_files: Files | None, external: bool) -> Sections:
    files = {
        name: content.encode() if isinstance(content, str) else bytes(content)
        for name, content in (extra_files or {}).items()
    }
    return Encoder(code, external).run(metadata or {}, files)


def _write(file: BinaryIO, sections: Sections, storages: list[StorageRef]) -> None:
    data = sum(size + padding(size) for size in [*(s.size for s in storages), *map(len, sections.files)])
    sizes = [data if name == "data" else len(sections.tables[name]) for name in SECTIONS]
    start = HEADER.size + SECTION.size * len(SECTIONS)
    offset = start + padding(start)
    table = b""
    for kind, size in enumerate(sizes, 1):
        table += SECTION.pack(kind, 0, offset, size)
        offset += size + padding(size)
    summed = _SummedFile(file)
    summed.write(HEADER.pack(MAGIC, VERSION, len(SECTIONS), offset, 0) + table)
    for chunk in _chunks(sections, storages):
        summed.pad()
        summed.write(chunk)
    summed.pad()
    file.write(summed.trailer())


def _chunks(sections: Sections, storages: list[StorageRef]) -> Iterator[bytes | memoryview]:
    yield from (sections.tables[name] for name in SECTIONS if name != "data")
    yield from (storage.view() for storage in storages)
    yield from sections.files


class _SummedFile:
    """Writes through, and takes the CRC-32 of each block of a MiB."""

    def __init__(self, file: BinaryIO) -> None:
        self.file = file
        self.size = 0
        self.sums: list[int] = []

    def write(self, chunk: bytes | memoryview) -> None:
        view = memoryview(chunk)
        while len(view):
            inside = self.size % BLOCK
            if inside == 0:
                self.sums.append(0)
            piece = view[: BLOCK - inside]
            self.sums[-1] = zlib.crc32(piece, self.sums[-1])
            self.file.write(piece)
            self.size += len(piece)
            view = view[len(piece) :]

    def pad(self) -> None:
        self.write(bytes(-self.size % ALIGNMENT))

    def trailer(self) -> bytes:
        sums = struct.pack(f"<{len(self.sums)}I", *self.sums)
        return sums + struct.pack("<I", zlib.crc32(sums))
