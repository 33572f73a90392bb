"""Assigns machine registers to virtual ones by linear scan, and writes the words.

A register is free again after the last use of its value, and the result of an instruction may take the register of an
operand that dies there. So that tensors die early, the last use is marked in the operand (``LAST``), and what dies
without a use, on the way into one branch of two, is cleared where that branch starts::

    r2 = aten::relu(r1!)        # r1's tensor is gone when this is done
    jump_if_not r0 -> else
    ...                         # uses r2
    else: clear r2              # doesn't

Numbers have registers of their own: where nothing else is ever written, the machine needn't look what it overwrites.
"""

from __future__ import annotations

import heapq
import itertools
from array import array

from ..types import Type
from .code import FunctionCode, Handler
from .linear import LinearCode
from .liveness import BasicBlock, basic_blocks, find_liveness
from .opcodes import CONSTANT, KIND_SHIFT, KINDS, LAST, opcodes


def allocate(name: str, parameters: list[Type], return_type: Type, code: LinearCode) -> FunctionCode:
    """The finished function. Parameters are in the first registers."""
    blocks = basic_blocks(code)
    find_liveness(blocks)
    starts, ends, hints = _intervals(blocks, code)
    registers, count = _linear_scan(starts, ends, hints, code)
    function = FunctionCode(name, parameters, return_type, count, array("I"))
    _Writer(function, code, blocks, registers).run()
    return function


def _intervals(blocks: list[BasicBlock], code: LinearCode) -> tuple[dict[int, int], dict[int, int], dict[int, int]]:
    """First and last position of every virtual register, and the one whose register it would best take over.

    The instruction numbered i reads at position 2i and writes at 2i + 1.
    """
    starts: dict[int, int] = {}
    ends: dict[int, int] = {}
    hints: dict[int, int] = {}

    def extend(register: int, position: int) -> None:
        starts[register] = min(starts.get(register, position), position)
        ends[register] = max(ends.get(register, position), position)

    for parameter in range(code.parameter_count):
        extend(parameter, -1)
    number = 0
    for block in blocks:
        for register in block.live_in:
            extend(register, 2 * number - 1)
        if block.handles is not None:
            extend(block.handles.exception, 2 * number - 1)
        for instruction in block.instructions:
            for operand in instruction.operands:
                if operand >= 0:
                    extend(operand, 2 * number)
            for result in instruction.results:
                extend(result, 2 * number + 1)
            if instruction.opcode.name == "move" and instruction.operands[0] >= 0:
                hints.setdefault(instruction.results[0], instruction.operands[0])
            number += 1
        for register in block.live_out:
            extend(register, 2 * number - 1)
    return starts, ends, hints


def _linear_scan(starts: dict[int, int], ends: dict[int, int], hints: dict[int, int],
                 code: LinearCode) -> tuple[dict[int, int], int]:  # fmt: skip
    registers: dict[int, int] = {}
    active: list[tuple[int, int]] = []  # (end, machine register)
    free_for: tuple[list[int], list[int]] = ([], [])  # for anything, for numbers
    is_free: set[int] = set()
    holds_numbers = [code.kinds[parameter] != "any" for parameter in range(code.parameter_count)]
    for parameter in range(code.parameter_count):
        registers[parameter] = parameter
        heapq.heappush(active, (ends[parameter], parameter))
    order = sorted((start, register) for register, start in starts.items() if register >= code.parameter_count)
    for start, register in order:
        while active and active[0][0] < start:
            _, released = heapq.heappop(active)
            is_free.add(released)
            heapq.heappush(free_for[holds_numbers[released]], released)
        is_number = code.kinds[register] != "any"
        free = free_for[is_number]
        hint = registers.get(hints.get(register, -1), -1)
        while free and free[0] not in is_free:
            heapq.heappop(free)
        if hint in is_free and holds_numbers[hint] == is_number:
            chosen = hint
        elif free:
            chosen = heapq.heappop(free)
        else:
            chosen = len(holds_numbers)
            holds_numbers.append(is_number)
        is_free.discard(chosen)
        registers[register] = chosen
        heapq.heappush(active, (ends[register], chosen))
    return registers, len(holds_numbers)


class _Writer:
    """Writes a function's words once its registers are known."""

    def __init__(self, function: FunctionCode, code: LinearCode, blocks: list[BasicBlock],
                 registers: dict[int, int]) -> None:  # fmt: skip
        self.function = function
        self.words = function.words
        self.code = code
        self.blocks = blocks
        self.registers = registers
        self.places: dict[int, int] = {}
        self.jumps: list[tuple[int, int]] = []  # (position of the word, label)

    def run(self) -> None:
        spans: list[tuple[int, int, int]] = []
        leftovers = self._leftovers()
        for index, block in enumerate(self.blocks):
            start = len(self.words)
            for label in block.labels:
                self.places[label] = start
            first = block.instructions[0] if block.instructions else None
            # A loop's top is its `loop` instruction: jumps back must land on it. A generator begins with its own.
            if first is None or first.opcode.name not in ("loop", "generator"):
                arriving = set() if block.handles is None else {block.handles.exception} - leftovers[index]
                self._clear(leftovers[index], block.live_in | arriving | self._moved_first(block))
            late = leftovers[index] if first is not None and first.opcode.name == "generator" else set()
            self._block(block, late)
            spans.append((index, start, len(self.words)))
        for position, label in self.jumps:
            self.words[position] = self.places[label]
        self._handlers(spans)

    def _moved_first(self, block: BasicBlock) -> set[int]:
        """What the moves that a block starts with write: whatever their registers hold goes then."""
        moves = itertools.takewhile(lambda instruction: instruction.opcode.name == "move", block.instructions)
        return {result for move in moves for result in move.results}

    def _leftovers(self) -> list[set[int]]:
        """For each block, what may still be held when it starts though nothing there reads it."""
        held: list[set[int]] = [set() for _ in self.blocks]
        handlers = {id(block.handles): index for index, block in enumerate(self.blocks) if block.handles is not None}
        held[0].update(range(self.code.parameter_count))
        for block in self.blocks:
            for successor in block.successors:
                held[successor] |= block.live_out
            if block.regions:
                touched = block.live_in.union(*(i.results for i in block.instructions))
                for region in block.regions:
                    if id(region) in handlers:
                        held[handlers[id(region)]] |= touched
        for index, block in enumerate(self.blocks):
            held[index] -= block.live_in
            if block.handles is not None:
                exception = block.handles.exception
                used = any(exception in i.operands for i in block.instructions) or exception in block.live_out
                (held[index].discard if used else held[index].add)(exception)
        return held

    def _clear(self, leftovers: set[int], live: set[int]) -> None:
        taken = {self.registers[register] for register in live}
        dead = {self.registers[r] for r in leftovers if self.code.kinds[r] == "any"} - taken
        if dead:
            self._write("clear", [], [], [register | LAST for register in sorted(dead)])

    def _write(self, name: str, immediates: list[int], results: list[int], operands: list[int]) -> None:
        length = 1 + len(immediates) + len(results) + len(operands)
        self.words.append(opcodes()[name].number | length << 8)
        self.words.extend(immediates)
        self.words.extend(results)
        self.words.extend(operands)

    def _line(self, span: int) -> None:
        lines = self.function.lines
        if not lines or lines[-1][1] != span:
            lines.append((len(self.words), span))

    def _block(self, block: BasicBlock, late: set[int]) -> None:
        """The words of a block, behind whose first instruction the registers ``late`` are cleared."""
        dying, unused = self._deaths(block)
        for number, instruction in enumerate(block.instructions):
            if instruction.opcode.name == "loop":
                self._line(instruction.span)
                kinds = {self.registers[r]: KINDS.index(self.code.kinds[r]) for r in block.live_in}
                self._write("loop", [], [], [r | kind << KIND_SHIFT for r, kind in sorted(kinds.items())])
                continue
            results = [self.registers[result] for result in instruction.results]
            operands = [self._operand(x) for x in instruction.operands]
            for place, operand in enumerate(instruction.operands):
                if operand in dying[number] and operand not in instruction.operands[place + 1 :]:
                    if self.registers[operand] not in results:
                        operands[place] |= LAST
            if instruction.opcode.name == "move" and results == operands:
                continue
            self._line(instruction.span)
            if instruction.label is not None:
                self.jumps.append((len(self.words) + 1, instruction.label))
                self._write(instruction.opcode.name, [0], results, operands)
            else:
                self._write(instruction.opcode.name, instruction.immediates, results, operands)
            self._clear(unused[number], set())
            if number == 0:
                self._clear(late, block.live_in)

    def _operand(self, operand: int) -> int:
        return self.registers[operand] if operand >= 0 else ~operand | CONSTANT

    def _deaths(self, block: BasicBlock) -> tuple[list[set[int]], list[set[int]]]:
        """For each instruction: the operands that die there (of kind any), and the results that nothing reads."""
        live = set(block.live_out)
        dying: list[set[int]] = []
        unused: list[set[int]] = []
        for instruction in reversed(block.instructions):
            unused.append({r for r in instruction.results if r not in live})
            live.difference_update(instruction.results)
            live |= block.kept
            uses = {x for x in instruction.operands if x >= 0}
            dying.append({x for x in uses if x not in live and self.code.kinds[x] == "any"})
            live |= uses
        return dying[::-1], unused[::-1]

    def _handlers(self, spans: list[tuple[int, int, int]]) -> None:
        """The handler table. A region is one run of words, since blocks keep the order of the code."""
        for region in self.code.regions:
            inside = [(start, end) for index, start, end in spans if region in self.blocks[index].regions]
            inside = [(start, end) for start, end in inside if end > start]
            if inside and region.handler in self.places:
                target = self.places[region.handler]
                register = self.registers[region.exception]
                self.function.handlers.append(Handler(inside[0][0], inside[-1][1], target, register))
