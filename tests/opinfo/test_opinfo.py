"""Of PyTorch's operators those give eager's results that did when all were measured: some of them, a few samples each."""

from __future__ import annotations

import pytest

pytest.importorskip("torch")
pytest.importorskip("expecttest")  # what torch's own tests are written with

from .__main__ import unequal
from .measure import Extent, full_name, measure_here, operators

EVERY = 15
SAMPLES = 2


def test_operators_that_were_equal_are_equal() -> None:
    known = unequal()
    for op in operators()[::EVERY]:
        if full_name(op) not in known:
            found = measure_here(op, Extent(("float32", "int64"), SAMPLES))
            assert found.clean, f"{found.name}: {found.texts}"


def test_nine_in_ten_are_equal() -> None:
    assert len(unequal()) <= 0.1 * len(operators())
