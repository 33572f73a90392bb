"""What library code tells ``torch.compile`` about tensors and graphs: nothing to a compiled program."""

from __future__ import annotations

from torch._dynamo import decorators

from .environment import answer

answer(
    None,
    *(getattr(decorators, name, None) for name in (
        "mark_dynamic", "mark_static", "mark_static_address", "mark_unbacked", "maybe_mark_dynamic",
        "override_optimization_hint", "graph_break", "skip_frame", "step_unsupported")),
)  # fmt: skip
