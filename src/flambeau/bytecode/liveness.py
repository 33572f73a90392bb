"""Which virtual registers are live where: the control-flow graph of linear code, and its liveness.

A register is live at a place where its value may still be read. Inside a region whose exceptions are handled, what the
handler reads is live throughout: any instruction there may raise.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from .linear import Instruction, Label, LinearCode, Region


@dataclass(slots=True)
class BasicBlock:
    """Instructions that run one after the other. ``kept`` is what the handlers around it read."""

    labels: list[int]
    instructions: list[Instruction] = field(default_factory=list)
    successors: list[int] = field(default_factory=list)
    regions: list[Region] = field(default_factory=list)
    handles: Region | None = None
    kept: set[int] = field(default_factory=set)
    live_in: set[int] = field(default_factory=set)
    live_out: set[int] = field(default_factory=set)


def basic_blocks(code: LinearCode) -> list[BasicBlock]:
    """The reachable blocks in the order of the code, with their successors and the regions that they lie in."""
    blocks = [BasicBlock([])]
    handlers = {region.handler for region in code.regions}
    for item in code.items:
        if isinstance(item, Label):
            # A handler that begins with a loop is a block of its own: the exception comes once, and not with each pass.
            if blocks[-1].instructions or handlers.intersection(blocks[-1].labels):
                blocks.append(BasicBlock([]))
            blocks[-1].labels.append(item.number)
            continue
        if blocks[-1].instructions and _ends(blocks[-1].instructions[-1]):
            blocks.append(BasicBlock([]))
        blocks[-1].instructions.append(item)
    place = {label: index for index, block in enumerate(blocks) for label in block.labels}
    for region in code.regions:
        blocks[place[region.handler]].handles = region
        for block in blocks[place[region.start] : place[region.end]]:
            block.regions.append(region)
    reached: set[int] = set()
    pending = [0]
    while pending:
        index = pending.pop()
        if index in reached:
            continue
        reached.add(index)
        block = blocks[index]
        last = block.instructions[-1] if block.instructions else None
        if last is not None and last.label is not None:
            block.successors.append(place[last.label])
        if last is None or not last.ends_block:
            block.successors.append(index + 1)
        pending += block.successors
        pending += [place[region.handler] for region in block.regions]
    numbers = {old: new for new, old in enumerate(sorted(reached))}
    for block in blocks:
        block.successors = [numbers[s] for s in block.successors]
    return [blocks[index] for index in sorted(reached)]


def _ends(instruction: Instruction) -> bool:
    return instruction.ends_block or instruction.label is not None


def find_liveness(blocks: list[BasicBlock]) -> None:
    """Fills ``live_in``, ``live_out`` and ``kept`` of every block: a backward fixed point."""
    handlers = {id(block.handles): block for block in blocks if block.handles is not None}
    uses, defs = [], []
    for block in blocks:
        used: set[int] = set()
        defined: set[int] = set() if block.handles is None else {block.handles.exception}
        for instruction in block.instructions:
            used.update(x for x in instruction.operands if x >= 0 and x not in defined)
            defined.update(instruction.results)
        uses.append(used)
        defs.append(defined)
    changed = True
    while changed:
        changed = False
        for index in range(len(blocks) - 1, -1, -1):
            block = blocks[index]
            kept = set().union(*(handlers[id(r)].live_in for r in block.regions if id(r) in handlers))
            out = kept.union(*(blocks[s].live_in for s in block.successors))
            # A handler's exception is there from its first instruction on, whatever in it may raise.
            arriving = set() if block.handles is None else {block.handles.exception}
            live_in = uses[index] | (out - defs[index]) | (kept - arriving)
            if len(live_in) != len(block.live_in) or len(out) != len(block.live_out) or len(kept) != len(block.kept):
                block.live_in, block.live_out, block.kept = live_in, out, kept
                changed = True
