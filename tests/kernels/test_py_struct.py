"""struct.pack and struct.unpack against CPython's, over formats, values and buffers of every kind."""

from __future__ import annotations

import itertools
import struct
from typing import Any

import pytest
from cpython import assert_same

FORMATS = [
    "", "b", "<B", ">hH", "=iI", "!lL", "@lq", "<qQ", "2h3x", "?c", "4s", "0s", "5p", "1p", "<efd", ">efd", "@bhiq", "<bhiq",
    "2s 3b\t?", "nN", "0i", "b0q", "z", "3", "<n", "2", "<2",
]  # fmt: skip
VALUES = [
    0,
    1,
    -1,
    127,
    128,
    255,
    256,
    -32768,
    65535,
    70000,
    2**31,
    2**40,
    True,
    1.5,
    -0.0,
    1e300,
    b"a",
    b"abcdef",
    "a",
    None,
]


def unpack(format: str, buffer: Any, offset: int | None) -> Any:
    return struct.unpack(format, buffer) if offset is None else struct.unpack_from(format, buffer, offset)


@pytest.mark.parametrize("format", FORMATS)
def test_packing(format: str) -> None:
    try:
        count = len(struct.unpack(format, bytes(struct.calcsize(format))))
    except struct.error:
        count = 1
    for number in {max(count - 1, 0), count, count + 1}:
        for shift in range(len(VALUES)):
            values = list(itertools.islice(itertools.cycle(VALUES), shift, shift + number))
            assert_same("struct_pack", [format, values], lambda f, v: struct.pack(f, *v))


@pytest.mark.parametrize("format", FORMATS)
def test_unpacking(format: str) -> None:
    content = bytes(range(1, 120, 3)) + bytes([7, 0x80, 0x3F])
    for size in range(len(content)):
        assert_same("struct_unpack", [format, content[:size], None], unpack)
    for offset in (0, 1, 5, 38, 60, -1, -8, -60):
        assert_same("struct_unpack", [format, content, offset], unpack)
