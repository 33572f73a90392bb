"""Digests and checksums against hashlib and zlib, at every length around the ends of blocks."""

from __future__ import annotations

import hashlib
import zlib

import pytest
from cpython import assert_same

LENGTHS = [*range(70), *range(110, 132), 191, 192, 193, 240, 255, 256, 257, 1000]
CONTENT = bytes((7 * i + i // 256) % 256 for i in range(1000))


@pytest.mark.parametrize("name", ["md5", "sha1", "sha224", "sha256", "sha384", "sha512"])
def test_digests(name: str) -> None:
    for length in LENGTHS:
        assert_same("digest", [name, CONTENT[:length]], lambda name, data: hashlib.new(name, data).digest())


@pytest.mark.parametrize("start", [0, 1, 12345, 2**32 - 1])
def test_checksums(start: int) -> None:
    for length in LENGTHS:
        assert_same("checksum", ["crc32", CONTENT[:length], start], lambda _, data, start: zlib.crc32(data, start))
        assert_same(
            "checksum", ["adler32", CONTENT[:length], start % 65521], lambda _, data, start: zlib.adler32(data, start)
        )
