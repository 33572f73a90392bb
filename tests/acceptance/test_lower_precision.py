"""Models in lower precision: how far from eager they are on inputs that they weren't calibrated with."""

from __future__ import annotations

from pathlib import Path

import pytest
import torch
from test_scripted_models import build
from test_transformers import TEXT, Encoder, padded, seeded, transformers  # noqa: F401  a fixture

import flambeau as fl

# The root of the mean square error, by that of eager's result. Seeded weights amplify it: trained ones lose less.
BOUNDS = {
    ("resnet18", "bf16"): 0.04,
    ("resnet18", "int8"): 0.15,
    ("mobilenet_v3_large", "bf16"): 0.2,
    ("bert", "bf16"): 0.01,
    ("bert", "int8"): 0.08,
}


def assert_close(actual: torch.Tensor, expected: torch.Tensor, bound: float) -> None:
    assert actual.shape == expected.shape and actual.dtype == torch.float32
    error = float((actual - expected).square().mean().sqrt() / expected.square().mean().sqrt())
    assert 0 < error < bound


@pytest.mark.parametrize("name, precision", [key for key in BOUNDS if key[0] != "bert"])
def test_convolutional_net(torchvision_models, name: str, precision: str, tmp_path: Path) -> None:
    model = build(torchvision_models, name)
    generator = torch.Generator().manual_seed(0)
    calibration = [(torch.randn(2, 3, 96, 96, generator=generator),) for _ in range(2)]
    program = fl.compile(model, calibration[0], precision=precision, calibration=calibration)
    assert program.parity is not None and program.parity.kept == []
    program.save(tmp_path / "model.flam")
    images = torch.randn(1, 3, 112, 96, generator=generator)
    with torch.no_grad():
        assert_close(fl.load(tmp_path / "model.flam")(images), model(images), BOUNDS[name, precision])


@pytest.mark.parametrize("precision", ["bf16", "int8"])
def test_transformer(transformers, precision: str) -> None:  # noqa: F811  the fixture
    model = Encoder(seeded(lambda: transformers.BertModel(transformers.BertConfig(**TEXT)))).eval()
    program = fl.compile(model, padded(2, 9), precision=precision, calibration=[padded(2, 9), padded(3, 16)])
    assert program.parity is not None and program.parity.layers == 13
    with torch.no_grad():
        expected = model(*padded(2, 12))
    actual = program(*padded(2, 12))
    for key, value in expected.items():
        assert_close(actual[key], value, BOUNDS["bert", precision])
