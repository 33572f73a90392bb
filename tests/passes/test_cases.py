"""Each pass on each of its cases: ``cases/<pass>/<behaviour>.txt`` holds a graph, a line ``=>``, and its rewrite.

``pytest tests/passes --update`` writes what the passes give now behind the arrow. Graphs are verified on both sides.
"""

from __future__ import annotations

import importlib
from pathlib import Path

import pytest

from flambeau.ir.text import parse_graph, print_graph
from flambeau.ir.verify import verify

CASES = Path(__file__).parent / "cases"
ARROW = "=>\n"


@pytest.mark.parametrize("path", sorted(CASES.rglob("*.txt")), ids=lambda p: f"{p.parent.name}/{p.stem}")
def test_case(path: Path, update: bool) -> None:
    before, _, expected = path.read_text().partition(ARROW)
    graph = parse_graph(before)
    verify(graph)
    rewrite = getattr(importlib.import_module(f"flambeau.passes.{path.parent.name}"), path.parent.name)
    rewrite(graph)
    verify(graph)
    after = print_graph(graph)
    if update:
        path.write_text(f"{before.rstrip()}\n{ARROW}{after}")
    else:
        assert after == expected


def test_every_pass_has_cases() -> None:
    from flambeau.passes.pipeline import PIPELINE

    assert {rewrite.__name__ for rewrite in PIPELINE} <= {path.name for path in CASES.iterdir()}
