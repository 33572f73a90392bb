"""What is refused on one of several paths is an error where the program comes by, or where its examples do."""

from __future__ import annotations

import numpy as np
import pytest
import torch

import flambeau as fl
from flambeau.errors import CompileError


def exact(x: np.ndarray, wanted: bool):
    if wanted:
        return float(x.astype(object).sum())
    return float(x.sum())


def always(x: np.ndarray):
    return float(x.astype(object).sum())


def complex_zeros(x: torch.Tensor):
    kind = torch.complex64 if x.dtype == torch.float32 else torch.complex32
    return torch.zeros(2, dtype=kind)


def test_a_dtype_that_is_missing_is_refused_where_it_is_met() -> None:
    program = fl.script(complex_zeros, (torch.ones(2),))
    assert program(torch.ones(2)).dtype == torch.complex64
    with pytest.raises(TypeError, match="torch.complex32 isn't a dtype that Flambeau has"):
        program(torch.ones(2, dtype=torch.float16))
    with pytest.raises(CompileError, match="torch.complex32 isn't a dtype that Flambeau has"):
        fl.script(complex_zeros, (torch.ones(2, dtype=torch.float16),))


def test_other_paths_are_compiled() -> None:
    program = fl.script(exact, (np.ones(3), False))
    assert program(np.ones(3), False) == 3.0
    with pytest.raises(TypeError, match="arrays of the dtype object aren't supported"):
        program(np.ones(3), True)


def test_examples_that_come_by_are_refused() -> None:
    with pytest.raises(CompileError, match="arrays of the dtype object aren't supported") as refused:
        fl.script(exact, (np.ones(3), True))
    assert refused.value.span is not None


def test_the_only_path_is_refused() -> None:
    with pytest.raises(CompileError, match="arrays of the dtype object aren't supported"):
        fl.script(always)


def test_the_doctor_names_it() -> None:
    assert [error.reason for error in fl.doctor(exact).errors] == ["arrays of the dtype object aren't supported"]
