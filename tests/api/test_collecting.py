"""Compiling leaves Python's collector of cycles as it was."""

import gc

import pytest

import flambeau as fl
from flambeau.api import collecting


def test_thresholds_are_put_back() -> None:
    seen = []

    def program(x):
        return x + 1

    before = gc.get_threshold()
    with collecting.seldom():
        with collecting.seldom():
            seen.append(gc.get_threshold())
        seen.append(gc.get_threshold())
    assert [threshold[0] for threshold in seen] == [collecting.THRESHOLD] * 2
    fl.script(program)
    assert gc.get_threshold() == before


@pytest.mark.parametrize("chosen", [0, 10 * collecting.THRESHOLD])
def test_what_the_caller_chose_stays(chosen: int) -> None:
    before = gc.get_threshold()
    gc.set_threshold(chosen, 5, 5)
    try:
        with collecting.seldom():
            assert gc.get_threshold() == (chosen, 5, 5)
        assert gc.get_threshold() == (chosen, 5, 5)
    finally:
        gc.set_threshold(*before)
