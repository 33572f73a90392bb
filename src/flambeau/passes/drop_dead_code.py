"""Drops what nobody reads: unused operators, carried values, block results, and functions that nobody calls.

    %n: int = aten::numel(%x)
    %a: int, %b: int = loop L0(%i: int = 0, %j: int = 0) {
      ...
      continue L0(%i.1, %j.1)
    }
    return %a
        =>
    %a: int = loop L0(%i: int = 0) {
      ...
      continue L0(%i.1)
    }
    return %a

An unused operator goes only where it can't raise (``raising``), since the exception is part of what a program does. A
loop stays even when all its results are unused: it might never have ended.
"""

from __future__ import annotations

from collections import defaultdict

from ..ir import STATE, Function, Graph, Op, Value, walk
from .raising import never_raises
from .rewrite import declared


def drop_dead_code(graph: Graph) -> None:
    generators = {name for name, function in graph.functions.items() if function.is_generator}
    for function in graph.functions.values():
        _sweep(function, _Liveness(function, generators))
    _drop_uncalled(graph)


def _is_root(op: Op, generators: set[str]) -> bool:
    """Whether ``op`` has to stay for its own sake. A call that only makes a generator does nothing yet."""
    if op.name == "call":
        return op.attrs["function"] not in generators
    if op.name in ("return", "raise", "loop"):
        return True
    if op.name in ("yield", "break", "continue", "if", "block", "try"):
        return False  # judged by what they hold and hand over
    operator = declared(op)
    if operator is not None and not operator.is_pure:
        return True
    if operator is None and op.name not in ("constant", "tuple", "list", "dict", "set", "unpack", "cast"):
        return True
    return not never_raises(op)


class _Liveness:
    """The ops that stay and the values that something reads, found backwards from the roots."""

    def __init__(self, function: Function, generators: set[str]) -> None:
        self.ops: set[Op] = set()
        self.values: set[Value] = set()
        # The terminators that leave a construct's blocks or go on with its loop: they stay as long as it does.
        self.exits: defaultdict[Op, list[Op]] = defaultdict(list)
        self._work: list[Op] = []
        for op in walk(function.body):
            for block in op.blocks:
                if block.terminator is not None:
                    self.exits[op].append(block.terminator)
            target = op.attrs.get("target")
            if isinstance(target, Op) and (op.parent is None or op.parent.op is not target):
                self.exits[target].append(op)
            if _is_root(op, generators):
                self._work.append(op)
        while self._work:
            self._keep(self._work.pop())

    def _keep(self, op: Op) -> None:
        if op in self.ops:
            return
        self.ops.add(op)
        if op.name not in ("loop", "yield", "break", "continue"):
            for operand in op.operands:
                self._read(operand)
        if op.parent is not None and op.parent.op is not None:
            self._work.append(op.parent.op)
        self._work += self.exits[op]

    def _read(self, value: Value) -> None:
        stack = [value]
        while stack:
            top = stack.pop()
            if top not in self.values:
                self.values.add(top)
                stack += self._feeders(top)

    def _feeders(self, value: Value) -> list[Value]:
        """The values that become ``value`` when a construct hands them over."""
        construct = value.op if value.op is not None else value.block.op if value.block is not None else None
        if construct is None:
            return []
        self._work.append(construct)
        if value.op is not None:
            if not construct.blocks:
                return []
            index = construct.results.index(value)
            return [e.operands[index] for e in self.exits[construct] if _gives_results(e, construct)]
        if construct.name != "loop":
            return []
        assert value.block is not None
        index = value.block.params.index(value)
        next_values = [e.operands[index] for e in self.exits[construct] if _goes_on(e, construct)]
        return [construct.operands[index], *next_values]


def _gives_results(exit: Op, construct: Op) -> bool:
    leaves_own_block = exit.parent is not None and exit.parent.op is construct
    return (exit.name == "yield" and leaves_own_block) or (exit.name == "break" and exit.attrs["target"] is construct)


def _goes_on(exit: Op, construct: Op) -> bool:
    return exit.name == "continue" and exit.attrs["target"] is construct


def _sweep(function: Function, live: _Liveness) -> None:
    for op in walk(function.body):
        if op.blocks and op in live.ops:
            _trim(op, live)
    stack = [function.body]
    while stack:
        block = stack.pop()
        block.ops = [op for op in block.ops if op in live.ops]
        for op in block.ops:
            stack.extend(op.blocks)


def _trim(construct: Op, live: _Liveness) -> None:
    """Takes dead results and carried values out of a construct, and out of the exits that hand them over."""
    results = [i for i, r in enumerate(construct.results) if r in live.values]
    params = construct.blocks[0].params if construct.name == "loop" else []
    carried = [i for i, p in enumerate(params) if p in live.values]
    for exit in live.exits[construct]:
        if _gives_results(exit, construct):
            exit.operands = [exit.operands[i] for i in results]
        elif _goes_on(exit, construct):
            exit.operands = [exit.operands[i] for i in carried]
    construct.results = [construct.results[i] for i in results]
    if construct.name == "loop":
        construct.operands = [construct.operands[i] for i in carried]
        construct.blocks[0].params = [params[i] for i in carried]


def _drop_uncalled(graph: Graph) -> None:
    reached: set[str] = set()
    work = [name for name in (graph.entry, STATE) if name in graph.functions]
    while work:
        name = work.pop()
        if name in reached:
            continue
        reached.add(name)
        work += [op.attrs["function"] for op in walk(graph.functions[name].body) if op.name == "call"]
    graph.functions = {name: f for name, f in graph.functions.items() if name in reached}
