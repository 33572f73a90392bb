"""Functions of torch that gather, scatter and count, made of other operators."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import torch
from torch import Tensor

from .tensors import scalar_type


def sum_to_size(input: Tensor, *size: Any) -> Tensor:
    shape = list(size[0]) if len(size) == 1 and not isinstance(size[0], int) else list(size)
    extra = input.dim() - len(shape)
    expandable = extra >= 0
    if expandable:
        for wanted, present in zip(shape, input.shape[extra:]):
            expandable = expandable and (wanted == present or wanted == 1)
    if not expandable:
        raise RuntimeError(f"size {{{shape}}} is not expandable to size {{{list(input.shape)}}}.")
    spread = [extra + d for d, wanted in enumerate(shape) if wanted == 1 and input.size(extra + d) != 1]
    dims = [*range(extra), *spread]
    summed = input.sum(dims, keepdim=True) if len(dims) > 0 or input.dim() == 0 else input
    return summed.reshape(shape)


def as_strided_scatter(
    input: Tensor, src: Tensor, size: Sequence[int], stride: Sequence[int], storage_offset: int | None = None
) -> Tensor:
    out = input.clone()
    place = out.as_strided(size, stride, storage_offset)
    if place.shape != src.shape:
        raise RuntimeError(
            f"expected src to have a size equal to the slice of self. src size = {list(src.shape)}, slice size = "
            f"{list(place.shape)}"
        )
    place.copy_(src)
    return out


def index_reduce(
    input: Tensor, dim: int, index: Tensor, source: Tensor, reduce: str, *, include_self: bool = True
) -> Tensor:
    if reduce not in ("prod", "mean", "amax", "amin"):
        raise RuntimeError(f"index_reduce(): Expected reduce to be one of prod, mean, amax or amin but got {reduce}.")
    rank = max(1, input.dim())
    if dim < -rank or dim >= rank:
        raise IndexError(f"Dimension out of range (expected to be in range of [{-rank}, {rank - 1}], but got {dim})")
    if index.dim() > 1:
        raise IndexError(
            f"index_reduce_(): Index is supposed to be a vector, but got dim: {index.dim()} with type: "
            f"{scalar_type(index)} and size: {list(index.shape)}"
        )
    if index.dtype != torch.int64 and index.dtype != torch.int32:
        raise RuntimeError(f"index_reduce_(): Expected dtype int32/int64 for index but got: {scalar_type(index)}")
    if input.dtype != source.dtype:
        raise RuntimeError(
            f"index_reduce_(): self ({scalar_type(input)}) and source ({scalar_type(source)}) must have the same "
            "scalar type"
        )
    axis = dim % rank
    if source.dim() > 0 and axis >= source.dim():
        raise RuntimeError(
            f"index_reduce_(): Indexing dim {axis} is out of bounds of the source tensor with dim {source.dim()}"
        )
    count = 1 if source.dim() == 0 else source.size(axis)
    if index.numel() != count:
        raise RuntimeError(
            f"index_reduce_(): Number of indices ({index.numel()}) should be equal to source.size(dim): ({count}), "
            f"for dim: {axis}"
        )
    before, after = source.shape[:axis] == input.shape[:axis], source.shape[axis + 1 :] == input.shape[axis + 1 :]
    if source.dim() != input.dim() or not (before and after):
        raise RuntimeError(
            "source tensor shape must match self tensor shape, excluding the specified dimension. Got self.shape = "
            f"{list(input.shape)} source.shape = {list(source.shape)}"
        )
    if input.dim() == 0:
        return index_reduce(input.reshape(1), 0, index, source.reshape(-1), reduce, include_self=include_self)[0]
    if index.numel() > 0 and bool(((index < 0) | (index >= input.size(dim))).any()):
        raise IndexError("index out of range in self")
    shape = [1] * source.dim()
    shape[dim] = -1
    places = index.reshape(shape).long().expand(source.shape)
    made: Tensor = input.scatter_reduce(dim, places, source, reduce, include_self=include_self)
    return made


def copies(parts: Sequence[Tensor]) -> tuple[Tensor, ...]:
    return tuple([part.clone(memory_format=torch.contiguous_format) for part in parts])


def empty_permuted(
    size: Sequence[int], physical_layout: Sequence[int], *, dtype: Any = None, layout: Any = None, device: Any = None,
    requires_grad: bool = False, pin_memory: bool = False,
) -> Tensor:  # fmt: skip
    if len(size) != len(physical_layout):
        raise RuntimeError(
            "Number of dimensions in size does not match the length of the physical_layout; i.e. len(size) = "
            f"{len(size)} is not equal to len(physical_layout) = {len(physical_layout)}"
        )
    if sorted(physical_layout) != list(range(len(size))):
        raise RuntimeError("Dimension out of range or duplicated in physical_layout")
    order = [0] * len(size)
    for place, dim in enumerate(physical_layout):
        order[dim] = place
    return torch.empty([size[d] for d in physical_layout], dtype=dtype).permute(order)


def chunk_cat(tensors: Sequence[Tensor], dim: int, num_chunks: int) -> Tensor:
    """The tensors' chunks along ``dim``, padded with zeros and flattened, side by side."""
    if len(tensors) == 0:
        raise RuntimeError("_chunk_cat expects a non-empty input tensor list")
    if num_chunks < 1:
        raise RuntimeError("_chunk_cat expects positive num_chunks")
    first = tensors[0]
    axis = dim if dim >= 0 else dim + first.dim()
    parts = []
    for one in tensors:
        if one.dtype != first.dtype:
            raise RuntimeError("_chunk_cat expects all input tensors with the same dtype")
        if one.numel() == 0:
            raise RuntimeError("_chunk_cat expects non-empty tensor")
        if one.dim() <= axis or one.shape[:axis] != first.shape[:axis]:
            raise RuntimeError("_chunk_cat expects same sizes of 0,...,dim-1 dimensions for all tensors")
        lead = list(one.shape[:axis])
        missing = -one.size(axis) % num_chunks
        if missing > 0:
            zeros = one.new_zeros([*lead, missing, *one.shape[axis + 1 :]])
            one = torch.cat([one, zeros], axis)
        parts.append(one.reshape([*lead, num_chunks, -1]))
    return torch.cat(parts, axis + 1)


def _inside(input: Tensor, indices: Sequence[Tensor | None], low: int) -> list[Tensor | None]:
    return [
        None if index is None else index.clamp(low * input.size(d), input.size(d) - 1)
        for d, index in enumerate(indices)
    ]


def unsafe_masked_index(input: Tensor, mask: Tensor, indices: Sequence[Tensor | None], fill: float) -> Tensor:
    if input.numel() == 0:
        return input.new_full(list(mask.shape), fill)
    made: Tensor = torch.ops.aten.index(input, _inside(input, indices, 0))
    return made.masked_fill(~mask, fill)


def unsafe_masked_index_put_accumulate(
    input: Tensor, mask: Tensor, indices: Sequence[Tensor | None], values: Tensor
) -> Tensor:
    if input.numel() == 0:
        return input.clone()
    kept = values.masked_fill(~mask, 0)
    made: Tensor = torch.ops.aten.index_put(input, _inside(input, indices, -1), kept, True)
    return made


# --- counting ---------------------------------------------------------------------------------------------------------


def _edges(values: Tensor, bins: Any, low: float, high: float) -> Tensor:
    """The edges of bins: given ones, or ``bins`` equal ones."""
    if isinstance(bins, Tensor):
        if bins.dim() != 1 or bins.numel() < 1:
            raise RuntimeError("torch.histogram(): bins tensor should have one dimension")
        if bins.dtype != values.dtype:
            raise RuntimeError("torch.histogram(): bins and input should have the same dtype")
        return bins
    if bins <= 0:
        raise RuntimeError(f"torch.histogramdd(): bins must be > 0, but got {bins} for dimension 0")
    return torch.linspace(low, high, bins + 1, dtype=values.dtype)


def _bounds(values: Tensor, low: float | None, high: float | None) -> tuple[float, float]:
    if low is None or high is None:
        if values.numel() == 0:
            return 0.0, 1.0
        low, high = float(values.min()), float(values.max())
    if not (math.isfinite(low) and math.isfinite(high)):
        raise RuntimeError(f"torch.histogramdd(): dimension 0's range [{low}, {high}] is not finite")
    if low > high:
        raise RuntimeError("torch.histogramdd(): min should not exceed max")
    return (low - 0.5, high + 0.5) if low == high else (low, high)


def _places(values: Tensor, edges: Tensor) -> tuple[Tensor, Tensor]:
    """The bin of each value, and which lie in one; the last bin holds its right edge too."""
    inside = (values >= edges[0]) & (values <= edges[-1])
    found = torch.searchsorted(edges, values.contiguous(), right=True) - 1
    return found.clamp(0, edges.numel() - 2), inside


def _check_weight_shape(input: Tensor, weight: Tensor | None, expected: list[int]) -> None:
    if weight is not None and list(weight.shape) != expected:
        given = f"got input with shape {list(input.shape)} and weight with shape {list(weight.shape)}"
        raise RuntimeError(
            "torch.histogramdd: if weight tensor is provided it should have the same shape as the input tensor "
            f"excluding its innermost dimension, but {given}"
        )


def _check_histogram(input: Tensor, weight: Tensor | None) -> None:
    if not input.is_floating_point():
        raise RuntimeError(f"torch.histogramdd(): not implemented for {input.dtype}")
    if weight is not None and weight.dtype != input.dtype:
        raise RuntimeError("torch.histogramdd(): if weight tensor is provided, it should have the dtype of input")
    if input.dim() < 2:
        raise RuntimeError("torch.histogramdd: input tensor should have at least 2 dimensions")
    _check_weight_shape(input, weight, list(input.shape[:-1]))


def histogram(
    input: Tensor, bins: Any, *, range: Sequence[float] | None = None, weight: Tensor | None = None,
    density: bool = False,
) -> tuple[Tensor, Tensor]:  # fmt: skip
    _check_weight_shape(input, weight, list(input.shape))
    values = input.reshape(-1, 1)
    given = None if weight is None else weight.reshape(-1)
    hist, edges = histogramdd(values, [bins], range=range, weight=given, density=density)
    return hist, edges[0]


def histogramdd(
    input: Tensor, bins: Any, range: Sequence[float] | None = None, weight: Tensor | None = None,
    density: bool = False,
) -> tuple[Tensor, tuple[Tensor, ...]]:  # fmt: skip
    """Counts of the points, rows of ``input``, in a grid of bins."""
    _check_histogram(input, weight)
    points = input.reshape(-1, input.size(-1))
    listed = [bins] * input.size(-1) if isinstance(bins, int) else bins
    if len(listed) != points.size(1):
        raise RuntimeError(
            "torch.histogramdd(): the size of bins must be equal to the innermost dimension of the input"
        )
    if range is not None and len(range) != 2 * points.size(1):
        raise RuntimeError(f"torch.histogramdd(): for a {points.size(1)}-dimensional histogram range should have twice")
    edges = []
    place = torch.zeros(points.size(0), dtype=torch.int64)
    counted = torch.ones(points.size(0), dtype=torch.bool)
    shape = []
    for d, one in enumerate(listed):
        low = None if range is None else range[2 * d]
        high = None if range is None else range[2 * d + 1]
        least, most = (0.0, 0.0) if isinstance(one, Tensor) else _bounds(points[:, d], low, high)
        limits = _edges(points, one, least, most)
        found, inside = _places(points[:, d], limits)
        place = place * (limits.numel() - 1) + found
        counted = counted & inside
        edges.append(limits)
        shape.append(limits.numel() - 1)
    weights = torch.ones_like(points[:, 0]) if weight is None else weight.reshape(-1)
    hist = torch.zeros(math.prod(shape), dtype=input.dtype).index_add(0, place[counted], weights[counted])
    hist = hist.reshape(shape)
    if density:
        hist = hist / hist.sum()
        for d, limits in enumerate(edges):
            widths = [1] * len(shape)
            widths[d] = -1
            hist = hist / limits.diff().reshape(widths)
    return hist, tuple(edges)


def unique_dim(
    input: Tensor, dim: int, sorted: bool = True, return_inverse: bool = False, return_counts: bool = False
) -> tuple[Tensor, Tensor, Tensor]:
    """The different slices along ``dim``, in order; where each slice went; how often each is there."""
    count = input.size(dim)
    none = torch.empty(0, dtype=torch.int64)
    if input.numel() == 0:
        if count != 0 and 0 in [n for d, n in enumerate(input.shape) if d != dim % input.dim()]:
            raise RuntimeError("There are 0 sized dimensions, and they aren't selected, so unique cannot be applied")
        return input.clone(), none, none
    rows = input.movedim(dim, 0).reshape(count, -1)
    order = torch.arange(count)
    for column in range(rows.size(1) - 1, -1, -1):
        order = order[torch.argsort(rows[order, column], stable=True)]
    ordered = rows[order]
    starts = torch.ones(count, dtype=torch.bool)
    starts[1:] = (ordered[1:] != ordered[:-1]).any(1)
    group = starts.long().cumsum(0) - 1
    found = input.index_select(dim, order[starts])
    inverse = torch.zeros(count, dtype=torch.int64).scatter(0, order, group)
    counts = torch.zeros(found.size(dim), dtype=torch.int64).index_add(0, group, torch.ones_like(group))
    return found, inverse, counts


# --- differences ------------------------------------------------------------------------------------------------------


def gradient(input: Tensor, *, spacing: Any = None, dim: Any = None, edge_order: int = 1) -> tuple[Tensor, ...]:
    """Central differences along each dim; one-sided ones, of ``edge_order``, at the ends."""
    if edge_order != 1 and edge_order != 2:
        raise RuntimeError("torch.gradient only supports edge_order=1 and edge_order=2.")
    if dim is None:
        dims = list(range(input.dim()))
    else:
        dims = [dim] if isinstance(dim, int) else list(dim)
    for position, one in enumerate(dims):
        if one in dims[:position]:
            raise RuntimeError(f"dim {one} appears multiple times in the list of dims")
    listed = isinstance(spacing, (list, tuple))
    if listed and len(spacing) != len(dims):
        raise RuntimeError(
            f"torch.gradient expected spacing to be unspecified, a scalar, or a list of length {len(dims)}, but got a "
            f"list of length {len(spacing)}"
        )
    if input.dtype == torch.bool:
        raise RuntimeError(
            "Subtraction, the `-` operator, with two bool tensors is not supported. Use the `^` or `logical_xor()` "
            "operator instead."
        )
    found = []
    for position, d in enumerate(dims):
        if input.size(d) < edge_order + 1:
            raise RuntimeError("torch.gradient expected each dimension size to be at least edge_order+1")
        step: Any = 1 if spacing is None else spacing[position] if listed else spacing
        found.append(_gradient_along(input, step, d, edge_order))
    return tuple(found)


def _gradient_along(input: Tensor, step: Any, dim: int, edge_order: int) -> Tensor:
    f = input if input.is_floating_point() else input.to(torch.get_default_dtype())
    count = f.size(dim)
    if not isinstance(step, Tensor):
        return _gradient_evenly(f, step, dim, edge_order)
    if step.dim() != 1 or step.numel() != count:
        raise RuntimeError("torch.gradient expected each element of spacing to have one dimension and fit input")
    steps = step.diff()
    shape = [1] * f.dim()
    shape[dim] = -1
    h, k = steps[:-1].view(shape), steps[1:].view(shape)
    before, at, after = f.narrow(dim, 0, count - 2), f.narrow(dim, 1, count - 2), f.narrow(dim, 2, count - 2)
    middle = before * (-k / (h * (h + k))) + at * ((k - h) / (h * k)) + after * (h / (k * (h + k)))
    if edge_order == 1:
        first = (f.narrow(dim, 1, 1) - f.narrow(dim, 0, 1)) / steps[0]
        last = (f.narrow(dim, count - 1, 1) - f.narrow(dim, count - 2, 1)) / steps[-1]
    else:
        first = _edge(f.narrow(dim, 0, 1), f.narrow(dim, 1, 1), f.narrow(dim, 2, 1), steps[0], steps[1])
        ends = f.narrow(dim, count - 1, 1), f.narrow(dim, count - 2, 1), f.narrow(dim, count - 3, 1)
        last = -_edge(ends[0], ends[1], ends[2], steps[-1], steps[-2])
    return torch.cat([first, middle, last], dim).to(f.dtype)


def _gradient_evenly(f: Tensor, step: float, dim: int, edge_order: int) -> Tensor:
    count = f.size(dim)
    middle = (f.narrow(dim, 2, count - 2) - f.narrow(dim, 0, count - 2)) / (2 * step)
    ends = [f.narrow(dim, place, 1) for place in (0, 1, count - 2, count - 1)]
    if edge_order == 1:
        first = (ends[1] - ends[0]) / step
        last = (ends[3] - ends[2]) / step
    else:
        first = (-1.5 * ends[0] + 2 * ends[1] - 0.5 * f.narrow(dim, 2, 1)) / step
        last = (1.5 * ends[3] - 2 * ends[2] + 0.5 * f.narrow(dim, count - 3, 1)) / step
    return torch.cat([first, middle, last], dim)


def _edge(f0: Tensor, f1: Tensor, f2: Tensor, h: Tensor, k: Tensor) -> Tensor:
    """The slope at the first of three points, ``h`` and ``k`` apart."""
    return f0 * (-(2 * h + k) / (h * (h + k))) + f1 * ((h + k) / (h * k)) - f2 * (h / (k * (h + k)))


# --- of complex numbers and gammas ------------------------------------------------------------------------------------


def angle(input: Tensor) -> Tensor:
    if input.is_complex():
        pairs = torch.view_as_real(input)
        return torch.atan2(pairs[..., 1], pairs[..., 0])
    made = input if input.is_floating_point() else input.to(torch.get_default_dtype())
    turned = torch.where(made < 0, math.pi, 0.0).to(made.dtype)
    return torch.where(torch.isnan(made), made, turned)


def polar(abs: Tensor, angle: Tensor) -> Tensor:
    if abs.dtype != angle.dtype:
        raise RuntimeError(f"Expected object of scalar type {abs.dtype} but got scalar type {angle.dtype}")
    return torch.complex(abs * angle.cos(), abs * angle.sin())


def conj_physical(input: Tensor) -> Tensor:
    return input.conj() if input.is_complex() else input.clone()


def mvlgamma(input: Tensor, p: int) -> Tensor:
    if input.dtype == torch.bool:
        raise RuntimeError("The input tensor may not be a boolean tensor.")
    if p < 1:
        raise RuntimeError("p has to be greater than or equal to 1")
    made = input if input.is_floating_point() else input.to(torch.get_default_dtype())
    shifts = torch.arange(1 - p, 1, dtype=made.dtype) / 2
    summed: Tensor = torch.lgamma(made.unsqueeze(-1) + shifts).sum(-1)
    return summed + p * (p - 1) * math.log(math.pi) / 4


def safe_softmax(input: Tensor, dim: int, dtype: torch.dtype | None = None) -> Tensor:
    """Zeros where all of a slice is -inf."""
    made = torch.softmax(input, dim, dtype)
    return made.masked_fill((input == -math.inf).all(dim, keepdim=True), 0.0)


def native_dropout_backward(grad_output: Tensor, mask: Tensor, scale: float) -> Tensor:
    return grad_output * mask * scale


def _exact(dtype: torch.dtype) -> torch.dtype:
    """What halves are computed in, to be rounded once."""
    return torch.float32 if dtype == torch.float16 or dtype == torch.bfloat16 else dtype


def softmax_backward(grad_output: Tensor, output: Tensor, dim: int, input_dtype: torch.dtype) -> Tensor:
    output, grad_output = output.to(_exact(output.dtype)), grad_output.to(_exact(output.dtype))
    weighted = grad_output * output
    return (weighted - output * weighted.sum(dim, keepdim=True)).to(input_dtype)


def max_pool2d_backward(
    grad_output: Tensor, self: Tensor, kernel_size: Sequence[int], stride: Sequence[int], padding: Sequence[int],
    dilation: Sequence[int], ceil_mode: bool, indices: Tensor,
) -> Tensor:  # fmt: skip
    """Each gradient goes to where its window's largest element was."""
    if grad_output.dtype != self.dtype:
        raise RuntimeError(
            f"expected dtype {scalar_type(self)} for `grad_output` but got dtype {scalar_type(grad_output)}"
        )
    lead = list(self.shape[:-2])
    places = self.new_zeros([*lead, self.size(-2) * self.size(-1)], dtype=_exact(self.dtype))
    added = grad_output.reshape([*lead, -1]).to(places.dtype)
    made: Tensor = places.scatter_add(-1, indices.reshape([*lead, -1]), added)
    return made.reshape(self.shape).to(self.dtype)


def batch_norm_with_update(
    input: Tensor, weight: Tensor | None, bias: Tensor | None, running_mean: Tensor, running_var: Tensor,
    momentum: float, eps: float,
) -> tuple[Tensor, Tensor, Tensor, Tensor]:  # fmt: skip
    out, mean, invstd = torch.ops.aten._native_batch_norm_legit(
        input, weight, bias, running_mean, running_var, True, momentum, eps
    )
    return out, mean, invstd, torch.empty(0, dtype=torch.uint8)


def hash_tensor(self: Tensor, dim: Any = None, *, keepdim: bool = False, mode: int = 0) -> Tensor:
    """The exclusive or of all bits; floats are taken as doubles."""
    words = self.double().view(torch.int64) if self.is_floating_point() else self.to(torch.int64)
    listed = [] if dim is None else [dim] if isinstance(dim, int) else list(dim)
    dims = [d % max(1, self.dim()) for d in listed] if len(listed) > 0 else list(range(self.dim()))
    if words.dim() == 0:
        return words.view(torch.uint64)
    rest = [d for d in range(words.dim()) if d not in dims]
    shape = [words.size(d) for d in rest]
    rows = words.permute([*dims, *rest]).reshape([-1, *shape])
    while rows.size(0) > 1:
        if rows.size(0) % 2 == 1:
            rows = torch.cat([rows, torch.zeros_like(rows[:1])])
        half = rows.size(0) // 2
        rows = rows[:half] ^ rows[half:]
    found = rows[0] if rows.size(0) == 1 else rows.new_zeros(shape)
    if keepdim:
        found = found.reshape([1 if d in dims else size for d, size in enumerate(self.shape)])
    return found.contiguous().view(torch.uint64)


def is_all_true(input: Tensor) -> Tensor:
    if input.dtype != torch.bool:
        raise RuntimeError("_is_all_true: expected a Tensor of bools")
    return input.all()


def is_any_true(input: Tensor) -> Tensor:
    if input.dtype != torch.bool:
        raise RuntimeError("_is_any_true: expected a Tensor of bools")
    return input.any()


def shape_as_tensor(input: Tensor) -> Tensor:
    return torch.tensor(list(input.shape), dtype=torch.int64)


def conv_tbc(input: Tensor, weight: Tensor, bias: Tensor, pad: int = 0) -> Tensor:
    """A convolution over time of (time, batch, channels)."""
    if input.dim() != 3 or weight.dim() != 3 or bias.dim() != 1:
        raise RuntimeError("conv_tbc: the input and the weight have 3 dimensions, the bias has 1")
    rows = torch.conv1d(input.permute(1, 2, 0), weight.permute(2, 1, 0), bias, padding=pad)
    return rows.permute(2, 0, 1)
