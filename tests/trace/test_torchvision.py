"""torchvision's models, traced at one size and batch, saved, loaded, and run at others: parity with eager."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import torch
from torch import nn

import flambeau as fl
from flambeau.frontend.trace import trace_graph
from flambeau.ir import walk
from flambeau.passes import run_pipeline

MODELS = (
    "alexnet vgg16 squeezenet1_1 resnet18 resnet50 wide_resnet50_2 resnext50_32x4d densenet121 googlenet inception_v3 "
    "mobilenet_v2 mobilenet_v3_large mnasnet1_0 shufflenet_v2_x1_0 efficientnet_b0 efficientnet_v2_s regnet_y_400mf "
    "convnext_tiny vit_b_16 swin_t swin_v2_t maxvit_t fcn_resnet50 deeplabv3_resnet50 deeplabv3_mobilenet_v3_large "
    "lraspp_mobilenet_v3_large"
).split()
# The sizes (height, width) of the example and of the other images; the models named here don't take the usual ones.
SIZES = {
    "vit_b_16": ((224, 224),) * 2,
    "maxvit_t": ((224, 224),) * 2,
    "inception_v3": ((96, 96), (80, 112)),
    "swin_v2_t": ((64, 64), (64, 48)),  # windows as large as the feature map for both
}
USUAL_SIZES = ((64, 64), (96, 64))


def model_of(models: Any, name: str) -> nn.Module:
    """The model with seeded weights, and a head that isn't all zeros."""
    torch.manual_seed(0)
    if hasattr(models, name):
        options = {"init_weights": False} if name in ("googlenet", "inception_v3") else {}
        model: nn.Module = getattr(models, name)(weights=None, **options)
    else:
        model = getattr(models.segmentation, name)(weights=None, weights_backbone=None)
    for parameter in model.parameters():
        if parameter.dim() == 2 and not parameter.any():
            nn.init.normal_(parameter, std=0.02)
    return model.eval()


def results(value: Any) -> list[torch.Tensor]:
    return list(value.values()) if isinstance(value, dict) else [value]


@pytest.mark.parametrize("name", MODELS)
def test_parity_at_other_batches_and_sizes(torchvision_models: Any, name: str, tmp_path: Path) -> None:
    model = model_of(torchvision_models, name)
    own, other = SIZES.get(name, USUAL_SIZES)
    fl.trace(model, (torch.rand(1, 3, *own),)).save(tmp_path / "model.flam")
    program = fl.load(tmp_path / "model.flam")
    for size in {(1, 3, *own), (2, 3, *other)}:
        images = torch.rand(size)
        with torch.no_grad():
            expected = results(model(images))
        actual = results(program(images))
        assert len(actual) == len(expected)
        for a, e in zip(actual, expected):
            assert a.shape == e.shape and (a - e).abs().max() <= 1e-4 * e.abs().max()


def test_a_residual_network_is_nothing_but_fused_convolutions(torchvision_models: Any) -> None:
    graph = trace_graph(model_of(torchvision_models, "resnet18"), (torch.rand(1, 3, 64, 64),))
    run_pipeline(graph)
    names = [op.name for op in walk(graph.main.body) if op.name.startswith(("aten::", "flambeau::"))]
    assert names.count("flambeau::conv2d") == 20
    assert set(names) <= {
        "flambeau::conv2d", "flambeau::linear", "aten::linear", "aten::max_pool2d", "aten::adaptive_avg_pool2d",
        "aten::flatten.using_ints", "aten::dim",
    }  # fmt: skip


def test_an_image_for_which_a_model_branches_otherwise_is_refused_with_the_models_line(torchvision_models: Any) -> None:
    """A Swin transformer doesn't shift its windows where they are as large as the image's feature map."""
    program = fl.trace(model_of(torchvision_models, "swin_t"), (torch.rand(1, 3, 64, 64),))
    with pytest.raises(RuntimeError, match="goes another way than the traced example at `window_size") as caught:
        program(torch.rand(1, 3, 128, 128))
    places = []
    trace = caught.value.__traceback__
    while trace is not None:
        places.append(trace.tb_frame.f_code.co_filename)
        trace = trace.tb_next
    assert places[-1].endswith("swin_transformer.py")
