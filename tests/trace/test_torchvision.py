"""torchvision's models, traced at one size and batch, run at others: parity with eager before and after the passes."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

import pytest
import torch

from flambeau.errors import CompileError
from flambeau.frontend.trace import trace_graph
from flambeau.ir import walk
from flambeau.ir.interpret import interpret
from flambeau.ir.verify import verify
from flambeau.passes import run_pipeline

ACCEPTANCE = Path(__file__).parents[3] / "shared" / "acceptance"
if not ACCEPTANCE.exists() and os.environ.get("CI") != "true":
    pytest.skip("needs ../shared/acceptance", allow_module_level=True)
sys.path.insert(0, str(ACCEPTANCE))
import torchvision_cpu  # noqa: E402

torchvision = torchvision_cpu.torchvision


def model_of(name: str) -> torch.nn.Module:
    torch.manual_seed(0)
    found = getattr(torchvision.models, name, None) or getattr(torchvision.models.segmentation, name)
    segmentation = {} if hasattr(torchvision.models, name) else {"weights_backbone": None}
    model: torch.nn.Module = found(weights=None, **segmentation).eval()
    return model


def results(value: Any) -> list[torch.Tensor]:
    return list(value.values()) if isinstance(value, dict) else [value]


@pytest.mark.parametrize("name", ["resnet18", "mobilenet_v3_small", "densenet121", "lraspp_mobilenet_v3_large"])
def test_parity_at_other_sizes(name: str) -> None:
    model = model_of(name)
    graph = trace_graph(model, (torch.rand(1, 3, 64, 64),))
    verify(graph)
    other = torch.rand(2, 3, 96, 64)
    with torch.no_grad():
        expected = results(model(other))
    for a, e in zip(results(interpret(graph, (other,))), expected):
        torch.testing.assert_close(a, e)
    run_pipeline(graph)
    for a, e in zip(results(interpret(graph, (other,))), expected):
        assert (a - e).abs().max() <= 1e-4 * e.abs().max()


def test_a_residual_network_is_nothing_but_fused_convolutions() -> None:
    graph = trace_graph(model_of("resnet18"), (torch.rand(1, 3, 64, 64),))
    run_pipeline(graph)
    names = [op.name for op in walk(graph.main.body) if op.name.startswith(("aten::", "flambeau::"))]
    assert names.count("flambeau::conv2d") == 20
    assert set(names) <= {
        "flambeau::conv2d", "flambeau::linear", "aten::linear", "aten::max_pool2d", "aten::adaptive_avg_pool2d",
        "aten::flatten.using_ints", "aten::dim",
    }  # fmt: skip


def test_a_model_that_branches_on_sizes_is_refused_with_its_line() -> None:
    with pytest.raises(CompileError, match="if window_size") as caught:
        trace_graph(model_of("swin_t"), (torch.rand(1, 3, 64, 64),))
    assert caught.value.span is not None
    assert caught.value.span.file.endswith("swin_transformer.py")
