"""Random damage behind right checksums: every file is loaded or refused with an ArchiveError, and nothing else.

The same, with the programs run and under sanitizers, is ``.ci/sanitize``.
"""

from __future__ import annotations

import random

import pytest
from samples import SAMPLES, resummed, sample_bytes

from flambeau import archive
from flambeau.archive.format import HEADER
from flambeau.errors import ArchiveError
from flambeau.runtime import _core


@pytest.mark.parametrize("name", [*SAMPLES, "weights"])
def test_mutated_files(name: str) -> None:
    raw = sample_bytes(name)
    content = HEADER.unpack_from(raw)[3]
    choose = random.Random(name)
    accepted = 0
    for _ in range(3000):
        damaged = bytearray(raw)
        for _ in range(choose.randint(1, 3)):
            place = choose.randrange(32, content)
            damaged[place] = choose.choice([choose.randrange(256), choose.randrange(8), damaged[place] ^ 1, 255])
        changed = resummed(bytes(damaged))
        try:
            _core.Program.from_bytes(changed, [])
            accepted += 1
        except ArchiveError:
            pass
        try:
            archive.read(changed)
        except ArchiveError:
            pass
    assert 0 < accepted < 3000
