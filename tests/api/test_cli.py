"""The command line, from files to what it prints and the status it ends with."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from flambeau.cli import main

MODEL = """
import torch
from torch import nn


def brighten(image, amount: int = 10):
    if image.dim() != 3:
        raise ValueError(f"expected 3 dims, got {image.dim()}")
    return {"image": image + amount, "mean": image.float().mean().item()}


def make():
    torch.manual_seed(0)
    return nn.Linear(3, 2).eval()
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "model.py").write_text(MODEL)
    np.save(tmp_path / "image.npy", np.zeros((2, 2, 3), np.uint8))
    (tmp_path / "photo.ppm").write_bytes(b"P6\n# a comment\n2 1\n255\n" + bytes([1, 2, 3, 4, 5, 6]))
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_compile_run_inspect(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "notes.txt").write_text("hello")
    command = ["compile", "model.py:brighten", "--extra-file", "notes=notes.txt", "--metadata", "by=me"]
    assert main(command) == 0
    assert "brighten.flam: forward(image: Tensor, amount: int = 10)" in capsys.readouterr().out

    assert main(["run", "brighten.flam", "photo.ppm", "amount=5"]) == 0
    shown = capsys.readouterr().out
    assert "uint8[1, 2, 3]: 6, 7, 8, 9, 10, 11" in shown and "3.5" in shown

    assert main(["inspect", "brighten.flam", "--code"]) == 0
    shown = capsys.readouterr().out
    assert "by: me" in shown and "notes: 5 bytes" in shown and "aten::add.Scalar" in shown


def test_a_name_with_parentheses_is_called(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["compile", "model.py:make()", "-o", "linear.flam"]) == 0
    np.save(folder / "x.npy", np.ones((1, 3), np.float32))
    assert main(["run", "linear.flam", "x.npy", "--repeat", "2", "--threads", "1"]) == 0
    shown = capsys.readouterr().out
    assert "float32[1, 2]" in shown and shown.count(" ms") == 2


def test_check_compares(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "model.py:brighten", "image.npy", "3"]) == 0
    assert capsys.readouterr().out.startswith("same: 1 result")


def test_an_exception_of_the_program_shows_its_line(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["compile", "model.py:brighten"])
    np.save(folder / "flat.npy", np.zeros(3, np.uint8))
    assert main(["run", "brighten.flam", "flat.npy"]) == 1
    shown = capsys.readouterr().err
    assert "ValueError: expected 3 dims, got 1" in shown and 'raise ValueError(f"expected' in shown


@pytest.mark.parametrize(
    "arguments, status, text",
    [
        (["compile", "model.py"], 2, "expected file.py:name"),
        (["compile", "none.py:f"], 2, "there is no file none.py"),
        (["compile", "model.py:absent"], 2, "has no absent"),
        (["compile", "absent.module:f"], 2, "there is no module absent.module"),
        (["doctor", "model.py:brighten x"], 2, "has no brighten x"),
        (["compile", "model.py:brighten", "--metadata", "x"], 2, "expected NAME=VALUE"),
        (["run", "none.flam"], 1, "none.flam"),
        (["run", "photo.ppm"], 1, "photo.ppm"),
        (["run", "model.flam", "absent.npy"], 1, "model.flam"),
    ],
)
def test_what_cannot_be_done_is_said(
    folder: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], status: int, text: str
) -> None:
    assert main(arguments) == status
    assert text in capsys.readouterr().err


def test_doctor(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["doctor", "model.py:brighten"]) == 0
    assert "nothing keeps it from being compiled" in capsys.readouterr().out
    (folder / "ailing.py").write_text("def run(x):\n    return open(str(x)), input()\n")
    assert main(["doctor", "ailing.py:run", "--example", "3"]) == 1
    shown = capsys.readouterr().out
    assert "run(x: int): 2 places can't be compiled, for 2 reasons" in shown and "ailing.py:2:26 in run" in shown
