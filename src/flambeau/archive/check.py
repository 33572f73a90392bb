"""Opens a ``.flam`` file: says what is wrong with it, or gives its sections once every byte has been checked."""

from __future__ import annotations

import struct
import zlib

from ..errors import ArchiveError
from .format import ALIGNMENT, BLOCK, HEADER, MAGIC, SECTION, SECTIONS, VERSION

_KNOWN = (
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"PK\x03\x04", "a zip archive; if it is a PyTorch .pt file, use `flambeau convert`"),
    (b"\x80\x02", "a pickle; if it is an old PyTorch file, load and script it with PyTorch"),
    (b"\x08", "perhaps an ONNX model"),
    (b"\x7fELF", "a native library or program"),
)


def open_sections(raw: memoryview) -> dict[str, memoryview]:
    """The sections by name. Raises ArchiveError."""
    _check_magic(bytes(raw[:8]))
    if len(raw) < HEADER.size:
        raise ArchiveError(f"truncated: {len(raw)} bytes are less than a header")
    _, version, count, content, _ = HEADER.unpack_from(raw)
    if version > VERSION:
        raise ArchiveError(f"format version {version} is newer than this Flambeau reads ({VERSION}): upgrade Flambeau")
    blocks = -(-content // BLOCK)
    expected = content + 4 * blocks + 4
    if len(raw) != expected:
        problem = "truncated" if len(raw) < expected else "damaged"
        raise ArchiveError(f"{problem}: the header tells of {expected} bytes, there are {len(raw)}")
    _check_sums(raw, content, blocks)
    if count != len(SECTIONS) or HEADER.size + SECTION.size * count > content:
        raise ArchiveError(f"malformed: {count} sections, not {len(SECTIONS)}")
    sections = {}
    for index, name in enumerate(SECTIONS):
        kind, _, offset, size = SECTION.unpack_from(raw, HEADER.size + index * SECTION.size)
        if kind != index + 1 or offset % ALIGNMENT or offset > content or size > content - offset:
            raise ArchiveError(f"malformed: the section {name} isn't where it should be")
        sections[name] = raw[offset : offset + size]
    return sections


def _check_magic(start: bytes) -> None:
    if not start:
        raise ArchiveError("the file is empty")
    if start == MAGIC:
        return
    if MAGIC.startswith(start):
        raise ArchiveError(f"truncated: {len(start)} bytes are less than a header")
    for magic, what in _KNOWN:
        if start.startswith(magic):
            raise ArchiveError(f"not a .flam file but {what}")
    raise ArchiveError("not a .flam file")


def _check_sums(raw: memoryview, content: int, blocks: int) -> None:
    trailer = raw[content:-4]
    (expected,) = struct.unpack("<I", raw[-4:])
    if zlib.crc32(trailer) != expected:
        raise ArchiveError("damaged: the checksums at the end don't agree with their own checksum")
    for index, wanted in enumerate(struct.unpack(f"<{blocks}I", trailer)):
        start = index * BLOCK
        if zlib.crc32(raw[start : min(start + BLOCK, content)]) != wanted:
            raise ArchiveError(f"damaged: the bytes from {start} on don't agree with their checksum")
