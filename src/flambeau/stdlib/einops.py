"""What functions of ``einops`` do with a tensor or an array, once their pattern has been read (``rules/einops.py``)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

import numpy as np
import torch

SPREAD = "..."  # stands among the names of axes for those that an ellipsis takes


class Group(NamedTuple):
    """What one dimension of the tensor is split into. The size of ``unknown``, if that isn't None, follows."""

    known: tuple[str, ...]
    unknown: str | None


class Part(NamedTuple):
    """The axes that make one dimension of the result, or, if it is ``apart``, the ellipsis' own dimensions."""

    axes: tuple[str, ...]
    apart: bool


class Pattern(NamedTuple):
    """A pattern such as ``"b (h p) ... -> b ... (p h)"``, read."""

    text: str
    before: tuple[Group, ...]  # the left side up to its ellipsis, or the whole of it
    after: tuple[Group, ...]
    axes: tuple[str, ...]  # of the left side, with its ellipsis
    order: tuple[int, ...]  # of these axes: as the right side has them, then those that are reduced
    reduced: int  # how many of them are
    made: tuple[tuple[int, str], ...]  # what only the right side has: behind how many others, and its name
    result: tuple[Part, ...]
    splits: bool  # some dimension is split into axes that aren't one
    moves: bool
    joins: bool

    @property
    def spread(self) -> int:
        """The position of the ellipsis among the axes, or -1."""
        return self.axes.index(SPREAD) if SPREAD in self.axes else -1


def transform(
    tensor: Any, pattern: Pattern, operation: Any, called: str, given: dict[str, int], sizes: dict[str, int],
    error: type[Exception],
) -> Any:  # fmt: skip
    """What rearrange, reduce and repeat have in common.

    ``sizes`` are those ``given`` and the pattern's own numbers. An ``error`` names what was ``called``; layers have no
    name, and it says what is wrong alone.
    """
    if isinstance(tensor, list):
        if len(tensor) == 0:
            raise TypeError("Rearrange/Reduce/Repeat can't be applied to an empty list")
        tensor = np.stack(tensor) if isinstance(tensor[0], np.ndarray) else torch.stack(tensor)
    trouble = _infer_sizes(tensor.shape, pattern, sizes)
    if trouble != "":
        if called != "":
            trouble = (
                f' Error while processing {called}-reduction pattern "{pattern.text}".'
                f"\n Input tensor shape: {tensor.shape}. Additional info: {given}.\n {trouble}"
            )
        raise error(trouble)
    first, last = len(pattern.before), len(tensor.shape) - len(pattern.after)
    middle = list(tensor.shape[first:last]) if pattern.spread >= 0 else []
    more = len(middle) - 1 if pattern.spread >= 0 else 0
    if pattern.splits:
        tensor = tensor.reshape(_sizes_of(pattern.axes, sizes, middle))
    if pattern.moves:
        places: list[int] = []
        for axis in pattern.order:
            if axis == pattern.spread:
                places.extend(range(axis, axis + len(middle)))
            else:
                places.append(axis if pattern.spread < 0 or axis < pattern.spread else axis + more)
        tensor = tensor.transpose(places) if isinstance(tensor, np.ndarray) else tensor.permute(places)
    if pattern.reduced > 0:
        kept = len(pattern.order) - pattern.reduced
        kept = kept + more if pattern.spread in pattern.order[:kept] else kept
        if kept < len(pattern.axes) + more:
            tensor = _reduce_axes(tensor, operation, tuple(range(kept, len(pattern.axes) + more)))
    if len(pattern.made) > 0:
        kept = pattern.order.index(pattern.spread) if pattern.spread >= 0 else -1
        added = [
            (behind if kept < 0 or behind <= kept else behind + more, sizes[name]) for behind, name in pattern.made
        ]
        tensor = _add_axes(tensor, added)
    if pattern.joins:
        lengths: list[int] = []
        for part in pattern.result:
            if part.apart:
                lengths.extend(middle)
            else:
                length = 1
                for size in _sizes_of(part.axes, sizes, middle):
                    length *= size
                lengths.append(length)
        tensor = tensor.reshape(lengths)
    return tensor


def _infer_sizes(shape: Sequence[int], pattern: Pattern, sizes: dict[str, int]) -> str:
    """Adds what follows from the tensor's shape to ``sizes``. Gives what is wrong with it, or ""."""
    wanted = len(pattern.before) + len(pattern.after)
    if pattern.spread >= 0:
        if len(shape) < wanted:
            return f"Wrong shape: expected >={wanted} dims. Received {len(shape)}-dim tensor."
    elif len(shape) != wanted:
        return f"Wrong shape: expected {wanted} dims. Received {len(shape)}-dim tensor."
    for position, group in enumerate(pattern.before + pattern.after):
        length = shape[position if position < len(pattern.before) else position - wanted]
        product = 1
        for name in group.known:
            product *= sizes[name]
        if group.unknown is None:
            if length != product:
                return f"Shape mismatch, {length} != {product}"
        elif len(group.known) == 0:
            sizes[group.unknown] = length
        else:
            if length % product != 0:
                return f"Shape mismatch, can't divide axis of length {length} in chunks of {product}"
            sizes[group.unknown] = length // product
    return ""


def _sizes_of(axes: Sequence[str], sizes: dict[str, int], middle: list[int]) -> list[int]:
    found: list[int] = []
    for name in axes:
        if name == SPREAD:
            found.extend(middle)
        else:
            found.append(sizes[name])
    return found


def _reduce_axes(tensor: Any, operation: str | Callable[..., Any], axes: tuple[int, ...]) -> Any:
    if not isinstance(operation, str):
        return operation(tensor, axes)
    array = isinstance(tensor, np.ndarray)
    if operation == "mean":
        floating = np.issubdtype(tensor.dtype, np.floating) if array else tensor.is_floating_point()
        if not floating:
            raise NotImplementedError("reduce_mean is not available for non-floating tensors")
    if array:
        return getattr(tensor, operation)(axis=axes)
    if operation in ("min", "max"):
        return tensor.amin(dim=axes) if operation == "min" else tensor.amax(dim=axes)
    if operation in ("sum", "mean"):
        return getattr(tensor, operation)(dim=axes)
    for axis in axes[::-1]:
        tensor = getattr(tensor, operation)(dim=axis)
    return tensor


def _add_axes(tensor: Any, added: list[tuple[int, int]]) -> Any:
    """A tensor's new axes share its memory, an array's are copies."""
    if isinstance(tensor, np.ndarray):
        for position, _ in added:
            tensor = np.expand_dims(tensor, position)
        repeats = [1] * tensor.ndim
        for position, size in added:
            repeats[position] = size
        return np.tile(tensor, repeats)
    for position, _ in added:
        tensor = tensor.unsqueeze(position)
    shape = [-1] * tensor.dim()
    for position, size in added:
        shape[position] = size
    return tensor.expand(shape)


def parse_shape(
    tensor: Any, text: str, before: tuple[str, ...], after: tuple[str, ...], spreads: bool
) -> dict[str, int]:
    """Sizes by their names, of which "_" is none and a number must be the size itself."""
    shape = tensor.shape
    wanted = len(before) + len(after)
    if len(shape) != wanted and not (spreads and len(shape) > wanted):
        kind = "this" if spreads else "different"
        raise RuntimeError(f"Can't parse shape with {kind} number of dimensions: {text} {shape}")
    found: dict[str, int] = {}
    for position, name in enumerate(before + after):
        length = shape[position if position < len(before) else position - wanted]
        if name.isdecimal():
            if length != int(name):
                what = "Length of axis is not 1" if name == "1" else "Length of anonymous axis does not match"
                raise RuntimeError(f"{what}: {text} {shape}")
        elif name != "_":
            found[name] = length
    return found


def pack(
    tensors: Sequence[Any], pattern: str, before: int, after: int, error: type[Exception]
) -> tuple[Any, list[Any]]:
    parts, shapes = [], []
    for i, tensor in enumerate(tensors):
        shape = tensor.shape
        if len(shape) < before + after:
            raise error(
                f"packed tensor #{i} (enumeration starts with 0) has shape {shape}, "
                f"while pattern {pattern} assumes at least {before + after} axes"
            )
        end = len(shape) - after
        shapes.append(shape[before:end])
        parts.append(tensor.reshape([*shape[:before], -1, *shape[end:]]))
    if isinstance(parts[0], np.ndarray):
        return np.concatenate(parts, axis=before), shapes
    return torch.cat(parts, dim=before), shapes


def unpack(
    tensor: Any, packed_shapes: Sequence[Any], pattern: str, before: int, after: int, error: type[Exception]
) -> list[Any]:
    shape = tensor.shape
    if len(shape) != before + 1 + after:
        raise error(f"unpack(..., {pattern}) received input of wrong dim with shape {shape}")
    lengths = [-1 if -1 in part else _product(part) for part in packed_shapes]
    if lengths.count(-1) > 1:
        raise error(f"unpack(..., {pattern}) received more than one -1 in {packed_shapes} and can't infer dimensions")
    known = sum(length for length in lengths if length != -1)
    rest = shape[before] - known
    if rest < 0 or (rest > 0 and -1 not in lengths):
        raise error(
            f'Error during unpack(..., "{pattern}"): could not split axis of size {shape[before]}'
            f" into requested {packed_shapes}"
        )
    found = []
    start = 0
    for length, part in zip(lengths, packed_shapes):
        size = rest if length == -1 else length
        place = (slice(None),) * before + (slice(start, start + size),)
        found.append(tensor[place].reshape([*shape[:before], *part, *shape[before + 1 :]]))
        start += size
    return found


def _product(sizes: Sequence[int]) -> int:
    product = 1
    for size in sizes:
        product *= size
    return product


def asnumpy(tensor: Any) -> Any:
    return tensor if isinstance(tensor, np.ndarray) else tensor.detach().cpu().numpy()


def einsum(equation: str, *tensors: Any) -> Any:
    return np.einsum(equation, *tensors) if isinstance(tensors[0], np.ndarray) else torch.einsum(equation, *tensors)
