"""Functions of torch that are written in the language itself: a call of the original is a call of ours."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import torch

from ....stdlib import losses, tensors
from ..values import Abstract, Static
from . import FUNCTIONS, METHODS, function
from .overloads import emit

if TYPE_CHECKING:
    from ..interpreter import Interpreter

WRITTEN: dict[str, Callable[..., Any]] = {
    **{name: getattr(losses, name) for name in (
        "soft_margin_loss hinge_embedding_loss margin_ranking_loss cosine_embedding_loss triplet_margin_loss "
        "poisson_nll_loss multi_margin_loss multilabel_margin_loss ctc_loss").split()},
    **{name: getattr(tensors, name) for name in (
        "norm_except_dim embedding_bag trace diff trapezoid cumulative_trapezoid cross kron vander cov corrcoef "
        "quantile nanquantile broadcast_shapes matrix_power matrix_exp max_unpool2d max_unpool3d chain_matmul renorm "
        "histc narrow_copy").split()},
    "_weight_norm": tensors.weight_norm, "_C._infer_size": tensors.infer_size,
    "trapz": tensors.trapezoid, "linalg.cross": tensors.linalg_cross,
    "linalg.vecdot": tensors.vecdot, "linalg.vander": tensors.linalg_vander, "fft.fftshift": tensors.fftshift,
    "fft.ifftshift": tensors.ifftshift, "linalg.multi_dot": tensors.multi_dot,
    "linalg.matrix_power": tensors.matrix_power, "linalg.matrix_exp": tensors.matrix_exp,
}  # fmt: skip
HOMES = ("", "_C._nn.", "_VF.")  # where torch keeps functions of a plain name
# Without arguments that only the running program knows they give a constant.
CONSTANTS = ("bartlett_window", "blackman_window", "kaiser_window", "fft.fftfreq", "fft.rfftfreq")


def _find(path: str) -> Any:
    found: Any = torch
    for part in path.split("."):
        found = getattr(found, part, None)
    return found


def _call(written: Callable[..., Any]) -> Callable[..., Abstract]:
    def call(interp: Interpreter, *args: Abstract, **kwargs: Abstract) -> Abstract:
        out = kwargs.pop("out", None)
        if out is not None and not (isinstance(out, Static) and out.value is None):
            interp.refuse(f"{written.__name__}(..., out=...) isn't supported", "use the result instead of out=")
        return interp.call(Static(written), list(args), kwargs)

    return call


@function(torch.linalg.matrix_norm)
def _matrix_norm(interp: Interpreter, A: Abstract, ord: Abstract = Static("fro"), *args: Abstract,
                 **kwargs: Abstract) -> Abstract:  # fmt: skip
    if interp.is_static(ord) and interp.python(ord) in (2, -2, "nuc"):
        interp.refuse(f"the matrix norm of order {interp.python(ord)!r} isn't supported, which takes singular values",
                      "use the order 'fro', 1 or inf")  # fmt: skip
    return _call(tensors.matrix_norm)(interp, A, ord, *args, **kwargs)


def _constant(original: Callable[..., Any]) -> None:
    @function(original)
    def make(interp: Interpreter, *args: Abstract, **kwargs: Abstract) -> Abstract:
        if not all(map(interp.is_static, [*args, *kwargs.values()])):
            name = original.__name__
            interp.refuse(f"{name}() of a size that is only known when the program runs isn't supported",
                          "make it before the program starts, as a buffer of the model for instance")  # fmt: skip
        made = original(*map(interp.python, args), **{k: interp.python(v) for k, v in kwargs.items()})
        return emit(interp, "clone", [Static(made)])


for _name, _written in WRITTEN.items():
    for _home in HOMES if "." not in _name else ("",):
        _original = _find(_home + _name)
        if _original is not None:
            FUNCTIONS[_original] = _call(_written)
    if "." not in _name and hasattr(torch.Tensor, _name):
        METHODS["Tensor", _name] = _call(_written)
for _name in CONSTANTS:
    _original = _find(_name)
    if _original is not None:
        _constant(_original)
