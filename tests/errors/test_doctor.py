"""``fl.doctor`` lists all that a program has to change, each once: the whole text, rewritten with ``--update``."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("torch")

import torch

import flambeau as fl

HERE = Path(__file__).parent / "doctor"


@pytest.fixture
def ailing(monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.syspath_prepend(str(HERE))
    spec = importlib.util.spec_from_file_location("ailing", HERE / "ailing.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.program


def test_all_refusals_are_found(ailing: Any, update: bool) -> None:
    found = fl.doctor(ailing)
    text = str(found).replace(f"{HERE}/", "") + "\n"
    expected = HERE / "ailing.txt"
    if update:
        expected.write_text(text)
    assert text == expected.read_text()
    assert not found and len(found.counts) >= 10


def test_the_first_refusal_is_the_compiler_s(ailing: Any) -> None:
    with pytest.raises(fl.CompileError) as refusal:
        fl.script(ailing)
    assert str(fl.doctor(ailing).errors[0]) == str(refusal.value)


def test_nothing_to_find() -> None:
    found = fl.doctor(torch.nn.Linear(2, 2).eval())
    assert found and str(found) == "Linear(input: Tensor): nothing keeps it from being compiled"


def test_what_follows_from_a_refusal_is_not_reported() -> None:
    def program(x):
        items = []
        total = x.data_ptr()
        for _ in range(3):
            total = total * 2 + x.sum()
            items.append(total)
        first, *rest = items
        with torch.no_grad():
            if first > 2 and not rest[0]:
                total += first[0].item()
        return {"total": total, "items": sorted(items), "text": f"{total:.2f}"}

    assert list(fl.doctor(program).counts.values()) == [1]


def test_training_mode_is_one_of_them() -> None:
    model = torch.nn.Sequential(torch.nn.Dropout(), torch.nn.Linear(2, 2))
    (error,) = fl.doctor(model).errors
    assert "training mode" in error.reason


def test_a_class_is_no_program() -> None:
    (error,) = fl.doctor(torch.nn.ReLU).errors
    assert "no instance" in error.reason
