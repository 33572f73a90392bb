"""Gives two virtual registers one number where one is moved to the other and they are never needed side by side.

A loop's next index is computed while the body still runs, and moved at its end::

    L:  j = add_int(i, 1)                               L:  i = add_int(i, 1)
        ...                # no use of i                    ...
        i = move(j)                                         jump -> L
        jump -> L

Registers that most moves join come first: of ``if x > best: best = x`` in a loop, nothing is left where ``best`` stays.
Registers may be merged unless one is written where the other is still to be read (Chaitin 1982: "Register allocation
and spilling via graph coloring").
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from .linear import Instruction, Label, LinearCode
from .liveness import BasicBlock, basic_blocks, find_liveness


def coalesce(code: LinearCode) -> None:
    """Rewrites ``code``; moves of a register to itself are dropped."""
    moves = [item for item in code.items if isinstance(item, Instruction) and _joins(item, code)]
    if not moves:
        return
    # A variable that one path through a loop's body sets has two moves for what the other path leaves as it is.
    count = Counter(map(_pair, moves))
    moves.sort(key=lambda move: -count[_pair(move)])
    candidates = {register for move in moves for register in (move.results[0], move.operands[0])}
    blocks = basic_blocks(code)
    find_liveness(blocks)
    conflicts = _conflicts(blocks, candidates, code)
    merged: dict[int, int] = {}
    for move in moves:
        a, b = _final(move.results[0], merged), _final(move.operands[0], merged)
        if a == b or b in conflicts[a] or max(a, b) < code.parameter_count:
            continue
        kept, gone = min(a, b), max(a, b)  # a parameter's number is the smaller one
        merged[gone] = kept
        conflicts[kept] |= conflicts[gone]
        for other in conflicts[gone]:
            conflicts[other].add(kept)
    if merged:
        _rename(code, merged)


def _joins(item: Instruction, code: LinearCode) -> bool:
    if item.opcode.name != "move" or item.operands[0] < 0:
        return False
    return code.kinds[item.results[0]] == code.kinds[item.operands[0]]


def _pair(move: Instruction) -> frozenset[int]:
    return frozenset((move.results[0], move.operands[0]))


def _final(register: int, merged: dict[int, int]) -> int:
    while register in merged:
        register = merged[register]
    return register


def _conflicts(blocks: list[BasicBlock], candidates: set[int], code: LinearCode) -> dict[int, set[int]]:
    """For each candidate, the others that are needed where it is written, or written together with it."""
    conflicts: dict[int, set[int]] = {register: set() for register in candidates}

    def write(register: int, others: set[int]) -> None:
        if register in candidates:
            for other in others - {register}:
                conflicts[register].add(other)
                conflicts[other].add(register)

    for block in blocks:
        live = block.live_out & candidates
        kept = block.kept & candidates
        for instruction in reversed(block.instructions):
            results = set(instruction.results)
            # What is moved is the same value in both: it may stay beside the copy.
            same = set(instruction.operands) if instruction.opcode.name == "move" else set()
            for result in results & candidates:
                write(result, (live | kept | (results & candidates)) - same)
            live -= results
            live |= candidates.intersection(instruction.operands)
        if block.handles is not None:
            write(block.handles.exception, live)
    parameters = set(range(code.parameter_count)) & candidates
    for parameter in parameters:
        write(parameter, parameters)
    return conflicts


def _rename(code: LinearCode, merged: dict[int, int]) -> None:
    items: list[Instruction | Label] = []
    for item in code.items:
        if isinstance(item, Instruction):
            item.results = [_final(register, merged) for register in item.results]
            item.operands = [_final(operand, merged) for operand in item.operands]
            if item.opcode.name == "move" and item.results == item.operands:
                continue
        items.append(item)
    code.items = items
    code.regions = [replace(region, exception=_final(region.exception, merged)) for region in code.regions]
