"""The passes, in order. ``run_pipeline(graph)`` runs them all and verifies the graph at the end.

Run again, the first half meets what it has itself laid bare: an `if` whose condition folded to a constant, the checks
of a second layer that are those of the first. A third time, what hung on the second: attention asks whether its input
has a batch, and then whether its three inputs, which either branch has made, are one. ``precision="exact"`` leaves out
what changes the last bits of a float.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from ..errors import CompileError
from ..ir import Graph, Op
from ..ir.verify import VerifyError, verify
from .add_to_linear import add_to_linear
from .choose_layout import choose_layout
from .drop_dead_code import drop_dead_code
from .drop_identities import drop_identities
from .fold_batch_norm import fold_batch_norm
from .fold_constants import fold_constants
from .functionalise_inplace import functionalise_inplace
from .fuse_attention import fuse_attention
from .fuse_convolution import fuse_convolution
from .fuse_pointwise import fuse_pointwise
from .hoist_containers import hoist_containers
from .join_convolutions import join_convolutions
from .lower_batch_norm import lower_batch_norm
from .narrow_conditions import narrow_conditions
from .reduce_precision import ByteRange, reduce_precision
from .resolve_metadata import resolve_metadata
from .scale_convolution import scale_convolution
from .share_subexpressions import share_subexpressions
from .simplify_control import simplify_control
from .store_panels import store_panels

Pass = Callable[[Graph], None]

CLEAN: list[Pass] = [
    fold_constants,
    simplify_control,
    drop_identities,
    resolve_metadata,
    share_subexpressions,
    narrow_conditions,
]

PIPELINE: list[Pass] = [
    *CLEAN,
    *CLEAN,
    *CLEAN,
    fold_constants,
    simplify_control,
    fold_constants,
    simplify_control,
    functionalise_inplace,
    fold_batch_norm,
    lower_batch_norm,
    fuse_convolution,
    choose_layout,
    join_convolutions,
    scale_convolution,
    add_to_linear,
    fuse_attention,
    fuse_pointwise,
    hoist_containers,
    share_subexpressions,
    drop_dead_code,
]

# Of layers that would no longer be seen to have weights that can get a smaller type.
JOINS_LAYERS = frozenset({join_convolutions, scale_convolution, add_to_linear})
CHANGES_ROUNDING = frozenset({fold_batch_norm, lower_batch_norm, fuse_attention})


# Whether the graph is verified after each pass, which takes a third of some compilations: the tests do so.
verifies_each = False


def run_pipeline(graph: Graph, *, precision: str = "float32") -> None:
    """Rewrites ``graph`` in place, to compute with floats as ``precision`` says.

    For "bf16" and "int8" ``run_reduction`` follows.
    """
    graph.precision = precision
    for rewrite in PIPELINE:
        if precision == "exact" and rewrite in CHANGES_ROUNDING:
            continue
        if precision in ("bf16", "int8") and rewrite in JOINS_LAYERS:
            continue
        rewrite(graph)
        if verifies_each:
            _verify(graph, rewrite.__name__)
    _verify(graph, PIPELINE[-1].__name__)


def run_reduction(graph: Graph, ranges: Mapping[Op, ByteRange] | None = None) -> int:
    """Rewrites layers to int8 or bfloat16 weights, once the pipeline has run. Returns how many."""
    count = reduce_precision(graph, ranges)
    drop_dead_code(graph)
    _verify(graph, reduce_precision.__name__)
    return count


def run_storing(graph: Graph, width: int) -> None:
    """Gives weights the order in which a machine reads them whose panels have ``width`` columns. Comes last."""
    store_panels(graph, width)
    drop_dead_code(graph)
    _verify(graph, store_panels.__name__)


def _verify(graph: Graph, name: str) -> None:
    """A bug of the compiler's is told as a refusal of the line where it was met, if that is known."""
    try:
        verify(graph)
    except VerifyError as error:
        if error.span is None or verifies_each:
            raise VerifyError(f"after {name}: {error}") from None
        fix = "check what kind of values these are, and write it in another way"
        raise CompileError(f"this doesn't fit together: {error.reason}", error.span, fix) from error
