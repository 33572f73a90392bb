"""What a program may not do while it is compiled, and what a compilation leaves behind."""

from __future__ import annotations

import os
import random
import time
from pathlib import Path

import pytest
import torch

import flambeau as fl


def test_nothing_is_done_to_the_machine(tmp_path: Path) -> None:
    made, gone = tmp_path / "made", tmp_path / "gone"
    gone.touch()

    def makes(x: torch.Tensor) -> torch.Tensor:
        os.makedirs(made)
        return x

    def removes(x: torch.Tensor) -> torch.Tensor:
        gone.unlink()
        return x

    def leaves(x: torch.Tensor) -> torch.Tensor:
        if x.sum() > 0:
            os._exit(1)
        return x

    for program in (makes, removes, leaves):
        with pytest.raises(fl.CompileError):
            fl.script(program, (torch.ones(1),))
    assert not made.exists() and gone.exists()


def test_nothing_that_changes_is_kept() -> None:
    def times(x: torch.Tensor) -> str:
        return time.ctime()

    def draws(x: torch.Tensor) -> int:
        return random.SystemRandom().randint(0, 9)

    for program in (times, draws):
        with pytest.raises(fl.CompileError):
            fl.script(program, (torch.ones(1),))
