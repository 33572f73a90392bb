"""How close to eager's the results of a pipeline have to be."""

from __future__ import annotations

from torch import Tensor


def assert_close_logits(actual: Tensor, expected: Tensor) -> None:
    assert actual.shape == expected.shape and actual.dtype == expected.dtype
    assert (actual - expected).abs().max() <= 1e-4 * expected.abs().max()


def assert_same_segments(actual: tuple[Tensor, ...], expected: tuple[Tensor, ...]) -> None:
    assert_close_logits(actual[0], expected[0])
    for one, other in zip(actual[1:], expected[1:]):
        assert one.shape == other.shape and one.dtype == other.dtype
        assert (one == other).float().mean() >= 0.999
