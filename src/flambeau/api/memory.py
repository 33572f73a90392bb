"""A compiled program's own weights, so that training the model further changes neither it nor what it saves."""

from __future__ import annotations

import mmap
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import torch

    from ..ir.graph import Graph

ALIGNMENT = 64  # as in an archive, so that kernels meet the same alignment either way


def storages_of(graph: Graph) -> frozenset[int]:
    """Where the graph's constants lie. Before the passes run, this is the memory that others may change."""
    found: set[int] = set()

    def note(tensor: torch.Tensor) -> torch.Tensor:
        found.add(_pointer(tensor))
        return tensor

    _change_tensors(graph, note)
    return frozenset(found)


def own_weights(graph: Graph, shared: frozenset[int] | None = None) -> None:
    """Copies the constants that lie in ``shared`` memory (all of them, where that isn't given) into one block of fresh
    pages. Those that share memory with each other do so afterwards too."""
    extents: dict[int, tuple[int, int]] = {}  # by storage: the bytes that its tensors use

    def measure(tensor: torch.Tensor) -> torch.Tensor:
        pointer = _pointer(tensor)
        if shared is None or pointer in shared:
            start, end = _extent(tensor)
            old = extents.get(pointer, (start, end))
            extents[pointer] = min(old[0], start - start % ALIGNMENT), max(old[1], end)
        return tensor

    _change_tensors(graph, measure)
    block = mmap.mmap(-1, max(sum(_room(extent) for extent in extents.values()), 1))
    storages: dict[int, torch.Tensor] = {}
    used = 0

    def move(tensor: torch.Tensor) -> torch.Tensor:
        nonlocal used
        pointer = _pointer(tensor)
        if pointer not in extents:
            return tensor
        start, _ = extents[pointer]
        if pointer not in storages:
            storages[pointer] = _copy(tensor, extents[pointer], block, used)
            used += _room(extents[pointer])
        offset = tensor.storage_offset() - start // tensor.element_size()
        return tensor.new_empty(0).set_(storages[pointer].untyped_storage(), offset, tensor.shape, tensor.stride())

    _change_tensors(graph, move)


def _change_tensors(graph: Graph, change: Callable[[torch.Tensor], torch.Tensor]) -> None:
    """Replaces each tensor among the constants; one that occurs several times by one."""
    from ..ir import walk

    done: dict[int, tuple[torch.Tensor, torch.Tensor]] = {}  # with the old one, whose id mustn't be used again

    def changed(value: Any) -> Any:
        if isinstance(value, (tuple, list)):
            if set(map(type, value)) <= _WITHOUT_TENSORS:  # a vocabulary holds many thousands of such
                return value
            parts = [changed(part) for part in value]
            return value if all(map(_is, parts, value)) else type(value)(parts)
        if isinstance(value, dict):
            values = {key: changed(part) for key, part in value.items()}
            return value if all(map(_is, values.values(), value.values())) else values
        if not _is_plain(value):
            return value
        if id(value) not in done:
            done[id(value)] = value, change(value.detach())
        return done[id(value)][1]

    for function in graph.functions.values():
        for op in walk(function.body):
            if op.name == "constant":
                op.attrs["value"] = changed(op.attrs["value"])


_WITHOUT_TENSORS = frozenset({int, float, str, bytes, bool, type(None)})


def _is(one: object, other: object) -> bool:
    return one is other


def _is_plain(value: Any) -> bool:
    """A tensor whose memory can be read where it lies; the archive's writer converts or refuses the others."""
    import torch

    return (
        isinstance(value, torch.Tensor) and value.layout is torch.strided and value.device.type == "cpu"
        and not value.is_conj() and not value.is_neg()
    )  # fmt: skip


def _pointer(tensor: torch.Tensor) -> int:
    return tensor.untyped_storage().data_ptr()


def _extent(tensor: torch.Tensor) -> tuple[int, int]:
    """The bytes of its storage that the tensor's elements lie in."""
    if tensor.numel() == 0:
        return 0, 0
    first = int(tensor.storage_offset())
    last = first + sum((size - 1) * stride for size, stride in zip(tensor.shape, map(int, tensor.stride())))
    return first * tensor.element_size(), (last + 1) * tensor.element_size()


def _room(extent: tuple[int, int]) -> int:
    return -(-(extent[1] - extent[0]) // ALIGNMENT) * ALIGNMENT


def _copy(tensor: torch.Tensor, extent: tuple[int, int], block: mmap.mmap, offset: int) -> torch.Tensor:
    """The bytes ``extent`` of the tensor's storage, at ``offset`` of the block, as a storage of their own."""
    import torch

    start, end = extent
    if start == end:
        return torch.empty(0, dtype=torch.uint8)
    source = torch.empty(0, dtype=torch.uint8).set_(tensor.untyped_storage())
    made = torch.frombuffer(block, dtype=torch.uint8, count=end - start, offset=offset)
    return made.copy_(source[start:end])
