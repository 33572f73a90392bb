"""Functions of torch that its C++ puts together from other operators."""

from __future__ import annotations

import math
import operator
from collections.abc import Sequence
from typing import Any

import torch
from torch import Tensor


def norm_except_dim(v: Tensor, pow: int = 2, dim: int = 0) -> Tensor:
    """The norms of all slices along ``dim``; of the whole for -1."""
    if dim == -1:
        whole: Tensor = torch.linalg.vector_norm(v, pow)
        return whole
    others = [d for d in range(v.dim()) if d != dim]
    norms: Tensor = torch.linalg.vector_norm(v, pow, others, keepdim=True) if others else v.abs()
    return norms


def weight_norm(v: Tensor, g: Tensor, dim: int = 0) -> Tensor:
    return v * (g / norm_except_dim(v, 2, dim))


def embedding_bag(
    weight: Tensor, indices: Tensor, offsets: Tensor, scale_grad_by_freq: bool = False, mode: int = 0,
    sparse: bool = False, per_sample_weights: Tensor | None = None, include_last_offset: bool = False,
    padding_idx: int | None = None,
) -> tuple[Tensor, Tensor, Tensor, Tensor]:  # fmt: skip
    """Sums (mode 0), means (1) or maxima (2) of the rows of each bag. Of the results only the first is torch's."""
    starts = offsets[:-1] if include_last_offset else offsets
    lengths = torch.cat([starts[1:], torch.full([1], indices.size(0), dtype=starts.dtype)])[: starts.size(0)] - starts
    bags = torch.repeat_interleave(torch.arange(starts.size(0)), lengths)
    rows = weight[indices]
    if mode != 2 and weight.dtype != torch.float64:
        rows = rows.float()  # halves are rounded once they are summed
    if per_sample_weights is not None:
        rows = rows * per_sample_weights.unsqueeze(1)
    if padding_idx is not None:
        kept = indices != (padding_idx if padding_idx >= 0 else padding_idx + weight.size(0))
        bags, rows = bags[kept], rows[kept]
    empty = torch.zeros(starts.size(0), weight.size(1), dtype=rows.dtype)
    if mode == 2:
        out = empty.scatter_reduce(0, bags.unsqueeze(1).expand_as(rows), rows, "amax", include_self=False)
    else:
        out = empty.index_add(0, bags, rows).to(weight.dtype)
    if mode == 1:
        counts = torch.bincount(bags, minlength=starts.size(0)) if padding_idx is not None else lengths
        out = out / counts.clamp(min=1).to(weight.dtype).unsqueeze(1)
    return out, bags, bags, bags


def embedding_renorm_(weight: Tensor, indices: Tensor, max_norm: float, norm_type: float) -> Tensor:
    """Scales the rows that are used and longer than ``max_norm``, in their place."""
    rows = torch.unique(indices)
    norms = torch.linalg.vector_norm(weight[rows], norm_type, 1)
    factors = torch.where(norms > max_norm, max_norm / (norms + 1e-7), torch.ones_like(norms))
    weight[rows] = weight[rows] * factors.unsqueeze(1)
    return weight


def segment_reduce(
    data: Tensor, reduce: str, *, lengths: Tensor | None = None, indices: Tensor | None = None,
    offsets: Tensor | None = None, axis: int = 0, unsafe: bool = False, initial: float | None = None,
) -> Tensor:  # fmt: skip
    """Reduces neighbours along ``axis``: as many as ``lengths`` says, or from one offset to the next."""
    if lengths is None and offsets is None:
        raise RuntimeError("segment_reduce(): Either lengths or offsets must be defined.")
    if reduce not in ("sum", "prod", "mean", "amax", "amin", "max", "min"):
        raise RuntimeError(f"reduce argument must be either sum, prod, mean, amax or amin, got {reduce}")
    given, kind = (lengths, "lengths") if lengths is not None else (offsets, "offsets")
    if given.dim() - 1 != axis % data.dim():  # type: ignore[union-attr]
        raise RuntimeError(f"segment_reduce(): Expected axis to be the last dimension of {kind} but got {axis}.")
    counts = lengths if lengths is not None else offsets.diff()  # type: ignore[union-attr]
    if not unsafe and bool((counts < 0).any()):
        raise RuntimeError(f"{kind} contains negative value!")
    ends = counts.cumsum(-1)
    if lengths is not None and not unsafe and bool((counts.sum(-1) != data.size(axis)).any()):
        raise RuntimeError(
            "segment_reduce(): Expected all rows of lengths along axis to sum to data.size(lengths.dim()-1) when "
            "!unsafe."
        )
    places = torch.arange(data.size(axis)).expand([*counts.shape[:-1], data.size(axis)]).contiguous()
    segments = torch.searchsorted(ends, places, right=True)
    rest = [1] * (data.dim() - axis - 1)
    segments = segments.reshape([*segments.shape, *rest]).expand(data.shape)
    start = {"sum": 0.0, "mean": 0.0, "prod": 1.0, "max": -math.inf, "min": math.inf}[reduce]
    shape = [*counts.shape[:-1], counts.size(-1) + 1, *data.shape[axis + 1 :]]  # the last takes what is in no segment
    base = torch.full(shape, start if initial is None else initial, dtype=data.dtype)
    how = {"sum": "sum", "mean": "sum", "prod": "prod", "max": "amax", "min": "amin"}[reduce]
    made = base.scatter_reduce(axis, segments, data, how).narrow(axis, 0, counts.size(-1))
    if reduce == "mean":
        divisor = counts.reshape([*counts.shape, *rest])
        empty = math.nan if initial is None else initial
        made = torch.where(divisor > 0, made / divisor, torch.full_like(made, empty))
    return made


def scalar_type(tensor: Tensor) -> str:
    """The name of its dtype in messages of C++: Float, Long."""
    return tensor.type()[len("torch.") : -len("Tensor")]


def trace(input: Tensor) -> Tensor:
    if input.dtype == torch.bool:
        raise NotImplementedError("\"trace\" not implemented for 'Bool'")
    if input.dim() != 2:
        raise RuntimeError(f"trace: expected a matrix, but got tensor with dim {input.dim()}")
    return input.diagonal().sum()


def diff(
    input: Tensor, n: int = 1, dim: int = -1, prepend: Tensor | None = None, append: Tensor | None = None
) -> Tensor:
    if input.dim() < 1:
        raise RuntimeError("diff expects input to be at least one-dimensional")
    if n < 0:
        raise RuntimeError(f"order must be non-negative but got {n}")
    _check_joined(input, prepend, dim)
    _check_joined(input, append, dim)
    if n == 0:
        return input.clone()
    if prepend is not None:
        input = torch.cat([prepend, input], dim)
    if append is not None:
        input = torch.cat([input, append], dim)
    for _ in range(n):
        length = input.size(dim)
        if length < 2:
            return input.narrow(dim, 0, 0)
        later, earlier = input.narrow(dim, 1, length - 1), input.narrow(dim, 0, length - 1)
        input = torch.logical_xor(later, earlier) if input.dtype == torch.bool else later - earlier
    return input


def _check_joined(input: Tensor, joined: Tensor | None, dim: int) -> None:
    if joined is None:
        return
    if joined.dim() != input.dim():
        raise RuntimeError("diff expects prepend or append to be the same dimension as input")
    for d in range(input.dim()):
        if joined.size(d) != input.size(d) and d != dim % input.dim():
            sizes = f"input.size({d}) = {input.size(d)}, but got tensor.size({d}) = {joined.size(d)}"
            raise RuntimeError(
                "diff expects the shape of tensor to prepend or append to match that of input except along the "
                f"differencing dimension; {sizes}"
            )


def trapezoid(y: Tensor, x: Tensor | None = None, *, dx: float = 1, dim: int = -1) -> Tensor:
    axis = _sampled_dim(y, x, dim, "trapezoid")
    if y.size(axis) == 0:
        return y.new_zeros([size for d, size in enumerate(y.shape) if d != axis])
    if x is not None:
        return (_neighbours(y, axis) * _steps(y, x, axis, "trapezoid")).sum(axis) / 2.0
    return (y.sum(axis) - (y.select(axis, 0) + y.select(axis, -1)) * 0.5) * dx


def cumulative_trapezoid(y: Tensor, x: Tensor | None = None, *, dx: float = 1, dim: int = -1) -> Tensor:
    axis = _sampled_dim(y, x, dim, "cumulative_trapezoid")
    if x is not None:
        return (_steps(y, x, axis, "cumulative_trapezoid") * _neighbours(y, axis)).cumsum(axis) / 2.0
    return dx / 2.0 * _neighbours(y, axis).cumsum(axis)


def _sampled_dim(y: Tensor, x: Tensor | None, dim: int, name: str) -> int:
    rank = max(1, y.dim())
    if dim < -rank or dim >= rank:
        raise IndexError(f"Dimension out of range (expected to be in range of [{-rank}, {rank - 1}], but got {dim})")
    if y.dim() == 0:
        raise IndexError(f"Dimension specified as {dim} but tensor has no dimensions")
    if y.size(dim) > 0 and (y.dtype == torch.bool or (x is not None and x.dtype == torch.bool)):
        given = "`y`" if x is None else "`x` or `y`"
        raise RuntimeError(f"{name}: received a bool input for {given}, but bool is not supported")
    return dim % rank


def _neighbours(y: Tensor, dim: int) -> Tensor:
    """The sums of neighbours along ``dim``."""
    length = max(y.size(dim) - 1, 0)
    return y.narrow(dim, 0, length) + y.narrow(dim, y.size(dim) - length, length)


def _steps(y: Tensor, x: Tensor, dim: int, name: str) -> Tensor:
    """The distances between neighbours, to be multiplied by their sums."""
    if x.dim() == 1:
        if x.size(0) != y.size(dim):
            raise RuntimeError(f"{name}: There must be one `x` value for each sample point")
        shape = [1] * y.dim()
        shape[dim] = x.size(0)
        x = x.reshape(shape)
    elif x.dim() < y.dim():
        x = x.reshape([1] * (y.dim() - x.dim()) + list(x.shape))
    length = max(x.size(dim) - 1, 0)
    return x.narrow(dim, x.size(dim) - length, length) - x.narrow(dim, 0, length)


def linalg_cross(input: Tensor, other: Tensor, *, dim: int = -1) -> Tensor:
    if input.dim() != other.dim():
        raise RuntimeError("linalg.cross: inputs must have the same number of dimensions.")
    if input.size(dim) != 3 or other.size(dim) != 3:
        sizes = f"{input.size(dim)} and {other.size(dim)}"
        raise RuntimeError(f"linalg.cross: inputs dimension {dim} must have length 3. Got {sizes}")
    if input.dtype != other.dtype:
        raise RuntimeError(f"expected scalar type {scalar_type(input)} but found {scalar_type(other)}")
    if input.dtype == torch.bool:
        raise NotImplementedError("\"cross\" not implemented for 'Bool'")
    a, b = torch.broadcast_tensors(input, other)  # type: ignore[no-untyped-call]
    product: Tensor = a.roll(-1, dim) * b.roll(-2, dim) - a.roll(-2, dim) * b.roll(-1, dim)
    return product


def cross(input: Tensor, other: Tensor, dim: int | None = None) -> Tensor:
    """The cross product along the first dim of 3, where none is given."""
    if dim is None:
        for number, size in enumerate(input.shape):
            if size == 3:
                return linalg_cross(input, other, dim=number)
        raise RuntimeError("no dimension of size 3 in input")
    return linalg_cross(input, other, dim=dim)


def vecdot(x: Tensor, y: Tensor, *, dim: int = -1) -> Tensor:
    if not (x.is_floating_point() or x.is_complex()):
        raise RuntimeError(f"linalg.vecdot: Expected a floating point or complex tensor as input. Got {scalar_type(x)}")
    if x.dtype != y.dtype:
        raise RuntimeError(
            "linalg.vecdot: Expected x and y to have the same dtype, but found x of type "
            f"{scalar_type(x)} and y of type {scalar_type(y)} instead"
        )
    return ((x.conj() if x.is_complex() else x) * y).sum(dim)


def kron(input: Tensor, other: Tensor) -> Tensor:
    rank = max(input.dim(), other.dim())
    a = input.reshape([1] * (rank - input.dim()) + list(input.shape))
    b = other.reshape([1] * (rank - other.dim()) + list(other.shape))
    pairs = a.reshape([n for size in a.shape for n in (size, 1)]) * b.reshape(
        [n for size in b.shape for n in (1, size)]
    )
    return pairs.reshape([m * n for m, n in zip(a.shape, b.shape)])


def vander(x: Tensor, N: int | None = None, increasing: bool = False) -> Tensor:
    powers = torch.arange(x.size(0) if N is None else N)
    return x.unsqueeze(-1) ** (powers if increasing else powers.flip(0))


def linalg_vander(x: Tensor, *, N: int | None = None) -> Tensor:
    if x.dtype == torch.bool or x.dtype == torch.float16 or x.dtype == torch.bfloat16:
        raise RuntimeError(
            f"linalg.vander supports floating point, complex, and integer tensors, but got {scalar_type(x)}"
        )
    row = x.reshape(1) if x.dim() == 0 else x
    if (row.size(-1) if N is None else N) <= 1:
        raise RuntimeError("N must be greater than 1.")
    return row.unsqueeze(-1) ** torch.arange(row.size(-1) if N is None else N)


def fftshift(input: Tensor, dim: int | Sequence[int] | None = None) -> Tensor:
    """The zero frequency moved from the front to the middle."""
    dims = _dims(input, dim)
    return input.roll([input.size(d) // 2 for d in dims], dims)


def ifftshift(input: Tensor, dim: int | Sequence[int] | None = None) -> Tensor:
    dims = _dims(input, dim)
    return input.roll([(input.size(d) + 1) // 2 for d in dims], dims)


def _dims(input: Tensor, dim: int | Sequence[int] | None) -> list[int]:
    if dim is None:
        return list(range(input.dim()))
    return [dim] if isinstance(dim, int) else list(dim)


def _check_weights(weights: Tensor, name: str, count: int) -> None:
    if weights.dim() > 1:
        raise RuntimeError(
            f"cov(): expected {name} to have one or fewer dimensions but got {name} with {weights.dim()} dimensions"
        )
    if weights.numel() != count:
        raise RuntimeError(
            f"cov(): expected {name} to have the same numel as there are observations in the input but got "
            f"{weights.numel()} != {count}"
        )
    if count > 0 and bool((weights < 0).any()):
        raise RuntimeError(f"cov(): {name} cannot be negative")


def cov(
    input: Tensor, *, correction: int = 1, fweights: Tensor | None = None, aweights: Tensor | None = None
) -> Tensor:
    if input.dim() > 2:
        raise RuntimeError(
            f"cov(): expected input to have two or fewer dimensions but got an input with {input.dim()} dimensions"
        )
    if input.dtype == torch.bool:
        raise RuntimeError("cov(): bool dtype is not supported for input")
    rows = input.reshape(1, -1) if input.dim() < 2 else input
    if fweights is not None:
        if fweights.is_floating_point() or fweights.dtype == torch.bool:
            found = f"got fweights with {scalar_type(fweights)} dtype"
            raise RuntimeError(f"cov(): expected fweights to have integral dtype but {found}")
        _check_weights(fweights, "fweights", rows.size(1))
    if aweights is not None:
        if not aweights.is_floating_point():
            found = f"got aweights with {scalar_type(aweights)} dtype"
            raise RuntimeError(f"cov(): expected aweights to have floating point dtype but {found}")
        _check_weights(aweights, "aweights", rows.size(1))
    made = rows if rows.is_floating_point() else rows.to(torch.get_default_dtype())
    count = torch.tensor(rows.size(1))
    if fweights is None and aweights is None:
        centred = made - (made.sum(1) / count).unsqueeze(1)
        products = centred @ centred.T
        return (products / (count - correction).clamp(min=0)).squeeze()
    if fweights is not None and aweights is not None:
        weights = fweights * aweights
    else:
        weights = fweights if aweights is None else aweights  # type: ignore[assignment]
    total = weights.sum()
    centred = made - ((made * weights).sum(1) / total).unsqueeze(1)
    freedom = total - correction
    if aweights is not None and correction != 0:
        freedom = total - correction * (weights * aweights).sum() / total
    weighted: Tensor = centred @ (centred * weights).T.to(centred.dtype)
    return (weighted / freedom.clamp(min=0)).squeeze()


def corrcoef(input: Tensor) -> Tensor:
    covariance = cov(input)
    if covariance.dim() == 0:
        return covariance / covariance
    deviations = covariance.diagonal().sqrt()
    return (covariance / deviations.unsqueeze(1) / deviations).clamp(-1, 1)


def quantile(
    input: Tensor, q: Tensor | float, dim: int | None = None, keepdim: bool = False, *, interpolation: str = "linear"
) -> Tensor:
    return _quantile(input, q, dim, keepdim, interpolation, False)


def nanquantile(
    input: Tensor, q: Tensor | float, dim: int | None = None, keepdim: bool = False, *, interpolation: str = "linear"
) -> Tensor:
    return _quantile(input, q, dim, keepdim, interpolation, True)


def _quantile(
    input: Tensor, q: Tensor | float, dim: int | None, keepdim: bool, interpolation: str, ignore_nan: bool
) -> Tensor:
    if input.dtype != torch.float32 and input.dtype != torch.float64:
        raise RuntimeError("quantile() input tensor must be either float or double dtype")
    if interpolation not in ("linear", "lower", "higher", "midpoint", "nearest"):
        raise RuntimeError(
            "quantile() interpolation must be one of linear, lower, higher, midpoint or nearest, but got "
            f"{interpolation}"
        )
    wanted = q if isinstance(q, Tensor) else torch.tensor(q, dtype=input.dtype)
    if wanted.dim() > 1:
        raise RuntimeError("quantile() q must be a scalar or 1D tensor")
    if input.numel() == 0:
        raise RuntimeError("quantile() input tensor must be non-empty")
    if wanted.dtype != input.dtype:
        raise RuntimeError("quantile() q tensor must be same dtype as the input tensor")
    if not bool(((wanted >= 0) & (wanted <= 1)).all()):
        raise RuntimeError("quantile() q values must be in the range [0, 1]")
    axis = 0 if dim is None else dim
    ordered = (input.flatten() if dim is None or input.dim() == 0 else input).movedim(axis, -1).sort(-1)[0]
    last = ordered.size(-1) - 1
    many_nan = torch.isnan(ordered).any(-1, keepdim=True)
    if ignore_nan:
        counts = (~torch.isnan(ordered)).sum(-1, keepdim=True)
        ranks = wanted.reshape(-1) * (counts - 1).clamp(min=0).to(input.dtype)
    else:
        ranks = torch.where(many_nan, float(last), wanted.reshape(-1) * last)
    if interpolation == "lower":
        ranks = ranks.floor()
    elif interpolation == "higher":
        ranks = ranks.ceil()
    elif interpolation == "nearest":
        ranks = ranks.round()
    below = ranks.long()
    found = ordered.gather(-1, below)
    if interpolation == "linear" or interpolation == "midpoint":
        share = ranks - below if interpolation == "linear" else torch.full_like(ranks, 0.5)
        found = torch.lerp(found, ordered.gather(-1, ranks.ceil().long()), share.to(input.dtype))
    found = found.movedim(-1, 0)
    if keepdim and dim is None:
        found = found.reshape([-1] + [1] * input.dim())
    elif keepdim and input.dim() > 0:
        found = found.unsqueeze(axis if axis < 0 else axis + 1)
    return found if wanted.dim() else found[0]


def matrix_power(input: Tensor, n: int) -> Tensor:
    if input.dim() < 2:
        raise RuntimeError("linalg.matrix_power: The input tensor A must have at least 2 dimensions.")
    if input.size(-1) != input.size(-2):
        raise RuntimeError(
            f"linalg.matrix_power: A must be batches of square matrices, but they are {input.size(-2)} by "
            f"{input.size(-1)} matrices"
        )
    if n < 0:
        return matrix_power(torch.linalg.inv(input), -n)
    result = torch.eye(input.size(-1), dtype=input.dtype).expand_as(input).clone()
    while n:
        if n % 2:
            result = result @ input
        n //= 2
        if n:
            input = input @ input
    return result


def multi_dot(tensors: Sequence[Tensor]) -> Tensor:
    if len(tensors) < 2:
        raise RuntimeError(f"multi_dot(): expected at least 2 tensors but got {len(tensors)}")
    for place, one in (("first", tensors[0]), ("last", tensors[-1])):
        if one.dim() != 1 and one.dim() != 2:
            raise RuntimeError(f"multi_dot(): the {place} tensor must be 1D or 2D but got {one.dim()}D")
    for number, one in enumerate(tensors[1:-1]):
        if one.dim() != 2:
            raise RuntimeError(f"multi_dot(): tensor {number + 1} must be 2D but got {one.dim()}D")
    product = tensors[0]
    for one in tensors[1:]:
        product = product @ one
    return product


def chain_matmul(*matrices: Tensor) -> Tensor:
    for one in matrices:
        if one.dim() != 2:
            raise RuntimeError(f"Tensor dimension is {one.dim()}, expected 2 instead.")
    return matrices[0].clone() if len(matrices) == 1 else multi_dot(matrices)


def renorm(input: Tensor, p: float, dim: int, maxnorm: float) -> Tensor:
    if input.dim() < 2:
        raise RuntimeError(f"renorm: input needs at least 2 dimensions, got {input.dim()} dimensions")
    if p <= 0:
        raise RuntimeError("renorm: non-positive-norm not supported")
    if not maxnorm >= 0:
        raise RuntimeError(f"renorm: expected maxnorm to be >= 0 but got {maxnorm:g}")
    if dim < -input.dim() or dim >= input.dim():
        bounds = f"[{-input.dim()}, {input.dim() - 1}]"
        raise IndexError(f"Dimension out of range (expected to be in range of {bounds}, but got {dim})")
    others = [d for d in range(input.dim()) if d != dim % input.dim()]
    norms = torch.linalg.vector_norm(input, p, others, keepdim=True)
    return (input * torch.where(norms > maxnorm, maxnorm / (norms + 1e-7), torch.ones_like(norms))).contiguous()


def histc(input: Tensor, bins: int = 100, min: float = 0, max: float = 0) -> Tensor:
    if not input.is_floating_point():
        raise NotImplementedError(f"\"histogram_cpu\" not implemented for '{scalar_type(input)}'")
    low, high = float(min), float(max)
    if low == high and input.numel() > 0:
        low, high = input.min().item(), input.max().item()
    if low == high:
        low, high = low - 1, high + 1
    if not (math.isfinite(low) and math.isfinite(high)):
        raise RuntimeError(f"torch.histc: range of [{low:g}, {high:g}] is not finite")
    if low > high:
        raise RuntimeError("torch.histc: max must be larger than min")
    values = input.flatten()
    if values.dtype == torch.float16:
        values = values.float()  # in which differences of numbers have room
    values = values[(values >= low) & (values <= high)]
    places = ((values - low) * (bins / (high - low))).long().clamp(max=bins - 1)
    return torch.zeros(bins, dtype=values.dtype).index_add(0, places, torch.ones_like(values)).to(input.dtype)


def broadcast_shapes(*shapes: Any) -> torch.Size:
    """The shape to which tensors of these shapes broadcast: that of views without memory of their own."""
    for one in shapes:
        if any(size < 0 for size in ((one,) if isinstance(one, int) else one)):
            raise ValueError("Attempting to broadcast a dimension with negative length!")
    views = [torch.zeros(()).expand((shape,) if isinstance(shape, int) else shape) for shape in shapes]
    broadcast = torch.broadcast_tensors(*views)  # type: ignore[no-untyped-call]
    shape: torch.Size = broadcast[0].shape
    return shape


def infer_size(a: Sequence[int], b: Sequence[int]) -> torch.Size:
    return broadcast_shapes(tuple(a), tuple(b))


def narrow_copy(input: Tensor, dim: int, start: int, length: int) -> Tensor:
    if dim >= input.dim():
        raise RuntimeError(f"narrow_copy: dim {dim} is out of range for a tensor of {input.dim()} dimensions")
    return input.narrow(dim, start, length).clone()


def max_unpool2d(input: Tensor, indices: Tensor, output_size: Sequence[int]) -> Tensor:
    return _unpool(input, indices, list(output_size)[-2:])


def max_unpool3d(
    input: Tensor, indices: Tensor, output_size: Sequence[int], stride: Sequence[int], padding: Sequence[int]
) -> Tensor:
    return _unpool(input, indices, list(output_size)[-3:])


def _unpool(input: Tensor, indices: Tensor, sizes: list[int]) -> Tensor:
    """Puts each maximum back where ``indices`` say it was, among zeros."""
    if input.shape != indices.shape:
        raise RuntimeError(
            f"Expected shape of indices to be same as that of the input tensor ({list(input.shape)}) but got indices "
            f"tensor with shape: {list(indices.shape)}"
        )
    lead = list(input.shape[: input.dim() - len(sizes)])
    places = 1
    for size in sizes:
        places *= size
    if indices.numel() > 0 and (int(indices.min()) < 0 or int(indices.max()) >= places):
        raise RuntimeError(f"Found an invalid max index: {int(indices.max())}")
    out = torch.zeros([*lead, places], dtype=input.dtype)
    return out.scatter(-1, indices.reshape([*lead, -1]), input.reshape([*lead, -1])).reshape([*lead, *sizes])


def matrix_exp(input: Tensor) -> Tensor:
    """The exponential series in double, of the matrix halved until it is small; then squared as often."""
    if not input.is_floating_point():
        raise RuntimeError(
            f"linalg.matrix_exp: Expected a floating point or complex tensor as input. Got {scalar_type(input)}"
        )
    if input.dim() < 2:
        raise RuntimeError("linalg.matrix_exp: The input tensor A must have at least 2 dimensions.")
    wide = input.to(torch.float64)
    size = float(wide.abs().sum(-1).max()) if wide.numel() > 0 else 0.0
    halvings = max(0, math.ceil(math.log2(size)) + 1) if size > 0 else 0
    scaled = wide / 2.0**halvings
    term = torch.eye(input.size(-1), dtype=torch.float64).expand_as(wide)
    result = term
    for k in range(1, 19):
        term = term @ scaled / k
        result = result + term
    for _ in range(halvings):
        result = result @ result
    return result.to(input.dtype)


def assert_async(input: Tensor, assert_msg: str = "Expected Tensor with single nonzero value, but got zero") -> None:
    """A program has nothing to wait for: the check is made at once, as on the CPU."""
    if not torch.is_nonzero(input):
        raise RuntimeError(assert_msg)


def whole_numbers(values: Sequence[Any]) -> list[int]:
    """Sizes or dims of which some are given as tensors."""
    return [operator.index(value) for value in values]


def indices(values: Sequence[Any]) -> list[Any]:
    """The elements of a ``torch.Size``, each the int that it stands for; those that stand for none as they are."""
    found: list[Any] = []
    for value in values:
        try:
            found.append(operator.index(value))
        except TypeError:
            found.append(value)
    return found


def sizes(values: Sequence[Any], argument: str, before: int) -> list[int]:
    """Sizes given one by one, ``before`` others before them, of which not all need be ints."""
    for i, value in enumerate(values):
        if not isinstance(value, (int, Tensor)):
            wanted = "type must be tuple of ints"
            raise TypeError(
                f"{argument} failed to unpack the object at pos {before + i + 1} "
                f'with error "{wanted},but got {type(value).__name__}"'
            )
    return [int(value) for value in values]


def if_floating(tensor: Any, dtype: Any) -> Any:
    """What ``Module.to(dtype)`` makes of a parameter or buffer."""
    return tensor.to(dtype) if tensor.is_floating_point() else tensor


def dense_product(sparse: Any, dense: Any) -> Any:
    """``torch.sparse.mm``: a program's tensors are all dense."""
    return torch.mm(sparse, dense)
