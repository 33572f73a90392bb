"""Rewrites jumps of linear code, so that control goes the shortest way.

What decides a branch is often known where a jump to it starts::

    move c = True                                        jump -> B
    jump -> L                                            ...
    ...                                                  jump_if c -> B     # for who else comes here
    L: jump_if c -> B

and otherwise the branch may as well be taken at once, next to the comparison that it depends on::

    c = lt_int(a, b)                                     c = lt_int(a, b)
    jump -> L                                            jump_if c -> B
    ...                                                  jump -> M
    L: jump_if c -> B                                    ...
    M: ...                                               L: jump_if c -> B
                                                         M: ...
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

from .linear import Instruction, Label, LinearCode
from .opcodes import opcodes

_OPPOSITE = {"jump_if": "jump_if_not", "jump_if_not": "jump_if"}


def improve_jumps(code: LinearCode, truth_of: Callable[[int], bool | None]) -> None:
    """``truth_of``: the value of an operand that is a constant bool, else None."""
    shorten(code)
    _drop_negations(code)
    _thread(code, truth_of)
    shorten(code)


def shorten(code: LinearCode) -> None:
    """Sends a jump that lands on another jump to its end; drops what is unreachable, and jumps to the next place."""
    goes_to: dict[int, int] = {}
    following: list[int] = []
    for item in code.items:
        if isinstance(item, Label):
            following.append(item.number)
            continue
        if item.opcode.name == "jump" and item.label is not None:
            goes_to.update((label, item.label) for label in following)
        following = []
    for item in code.items:
        if isinstance(item, Instruction) and item.label is not None:
            item.label = _final(item.label, goes_to)
    _drop_unreachable(code)
    _drop_jumps_to_the_next_place(code)
    _turn_jumps_over_jumps(code)


def _final(label: int, goes_to: dict[int, int]) -> int:
    seen = {label}
    while label in goes_to and goes_to[label] not in seen:
        label = goes_to[label]
        seen.add(label)
    return label


def _drop_unreachable(code: LinearCode) -> None:
    """Drops labels that nothing names, what lies between the end of a block and the next label, and the start of a loop
    that nothing goes back to."""
    named = {item.label for item in code.items if isinstance(item, Instruction)}
    for region in code.regions:
        named.update((region.start, region.end, region.handler))
    kept: list[Instruction | Label] = []
    reachable = True
    last: Label | None = None  # of a loop's start, the label to go back to
    for item in code.items:
        if isinstance(item, Label):
            last = item
            if item.number in named:
                reachable = True
                kept.append(item)
        elif reachable and (item.opcode.name != "loop" or (last is not None and last.number in named)):
            kept.append(item)
            reachable = not item.ends_block
    code.items = kept


def _drop_jumps_to_the_next_place(code: LinearCode) -> None:
    kept: list[Instruction | Label] = []
    following: list[int] = []
    for item in reversed(code.items):
        if isinstance(item, Label):
            following.append(item.number)
        elif item.opcode.name == "jump" and item.label in following:
            continue
        else:
            following = []
        kept.append(item)
    code.items = kept[::-1]


def _turn_jumps_over_jumps(code: LinearCode) -> None:
    """``jump_if_not c -> A; jump -> B; A:`` becomes ``jump_if c -> B; A:``."""
    kept: list[Instruction | Label] = []
    following: list[int] = []  # labels behind the jump that was met last
    jump: Instruction | None = None  # that jump, the last item of `kept`
    for item in reversed(code.items):
        if isinstance(item, Label):
            if jump is not None:
                following = []
                jump = None
            following.append(item.number)
        elif jump is not None and item.opcode.name in _OPPOSITE and item.label in following:
            kept.pop()
            item.opcode, item.label = opcodes()[_OPPOSITE[item.opcode.name]], jump.label
            following, jump = [], None
        elif item.opcode.name == "jump":
            following, jump = following if jump is None else [], item
        else:
            following, jump = [], None
        kept.append(item)
    code.items = kept[::-1]


def _drop_negations(code: LinearCode) -> None:
    """``c = not_bool(b); jump_if c -> A`` becomes ``jump_if_not b -> A`` where nothing else reads c."""
    reads = Counter(x for item in code.items if isinstance(item, Instruction) for x in item.operands)
    kept: list[Instruction | Label] = []
    for item in code.items:
        last = kept[-1] if kept else None
        if isinstance(item, Instruction) and item.opcode.name in _OPPOSITE and isinstance(last, Instruction):
            if last.opcode.name == "not_bool" and last.results == item.operands and reads[item.operands[0]] == 1:
                kept.pop()
                item.opcode, item.operands = opcodes()[_OPPOSITE[item.opcode.name]], last.operands
        kept.append(item)
    code.items = kept


def _thread(code: LinearCode, truth_of: Callable[[int], bool | None]) -> None:
    branches = _branches(code)
    reads = Counter(x for item in code.items if isinstance(item, Instruction) for x in item.operands)
    behind: dict[int, int] = {}  # id of a branch -> the label behind it

    def after(branch: Instruction) -> int:
        if id(branch) not in behind:
            behind[id(branch)] = code.new_label()
        return behind[id(branch)]

    out: list[Instruction | Label] = []
    for item, following in zip(code.items, [*code.items[1:], None]):
        out.append(item)
        if isinstance(item, Label) or item.opcode.name not in ("jump", "move"):
            continue
        jumps = item.opcode.name == "jump"
        label = item.label if jumps else following.number if isinstance(following, Label) else None
        branch = branches.get(label) if label is not None else None
        if branch is None:
            continue
        setter = _setter(out, branch.operands[0], jumps)
        truth = truth_of(setter.operands[0]) if setter is not None else None
        if truth is not None:
            taken = branch.label if truth == (branch.opcode.name == "jump_if") else after(branch)
            if jumps:
                out.pop()
            if reads[branch.operands[0]] == 1:
                out.pop()
            out.append(Instruction(opcodes()["jump"], [], [], label=taken, span=item.span))
        elif jumps:
            out[-1] = Instruction(branch.opcode, [], list(branch.operands), label=branch.label, span=branch.span)
            out.append(Instruction(opcodes()["jump"], [], [], label=after(branch), span=item.span))
    code.items = []
    for item in out:
        code.items.append(item)
        if id(item) in behind:
            code.place(behind[id(item)])


def _branches(code: LinearCode) -> dict[int, Instruction]:
    """The branch on a register that each label stands before, where it does."""
    branches: dict[int, Instruction] = {}
    following: list[int] = []
    for item in code.items:
        if isinstance(item, Label):
            following.append(item.number)
            continue
        if item.opcode.name in _OPPOSITE and item.operands[0] >= 0:
            branches.update((label, item) for label in following)
        following = []
    return branches


def _setter(out: list[Instruction | Label], register: int, jumps: bool) -> Instruction | None:
    """The move to ``register`` that ``out`` ends with, before its last jump where it ends with one."""
    place = -2 if jumps else -1
    last = out[place] if len(out) >= -place else None
    if isinstance(last, Instruction) and last.opcode.name == "move" and last.results == [register]:
        return last
    return None
