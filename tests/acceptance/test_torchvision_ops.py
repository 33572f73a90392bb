"""torchvision.ops and the detection models, through their own sources: equal to eager."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import torch
import vision_reference
from torch import Tensor, nn

import flambeau as fl


@pytest.fixture(scope="session")
def vision(torchvision_models) -> Any:
    import torchvision

    vision_reference.install()
    return torchvision


def boxes(count: int = 40) -> Tensor:
    generator = torch.Generator().manual_seed(0)
    corner = torch.rand(count, 2, generator=generator) * 30
    return torch.cat([corner, corner + torch.rand(count, 2, generator=generator) * 20], 1)


SCORES = torch.rand(40, generator=torch.Generator().manual_seed(1))
LABELS = torch.arange(40) % 3
FUNCTIONS: dict[str, Callable[..., Any]] = {
    "nms": lambda ops, b: ops.nms(b, SCORES, 0.4),
    "batched_nms": lambda ops, b: ops.batched_nms(b, SCORES, LABELS, 0.4),
    "box_iou": lambda ops, b: ops.box_iou(b, b.flip(0)),
    "generalized_box_iou": lambda ops, b: ops.generalized_box_iou(b[:9], b),
    "distance_box_iou": lambda ops, b: ops.distance_box_iou(b[:9], b),
    "complete_box_iou": lambda ops, b: ops.complete_box_iou(b[:9], b),
    "box_area": lambda ops, b: ops.box_area(b),
    "box_convert": lambda ops, b: [ops.box_convert(b, "xyxy", to) for to in ("cxcywh", "xywh", "xyxy")],
    "box_convert back": lambda ops, b: (ops.box_convert(b, "cxcywh", "xyxy"), ops.box_convert(b, "xywh", "xyxy")),
    "remove_small_boxes": lambda ops, b: ops.remove_small_boxes(b, 8.0),
    "clip_boxes_to_image": lambda ops, b: ops.clip_boxes_to_image(b * 2 - 20, (30, 40)),
    "masks_to_boxes": lambda ops, b: ops.masks_to_boxes(torch.eye(6)[:, None].repeat(1, 3, 1) * b[0, 0].sign()),
    "roi_align": lambda ops, b: ops.roi_align(b.view(1, 2, 8, 10), [b[:5] / 8], (3, 3), 0.5, 2, True),
    "roi_align in bins": lambda ops, b: ops.roi_align(b.view(1, 2, 8, 10), [b[:5] / 8], 2),
}


def assert_same(found: Any, expected: Any, tolerance: float = 1e-5) -> None:
    if isinstance(expected, Tensor):
        assert found.shape == expected.shape and found.dtype == expected.dtype
        torch.testing.assert_close(found, expected, rtol=tolerance, atol=tolerance)
    elif isinstance(expected, dict):
        assert list(found) == list(expected)
        for key in expected:
            assert_same(found[key], expected[key], tolerance)
    else:
        assert type(found) is type(expected) and len(found) == len(expected)
        for f, e in zip(found, expected):
            assert_same(f, e, tolerance)


@pytest.mark.parametrize("name", FUNCTIONS)
def test_function(vision, name: str) -> None:
    ops = vision.ops

    def program(b: Tensor) -> Any:
        return FUNCTIONS[name](ops, b)

    assert_same(fl.script(program)(boxes()), program(boxes()))


def test_feature_pyramid_and_pooling_of_its_levels(vision) -> None:
    class Head(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.pyramid = vision.ops.FeaturePyramidNetwork([4, 8], 6)
            self.last = vision.ops.Conv2dNormActivation(6, 5, 3)

        def forward(self, fine: Tensor, coarse: Tensor) -> dict[str, Tensor]:
            levels = self.pyramid(OrderedDict([("fine", fine), ("coarse", coarse)]))
            return {**levels, "last": self.last(levels["fine"])}

    torch.manual_seed(0)
    model = Head().eval()
    inputs = torch.rand(1, 4, 16, 20), torch.rand(1, 8, 8, 10)
    with torch.no_grad():
        assert_same(fl.script(model)(*inputs), dict(model(*inputs)))


def test_deformable_convolution_module(vision) -> None:
    torch.manual_seed(0)
    model = vision.ops.DeformConv2d(4, 6, 3, padding=1).eval()
    x = torch.rand(1, 4, 9, 11)
    still = torch.zeros(1, 18, 9, 11)
    with torch.no_grad():
        plain = nn.functional.conv2d(x, model.weight, model.bias, padding=1)
        assert_same(fl.script(model)(x, still), plain)


SINGLE_STAGE = {"score_thresh": 0.0, "topk_candidates": 12, "detections_per_img": 30}
TWO_STAGES = {
    "box_score_thresh": 0.0, "rpn_pre_nms_top_n_test": 40, "rpn_post_nms_top_n_test": 16, "box_detections_per_img": 20,
}  # fmt: skip
SMALL = {"min_size": 128, "max_size": 160}
DETECTORS: dict[str, dict[str, Any]] = {
    "ssdlite320_mobilenet_v3_large": SINGLE_STAGE,
    "retinanet_resnet50_fpn": {**SINGLE_STAGE, **SMALL},
    "fasterrcnn_mobilenet_v3_large_320_fpn": {**TWO_STAGES, **SMALL},
}


def detector(vision: Any, name: str) -> nn.Module:
    """The model with seeded weights and few candidates, its batch norms settled on what they see."""
    torch.manual_seed(0)
    options = {**DETECTORS[name], "num_classes": 5}
    model = getattr(vision.models.detection, name)(weights=None, weights_backbone=None, **options)
    norms = [m for m in model.modules() if isinstance(m, nn.BatchNorm2d)]
    model.eval()
    for norm in norms:
        norm.momentum = None  # statistics of all that was seen, not of the last batch
        norm.reset_running_stats()
        norm.train()
    with torch.no_grad():
        model([torch.rand(3, 120, 160), torch.rand(3, 90, 100)])
    return model.eval()


@pytest.mark.parametrize("name", DETECTORS)
def test_detection_model(vision, name: str, tmp_path: Path) -> None:
    model = detector(vision, name)
    images = [torch.rand(3, 120, 160), torch.rand(3, 100, 90)]
    fl.script(model, example_inputs=(images,)).save(tmp_path / "model.flam")
    program = fl.load(tmp_path / "model.flam")
    with torch.no_grad():
        expected = model(images)
    found = program(images)
    assert type(found) is list and len(found) == 2
    for one, other in zip(found, expected):
        assert list(one) == list(other)
        assert len(one["boxes"]) == len(other["boxes"]) > 10
        # Rounding may let two of nearly the same score change places: each has its like.
        alike = (one["labels"][:, None] == other["labels"]) & ((one["scores"][:, None] - other["scores"]).abs() < 1e-3)
        alike &= (one["boxes"][:, None] - other["boxes"]).abs().amax(-1) < 0.05
        assert alike.any(0).all() and alike.any(1).all()
