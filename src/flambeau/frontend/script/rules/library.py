"""Functions of torch that are written in the language itself: a call of the original is a call of ours."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import torch

from .... import types as ty
from ....stdlib import linear_algebra, losses, rearranging, spectra, symmetric_factors, tensors
from ..values import NONE, Abstract, Static, TupleValue
from . import FUNCTIONS, METHODS
from .overloads import return_class, written_to

if TYPE_CHECKING:
    from ..interpreter import Interpreter

WRITTEN: dict[str, Callable[..., Any]] = {
    **{name: getattr(losses, name) for name in (
        "soft_margin_loss hinge_embedding_loss margin_ranking_loss cosine_embedding_loss triplet_margin_loss "
        "poisson_nll_loss multi_margin_loss multilabel_margin_loss ctc_loss").split()},
    **{name: getattr(tensors, name) for name in (
        "norm_except_dim embedding_bag embedding_renorm_ segment_reduce "
        "trace diff trapezoid cumulative_trapezoid cross kron vander cov corrcoef "
        "quantile nanquantile broadcast_shapes matrix_power matrix_exp max_unpool2d max_unpool3d chain_matmul renorm "
        "histc narrow_copy").split()},
    "_assert_async": tensors.assert_async, "_weight_norm": tensors.weight_norm, "_C._infer_size": tensors.infer_size,
    "sparse.mm": tensors.dense_product,
    "trapz": tensors.trapezoid, "linalg.cross": tensors.linalg_cross,
    "linalg.vecdot": tensors.vecdot, "linalg.vander": tensors.linalg_vander, "fft.fftshift": tensors.fftshift,
    "fft.ifftshift": tensors.ifftshift, "linalg.multi_dot": tensors.multi_dot,
    "linalg.matrix_power": tensors.matrix_power, "linalg.matrix_exp": tensors.matrix_exp,
    **{f"linalg.{name}": getattr(linear_algebra, name) for name in (
        "svd svdvals eigh eigvalsh lu lu_factor lu_solve inv_ex solve_ex lstsq matrix_rank pinv cond matrix_norm norm "
        "tensorinv tensorsolve eig eigvals").split()},
    **{f"linalg.{name}": getattr(symmetric_factors, name) for name in "ldl_factor ldl_factor_ex ldl_solve".split()},
    **{name: getattr(linear_algebra, name) for name in (
        "orgqr ormqr lu_unpack cholesky_solve cholesky_inverse triangular_solve pinverse").split()},
    "_grouped_mm": linear_algebra.grouped_mm,
    "_lu_with_info": linear_algebra.lu_with_info, "svd": linear_algebra.old_svd, "qr": linear_algebra.old_qr,
    "lu_solve": linear_algebra.old_lu_solve,
    **{f"fft.{name}": getattr(spectra, name) for name in (
        "fft ifft rfft irfft hfft ihfft fftn ifftn rfftn irfftn hfftn ihfftn fft2 ifft2 rfft2 irfft2 hfft2 ihfft2"
        ).split()},
    **{name: getattr(rearranging, name) for name in (
        "sum_to_size as_strided_scatter index_reduce histogram histogramdd unique_dim gradient angle "
        "polar conj_physical mvlgamma empty_permuted native_dropout_backward").split()},
    "_is_all_true": rearranging.is_all_true, "_is_any_true": rearranging.is_any_true,
    "max_pool2d_with_indices_backward": rearranging.max_pool2d_backward,
    "_batch_norm_with_update": rearranging.batch_norm_with_update, "hash_tensor": rearranging.hash_tensor,
    "_shape_as_tensor": rearranging.shape_as_tensor, "conv_tbc": rearranging.conv_tbc,
    "_safe_softmax": rearranging.safe_softmax, "_chunk_cat": rearranging.chunk_cat,
    "_unsafe_masked_index": rearranging.unsafe_masked_index,
    "_unsafe_masked_index_put_accumulate": rearranging.unsafe_masked_index_put_accumulate,
    "special.multigammaln": rearranging.mvlgamma, "_softmax_backward_data": rearranging.softmax_backward,
    "fft.fftfreq": spectra.fftfreq, "fft.rfftfreq": spectra.rfftfreq,
    **{name: getattr(spectra, name) for name in "bartlett_window blackman_window kaiser_window".split()},
    "_VF.stft": spectra.stft, "istft": spectra.istft,
}  # fmt: skip
# Arguments of functions that make tensors, which mean nothing here.
FACTORY = frozenset("device layout requires_grad pin_memory".split())
HOMES = ("", "_C._nn.", "_VF.")  # where torch keeps functions of a plain name


def _find(path: str) -> Any:
    found: Any = torch
    for part in path.split("."):
        found = getattr(found, part, None)
    return found


def _check_tensors(interp: Interpreter, written: Callable[..., Any], args: tuple[Abstract, ...]) -> None:
    """PyTorch's TypeError for a number where a tensor is expected."""
    for position, (parameter, given) in enumerate(zip(inspect.signature(written).parameters.values(), args)):
        t = interp.type_of(given)
        if parameter.annotation == "Tensor" and t in (ty.INT, ty.FLOAT, ty.BOOL, ty.STR, ty.NONE):
            name = f"{written.__name__}(): argument '{parameter.name}' (position {position + 1})"
            interp.raise_(TypeError, f"{name} must be Tensor, not {'NoneType' if t == ty.NONE else t}")


def _call(written: Callable[..., Any], named: type | None = None) -> Callable[..., Abstract]:
    """The rule that calls ``written``; ``named`` is the class of its results where these are several."""

    def call(interp: Interpreter, *args: Abstract, **kwargs: Abstract) -> Abstract:
        for key in FACTORY.intersection(kwargs).difference(inspect.signature(written).parameters):
            kwargs.pop(key)
        out = kwargs.pop("out", NONE)
        _check_tensors(interp, written, args)
        found = interp.call(Static(written), list(args), kwargs)
        if isinstance(found, TupleValue) and named is not None:
            found = TupleValue(found.items, named)
        return written_to(interp, written.__name__, out, found)

    return call


for _name, _written in WRITTEN.items():
    _homes = [home + _name for home in HOMES] if "." not in _name else [_name]
    for _path in (*_homes, f"ops.aten.{_name.replace('.', '_')}"):
        _original = _find(_path)
        if _original is not None:
            FUNCTIONS[_original] = _call(_written, return_class(_name.replace(".", "_")))
    if "." not in _name and hasattr(torch.Tensor, _name):
        METHODS["Tensor", _name] = _call(_written, return_class(_name))
