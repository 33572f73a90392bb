"""What the pipeline says of a graph that is malformed: which line of the program it came of."""

from __future__ import annotations

import pytest

from flambeau.errors import CompileError, Span
from flambeau.ir.text import parse_graph
from flambeau.passes import pipeline, run_pipeline


def test_a_malformed_graph_is_refused_at_its_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipeline, "verifies_each", False)
    graph = parse_graph("func forward(%x: Tensor) -> Tensor {\n%y: Tensor = aten::relu(%x)\nreturn %y\n}\n")
    op = graph.main.body.ops[0]
    op.name, op.span = "py::neg", Span("model.py", 3, 4, 3, 10, "forward")
    op.operands.append(op.operands[0])
    with pytest.raises(CompileError, match="this doesn't fit together: .*\\n.*model.py:3"):
        run_pipeline(graph)
