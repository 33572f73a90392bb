"""timm's models of many families, through their own unmodified sources: scripted, saved, loaded, and equal to eager.

Each is the smallest of its family, or a shallower one yet, with seeded weights and calibrated batch norms. Those that
take images of any size are tried at two, the others with two batches.
"""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest
import torch
from test_scripted_models import assert_parity
from torch import Tensor, nn

import flambeau as fl
from tests.conftest import require

ANY_SIZE = (
    "resnet18 resnetv2_18 efficientnet_b0 mobilenetv3_small_050 mobilenetv4_conv_small_035 convnext_atto "
    "convnextv2_atto regnety_002 ghostnet_050 edgenext_xx_small mobilevit_xxs poolformer_s12 pvt_v2_b0 fastvit_t8 "
    "densenet121 test_nfnet test_mambaout"
).split()
# The image sizes of models that insist on one.
FIXED = {
    "vit_tiny_patch16_224": 64, "deit_tiny_patch16_224": 64, "beit_base_patch16_224": 64, "mixer_s32_224": 64,
    "swin_tiny_patch4_window7_224": 112, "eva02_tiny_patch14_224": 56, "xcit_nano_12_p16_224": 64,
    "cait_xxs24_224": 64, "test_maxvit": 160, "test_coatnet": 160,
}  # fmt: skip
SHALLOW = {
    **dict.fromkeys(("vit_tiny_patch16_224", "deit_tiny_patch16_224", "beit_base_patch16_224"), {"depth": 2}),
    **dict.fromkeys(("eva02_tiny_patch14_224", "xcit_nano_12_p16_224", "cait_xxs24_224"), {"depth": 2}),
    "densenet121": {"block_config": (2, 2, 2, 2)},
    "swin_tiny_patch4_window7_224": {"depths": (2, 2)},
}  # fmt: skip


@pytest.fixture(scope="session")
def timm(torchvision_models):
    require(importlib.util.find_spec("timm") is not None, "timm isn't installed")
    import timm

    return timm


def images(batch: int, height: int, width: int) -> Tensor:
    return torch.randn(batch, 3, height, width, generator=torch.Generator().manual_seed(batch))


def build(timm, name: str) -> tuple[nn.Module, list[tuple[int, int, int]]]:
    """The model, and the batches, heights and widths to try."""
    torch.manual_seed(0)
    size = FIXED.get(name, 64)
    fixed = {"img_size": size} if name in FIXED and not name.startswith("test_") else {}
    model = timm.create_model(name, num_classes=10, **fixed, **SHALLOW.get(name, {}))
    for parameter in model.parameters():
        if not parameter.any():
            nn.init.normal_(parameter, std=0.02)
    calibrate(model, size)
    return model.eval(), [(1, size, size), (2, size, size)] if name in FIXED else [(2, 64, 96), (1, 96, 64)]


def calibrate(model: nn.Module, size: int) -> None:
    """Gives batch norms the statistics of a batch, without which the activations of a seeded model run away."""
    norms = [layer for layer in model.modules() if isinstance(layer, nn.modules.batchnorm._BatchNorm)]
    if norms:
        model.train()
        for layer in norms:
            layer.momentum = 1.0
        with torch.no_grad():
            model(images(2, size, size))


@pytest.mark.parametrize("name", [*ANY_SIZE, *FIXED])
def test_model(timm, name: str, tmp_path: Path) -> None:
    model, shapes = build(timm, name)
    fl.script(model).save(tmp_path / "model.flam")
    program = fl.load(tmp_path / "model.flam")
    for shape in shapes:
        given = images(*shape)
        with torch.no_grad():
            assert_parity({"out": program(given)}, {"out": model(given)}, model, given)
