"""``torch.vmap`` in the language itself: the function of each slice in its turn, and the results stacked."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import torch
from torch import Tensor


def vmap(
    func: Callable[..., Any], in_dims: Any = 0, out_dims: Any = 0, randomness: str = "error", *, chunk_size: Any = None
) -> Callable[..., Any]:
    def mapped(*args: Any, **kwargs: Any) -> Any:
        sizes = sizes_of(args, in_dims)
        if len(sizes) == 0:
            raise ValueError("vmap: at least one input has to be a Tensor with a dimension to map over")
        for size in sizes:
            if size != sizes[0]:
                raise ValueError("vmap: Expected all tensors to have the same size in the mapped dimension")
        if sizes[0] == 0:
            raise ValueError("vmap: a mapped dimension of size 0 isn't supported")
        results = [func(*slices(args, in_dims, i), **kwargs) for i in range(sizes[0])]
        return stacked(results, results[0], out_dims)

    return mapped


def sizes_of(value: Any, dims: Any) -> list[int]:
    """The sizes of the mapped dimensions; ``dims`` is None, one for all, or a structure like ``value``'s."""
    if dims is None:
        return []
    if isinstance(value, Tensor):
        if value.dim() == 0:
            raise ValueError("vmap: a Tensor of 0 dimensions can't be mapped over")
        return [value.size(dims)]
    if isinstance(value, dict):
        return [n for key in value for n in sizes_of(value[key], dims[key] if isinstance(dims, dict) else dims)]
    if isinstance(value, (list, tuple)):
        if isinstance(dims, (list, tuple)):
            return [n for one, dim in zip(value, dims) for n in sizes_of(one, dim)]
        return [n for one in value for n in sizes_of(one, dims)]
    return []


def slices(value: Any, dims: Any, i: int) -> Any:
    if dims is None:
        return value
    if isinstance(value, Tensor):
        return value.select(dims, i)
    if isinstance(value, dict):
        return {key: slices(value[key], dims[key] if isinstance(dims, dict) else dims, i) for key in value}
    if isinstance(value, list):
        if isinstance(dims, (list, tuple)):
            return [slices(one, dim, i) for one, dim in zip(value, dims)]
        return [slices(one, dims, i) for one in value]
    if isinstance(value, tuple):
        if isinstance(dims, (list, tuple)):
            return tuple([slices(one, dim, i) for one, dim in zip(value, dims)])
        return tuple([slices(one, dims, i) for one in value])
    return value


def stacked(results: list[Any], first: Any, dims: Any) -> Any:
    """Results of one structure, which is ``first``'s, as one of stacks along ``dims``."""
    if isinstance(first, Tensor):
        return torch.stack(results, dims)
    if isinstance(first, dict):
        return {
            key: stacked([r[key] for r in results], first[key], dims[key] if isinstance(dims, dict) else dims)
            for key in first
        }
    if isinstance(first, (list, tuple)):
        several = isinstance(dims, (list, tuple))
        parts = [stacked([r[n] for r in results], part, dims[n] if several else dims) for n, part in enumerate(first)]
        return parts if isinstance(first, list) else tuple(parts)
    raise ValueError("vmap: the function has to return Tensors")
