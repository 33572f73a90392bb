"""torchvision's operators against plain definitions of them, as its own C++ library may be absent."""

from __future__ import annotations

import math
from typing import Any

import pytest

torch = pytest.importorskip("torch")

from parity import _core, compare  # noqa: E402


def reference_nms(boxes: Any, scores: Any, threshold: float) -> list[int]:
    def overlap(a: Any, b: Any) -> float:
        w = max(0.0, min(a[2], b[2]) - max(a[0], b[0]))
        h = max(0.0, min(a[3], b[3]) - max(a[1], b[1]))
        union = (a[2] - a[0]) * (a[3] - a[1]) + (b[2] - b[0]) * (b[3] - b[1]) - w * h
        return w * h / union if union else math.nan

    kept: list[int] = []
    rows = boxes.tolist()
    for i in scores.sort(descending=True, stable=True).indices.tolist():
        if all(not overlap(rows[i], rows[j]) > threshold for j in kept):
            kept.append(i)
    return kept


@pytest.mark.parametrize("dtype", [torch.float32, torch.float64])
@pytest.mark.parametrize("threshold", [0.0, 0.3, 0.7, 1.0])
def test_nms(dtype: Any, threshold: float) -> None:
    generator = torch.Generator().manual_seed(0)
    corner = torch.rand(200, 2, generator=generator, dtype=dtype) * 10
    boxes = torch.cat([corner, corner + torch.rand(200, 2, generator=generator, dtype=dtype) * 5], 1)
    scores = (torch.rand(200, generator=generator, dtype=dtype) * 20).round()  # with equal scores
    for b in (boxes, boxes.t().contiguous().t()):
        assert _core.call("torchvision::nms", [b, scores, threshold]).tolist() == reference_nms(
            boxes, scores, threshold
        )
    for n in (1, 7, 8, 9, 17):
        found = _core.call("torchvision::nms", [boxes[:n], scores[:n], threshold]).tolist()
        assert found == reference_nms(boxes[:n], scores[:n], threshold)
    assert _core.call("torchvision::nms", [boxes[:0], scores[:0], threshold]).tolist() == []


@pytest.mark.parametrize("aligned", [False, True])
@pytest.mark.parametrize("ratio", [2, 3, -1])
def test_roi_align_is_the_mean_of_samples(aligned: bool, ratio: int) -> None:
    image = torch.rand(2, 3, 9, 11, generator=torch.Generator().manual_seed(0))
    regions = torch.tensor([[0, 1.5, 2.0, 15.0, 12.0], [1, 4.0, 4.0, 9.5, 17.0], [0, -6.0, -3.0, 40.0, 40.0]])
    found = _core.call("torchvision::roi_align", [image, regions, 0.5, 3, 2, ratio, aligned])
    expected = torch.zeros(3, 3, 3, 2)
    for k, (batch, *corners) in enumerate(regions.tolist()):
        x0, y0, x1, y1 = (c * 0.5 - (0.5 if aligned else 0) for c in corners)
        w, h = (x1 - x0, y1 - y0) if aligned else (max(x1 - x0, 1), max(y1 - y0, 1))
        rows, columns = (ratio, ratio) if ratio > 0 else (math.ceil(h / 3), math.ceil(w / 2))
        for bin_y in range(3):
            for bin_x in range(2):
                points = [
                    read(
                        image[int(batch)],
                        y0 + h / 3 * (bin_y + (i + 0.5) / rows),
                        x0 + w / 2 * (bin_x + (j + 0.5) / columns),
                    )
                    for i in range(rows)
                    for j in range(columns)
                ]
                expected[k, :, bin_y, bin_x] = torch.stack(points).mean(0)
    compare("roi_align", found, expected, tolerance=1e-5)
    channels_last = image.contiguous(memory_format=torch.channels_last)
    compare(
        "roi_align", _core.call("torchvision::roi_align", [channels_last, regions, 0.5, 3, 2, ratio, aligned]), found
    )


def read(image: Any, y: float, x: float) -> Any:
    """``image`` [C, H, W] at a point, bilinearly; zero more than one element outside, the border up to there."""
    _, height, width = image.shape
    if not (-1 <= y <= height and -1 <= x <= width):
        return torch.zeros(image.shape[0])
    y, x = min(max(y, 0.0), height - 1.0), min(max(x, 0.0), width - 1.0)
    top, left = int(y), int(x)
    bottom, right = min(top + 1, height - 1), min(left + 1, width - 1)
    upper = image[:, top, left] * (1 - x + left) + image[:, top, right] * (x - left)
    lower = image[:, bottom, left] * (1 - x + left) + image[:, bottom, right] * (x - left)
    return upper * (1 - y + top) + lower * (y - top)


def test_roi_pool_takes_the_largest() -> None:
    image = torch.arange(48.0).view(1, 1, 6, 8)
    regions = torch.tensor([[0.0, 0, 0, 7, 5], [0.0, 2, 2, 3, 3]])
    values, indices = _core.call("torchvision::roi_pool", [image, regions, 1.0, 2, 2])
    assert values.flatten(1).tolist() == [[19, 23, 43, 47], [18, 19, 26, 27]]
    assert torch.equal(indices.float(), values)


def deformed(x: Any, weight: Any, offset: Any, mask: Any, stride: int, pad: int, dilation: int, groups: int) -> Any:
    """A deformable convolution, tap by tap, through grid_sample."""
    batch, channels, height, width = x.shape
    taps_h, taps_w = weight.shape[2:]
    rows, columns = offset.shape[2:]
    offset_groups = offset.shape[1] // (2 * taps_h * taps_w)
    ys, xs = torch.meshgrid(torch.arange(rows) * stride - pad, torch.arange(columns) * stride - pad, indexing="ij")
    out = torch.zeros(batch, weight.shape[0], rows, columns, dtype=x.dtype)
    for tap in range(taps_h * taps_w):
        parts = []
        for group, part in enumerate(x.chunk(offset_groups, 1)):
            shift = offset[:, 2 * (group * taps_h * taps_w + tap) :][:, :2]
            y = ys + tap // taps_w * dilation + shift[:, 0]
            at = xs + tap % taps_w * dilation + shift[:, 1]
            grid = torch.stack([at * 2 / (width - 1) - 1, y * 2 / (height - 1) - 1], -1)
            read = torch.nn.functional.grid_sample(part, grid.to(x.dtype), align_corners=True)
            parts.append(read if mask is None else read * mask[:, group * taps_h * taps_w + tap][:, None])
        w = weight[:, :, tap // taps_w, tap % taps_w]
        for g, (read, wg) in enumerate(zip(torch.cat(parts, 1).chunk(groups, 1), w.chunk(groups))):
            out[:, g * len(wg) : (g + 1) * len(wg)] += torch.einsum("oc,bchw->bohw", wg, read)
    return out


@pytest.mark.parametrize("use_mask", [False, True])
@pytest.mark.parametrize(
    "stride, pad, dilation, groups, offset_groups", [(1, 1, 1, 1, 1), (2, 0, 1, 2, 1), (1, 2, 2, 1, 2)]
)
def test_deform_conv2d(use_mask: bool, stride: int, pad: int, dilation: int, groups: int, offset_groups: int) -> None:
    generator = torch.Generator().manual_seed(0)

    def random(*sizes: int) -> Any:
        return torch.randn(*sizes, generator=generator, dtype=torch.float64)

    x, weight, bias = random(2, 4, 9, 10), random(6, 4 // groups, 3, 2), random(6)
    rows = (9 + 2 * pad - dilation * 2 - 1) // stride + 1
    columns = (10 + 2 * pad - dilation - 1) // stride + 1
    offset = random(2, 2 * offset_groups * 6, rows, columns)
    mask = random(2, offset_groups * 6, rows, columns).sigmoid()
    expected = deformed(x, weight, offset, mask if use_mask else None, stride, pad, dilation, groups)
    expected += bias[:, None, None]
    for dtype, tolerance in ((torch.float64, 1e-10), (torch.float32, 1e-5)):
        tensors = [t.to(dtype) for t in (x, weight, offset, mask if use_mask else torch.zeros(2, 1), bias)]
        options = [stride, stride, pad, pad, dilation, dilation, groups, offset_groups, use_mask]
        found = _core.call("torchvision::deform_conv2d", [*tensors, *options])
        compare("deform_conv2d", found, expected.to(dtype), tolerance=tolerance)


def test_pooling_by_position() -> None:
    x = torch.rand(2, 3 * 2 * 4, 12, 14, generator=torch.Generator().manual_seed(0))
    regions = torch.tensor([[0, 2.0, 2.0, 18.0, 14.0], [1, 0.0, 4.0, 12.0, 20.0]])
    aligned, mapping = _core.call("torchvision::ps_roi_align", [x, regions, 0.5, 2, 4, 2])
    pooled, _ = _core.call("torchvision::ps_roi_pool", [x, regions, 0.5, 2, 4])
    plain = _core.call("torchvision::roi_align", [x, regions, 0.5, 2, 4, 2, True])
    for k, (batch, left, top, right, bottom) in enumerate(regions.tolist()):
        for channel in range(3):
            for row in range(2):
                for column in range(4):
                    source = (channel * 2 + row) * 4 + column
                    assert mapping[k, channel, row, column] == source
                    assert torch.allclose(aligned[k, channel, row, column], plain[k, source, row, column])
                    x0, y0, w, h = (round(v / 2) for v in (left, top, right - left, bottom - top))
                    rows = slice(y0 + math.floor(row * h / 2), y0 + math.ceil((row + 1) * h / 2))
                    columns = slice(x0 + math.floor(column * w / 4), x0 + math.ceil((column + 1) * w / 4))
                    assert torch.allclose(pooled[k, channel, row, column], x[int(batch), source, rows, columns].mean())


def test_what_must_raise() -> None:
    boxes = torch.zeros(3, 4)
    for bad in (
        [boxes[:, :3], torch.zeros(3), 0.5],
        [boxes, torch.zeros(2), 0.5],
        [boxes, torch.zeros(3).double(), 0.5],
    ):
        with pytest.raises(RuntimeError):
            _core.call("torchvision::nms", bad)
    with pytest.raises(RuntimeError, match="names image 7"):
        _core.call(
            "torchvision::roi_align", [torch.zeros(1, 1, 4, 4), torch.tensor([[7.0, 0, 0, 1, 1]]), 1.0, 2, 2, 2, False]
        )
