"""The abstract interpreter's core: emits IR, parts and joins paths, and lifts abstract values to IR values.

What Python's statements and expressions mean lies beside it: ``statements``, ``expressions``, ``calls``,
``containers``, ``attributes``, ``iteration``; what torch and other functions without source mean, in ``rules``.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Any, NoReturn

import torch

from ... import types as ty
from ...errors import CompileError, Span
from ...ir import Block, Op, Value
from ...ops import OBSERVES_IDENTITY, operators
from . import diagnosis, experience, hooks, kept, lifting, nesting, objects, possible, states, tensor_classes
from .attempts import Attempt
from .diagnosis import Diagnosis
from .heap import Arrival, Dead, Heap, Joiner, Materialise, Merge, State
from .leaving import Cleanup, Crossing
from .place import Place
from .values import (
    NONE,
    POISON,
    Abstract,
    Container,
    DictValue,
    Dynamic,
    Frame,
    ListValue,
    Mutable,
    ObjectValue,
    Partly,
    SetValue,
    Site,
    StateCache,
    Static,
    TupleValue,
    fits,
    is_run_time,
)  # fmt: skip

if TYPE_CHECKING:
    from .recursion import Learnt, Outlined
    from .suspended import Suspension

MAX_CALL_DEPTH = 200


def _has_no_values(type: ty.Type) -> bool:
    """Whether it is the type of what is in empty containers: Never, or a tuple with a part that is."""
    if isinstance(type, ty.Generic) and type.name == "Tuple":
        return any(map(_has_no_values, type.args))
    return type == ty.NEVER


@dataclass
class LoopContext:
    """Where ``break`` and ``continue`` of the innermost loop of a function lead."""

    on_break: Merge
    on_continue: Merge


@dataclass
class Activation:
    """One call that is being interpreted."""

    frame: Frame
    file: str
    name: str
    caller: Span | None
    returns: Merge
    root: ast.AST
    loops: list[LoopContext] = field(default_factory=list)
    handling: list[Abstract] = field(default_factory=list)  # exceptions being handled, for a bare `raise`
    on_yield: Callable[[Abstract], None] | None = None  # what a generator's elements are handed to
    suspension: Suspension | None = None  # the same where it is a suspended generator that yields
    bound: dict[str, Abstract] = field(default_factory=dict)  # the arguments
    start: Block | None = None  # where its code begins
    is_outlined: bool = False  # it is a function of its own, not inlined


def _missing_dtype(value: Value) -> torch.dtype | None:
    """The constant dtype of PyTorch's that the runtime doesn't have."""
    held = value.op.attrs.get("value") if value.op is not None and value.op.name == "constant" else None
    return held if isinstance(held, torch.dtype) and str(held).removeprefix("torch.") not in ty.DTYPES else None


class Interpreter:
    """State of one compilation. ``block`` is where IR is being added."""

    def __init__(
        self, sites: dict[object, Site] | None = None, known: states.States | None = None, learns: bool = False,
        patience: int = sys.maxsize,
    ) -> None:  # fmt: skip
        self.root = Block()
        self.block: Block | None = self.root
        self.heap = Heap()
        self.sites: dict[object, Site] = sites if sites is not None else {}
        self.knotted = False  # whether some site holds containers of its own: see ``nesting``
        self.states = known if known is not None else states.States()
        self.replaced = states.Replaced.nothing()
        # The loops that go through generators whose code is being interpreted, innermost last, and their frames.
        self.driven: list[tuple[Frame, ast.AST | None]] = []
        self.folds = 0  # sums and the like that are being interpreted
        self.cache = StateCache()
        self.heap.add(self.cache)
        self.stale = False
        self.experience = experience.Experience(learns)
        self.patience = patience  # how many operations may be emitted before the compilation gives up
        self.lent: dict[int, Op] = {}  # by the id of a container from outside: what makes the copy of it
        # By the id of an object from outside: the object, and what makes the copy of it.
        self.copies: dict[int, tuple[object, Op]] = {}
        self.activations: list[Activation] = []
        self.merges: list[Merge] = []
        self.cleanups: list[Cleanup] = []
        self.exits = 0  # yields around us whose generator would notice if it were let go
        self.attempts: list[Attempt] = []  # the try statements whose bodies are around us
        self.node: ast.AST | None = None
        self.constants = Block()  # every constant, placed before everything else at the end
        self._constant_values: dict[object, Value] = {}
        self._keep: list[object] = []  # objects whose id is a key above
        # Dicts and sets from outside as constants, each with the object whose id is in the key.
        self.tables: dict[tuple[ty.Type, int, int], tuple[Value, object]] = {}
        self.concrete: dict[Value, ty.Type] = {}  # the types of constants whose parts have sites, without these
        self._stand_ins: dict[int, tuple[object, Any]] = {}  # by the id of what they stand for
        self.arrays_read: dict[int, Any] = {}  # by their ids, NumPy's arrays from outside that the program reads
        self._span: tuple[ast.AST | None, Activation | None, Span | None] = (None, None, None)
        self.read_only: set[Value] = set()  # arrays that NumPy lets nobody write to, besides those of broadcast_to
        # Dtypes that stand for the class of a scalar: type(x), each with x, and x.dtype.type.
        self.array_classes: dict[Value, Abstract | None] = {}
        self.guesses = False  # whether the entry's parameters take more than their examples and annotations say
        self.diagnosis: Diagnosis | None = None  # what has been refused so far, where the interpretation goes on
        self.building: set[Mutable] = set()  # containers and objects that are becoming run-time ones
        self.alternatives = 0  # of unions and of operands' types, within which this is: another may be the right one
        self.wording = 0  # how many raise statements' operands are being read, whose words may be left out
        self.caught: dict[Value, tuple[Any, ...]] = {}  # the classes of the except clause that caught an exception
        self.augmented = False  # whether the operator being read is that of an augmented assignment
        self.copiers: list[Any] = []  # the deep copies whose __deepcopy__ methods we are in
        self.exceptions_read: set[str] = set()  # under which names it has been read what exceptions hold
        self.deferred: list[CompileError] = []  # of alternatives of unions, others of which can be compiled
        self.emitted = 0  # operations, those that were taken back too: how long the compilation takes
        self.unrolling = 0  # how many loops around us are unrolled
        self.spelling = 0  # how many calls around us have only loops over the few things that a pattern names
        self.nest_began: int | None = None  # what was emitted before the outermost of those that may be rolled up
        self.nest_passes = 1  # how many passes those around us come to
        self.depth = 0  # of the calls in progress, which need not have syntax of their own: list(map(list, rows))
        self.memos: dict[object, Dynamic] = {}  # of functions that lru_cache has decorated
        self.frames_of: dict[object, Frame] = {}  # of the code of methods of local classes
        self.outlined: dict[object, Outlined] = {}  # functions of their own, by what they are compiled for
        self.functions: list[Outlined] = []
        self.learnt: dict[object, Learnt] = {}
        self.inlined: dict[ast.AST, int] = {}  # how many recursive calls of a function have been met
        self.modules: list[str] = []  # names of the nn.Modules being called, for messages
        self.tensor_classes: dict[Value, type] = {}  # tensors of the user's subclasses of Tensor
        self.partly = Partly(partial(possible.make_run_time, self))  # what marks dicts of which keys may be missing
        self.context = self.new_object(object)  # the context variables that the program has set: slots by ContextVar
        self.context.slots.update(self.states.redirected)
        hooks.know_hooked(self)

    # --- where we are -------------------------------------------------------------------------------------------

    @property
    def activation(self) -> Activation:
        return self.activations[-1]

    @property
    def frame(self) -> Frame:
        return self.activation.frame

    @property
    def span(self) -> Span | None:
        """The piece of source that is being evaluated."""
        if not self.activations:
            return None
        activation = self.activation
        if self._span[0] is not self.node or self._span[1] is not activation:
            node: Any = self.node
            made = Span(
                activation.file, getattr(node, "lineno", 0), getattr(node, "col_offset", 0),
                getattr(node, "end_lineno", 0) or 0, getattr(node, "end_col_offset", 0) or 0, activation.name,
                activation.caller,
            )  # fmt: skip
            self._span = (node, activation, made)
        return self._span[2]

    def refuse(self, reason: str, fix: str = "", operator: str = "") -> NoReturn:
        """Ends the compilation: this can't be compiled. ``operator`` is the refused one of PyTorch's, if it was one."""
        raise CompileError(reason, self.span, fix, operator)

    def refuse_where_met(self, reason: str, fix: str = "") -> NoReturn:
        """Refuses what a program may never reach: on one of several paths it raises TypeError there, unless the example
        inputs come by."""
        if self.diagnosis is not None or not any(merge.op.name == "if" for merge in self.merges):
            self.refuse(reason, fix)
        self.deferred.append(CompileError(reason, self.span, fix))
        self.raise_(TypeError, reason)

    # --- emitting -----------------------------------------------------------------------------------------------

    def build(self, name: str, operands: list[Value], result_types: list[ty.Type], **attrs: Any) -> Op:
        """Adds an op to the current block."""
        assert self.block is not None
        self.emitted += 1
        if self.knotted:
            result_types = [nesting.cut(self, type) for type in result_types]
        return self.block.append(Op(name, operands, result_types, self.span, attrs))

    def op(self, name: str, *operands: Any, result: ty.Type | None = None) -> Abstract:
        """Adds a declared operator. Operands are abstract values, IR values or Python constants, one per argument."""
        declared = operators().get(name)
        if declared is None:
            self.refuse(f"the operator {name} isn't supported yet")
        schema = declared.schema
        assert len(operands) == len(schema.arguments), f"{name} takes {len(schema.arguments)} operands"
        # A container that is given may be one of parts of the operands: a sum of lists, a sorted list.
        lift = self.lift_for_parts if result is not None and lifting.may_hold_parts(result) else self.lift
        for operand in operands:
            if isinstance(operand, Static) and type(operand.value) is int and not fits(operand.value):
                self.raise_(OverflowError, f"{operand.value} needs more than 64 bits")
        values = [o if isinstance(o, Value) else lift(o if isinstance(o, Abstract) else Static(o)) for o in operands]
        values = [
            self.lift(objects.plain(self, Dynamic(v))) if isinstance(v.type, ty.ClassType) and a.type != ty.ANY else v
            for v, a in zip(values, schema.arguments)
        ]
        if schema.mutates:
            for v, a in zip(values, schema.arguments):
                if a.written and not isinstance(v.type, ty.TensorType):
                    states.written(self, v.type)
        if name in OBSERVES_IDENTITY:
            objects.observe(self, values)
        types = [r.type for r in schema.returns if r.type != ty.NONE]
        nothing = result is not None and _has_no_values(result)
        if result is not None and len(types) == 1:
            types = [result if not nothing else ty.ANY]
        built = self.build(name, values, types)
        if self.tensor_classes and name.startswith(("aten::", "tensor::")):
            tensor_classes.pass_on(self, built)
        if nothing and self.diagnosis is not None:
            return POISON  # what is put into it may have been refused
        if nothing:
            # An element of what has only been seen empty: Python raises here, unless more is found to be put into it.
            self.raise_(RuntimeError, "unreachable")
        if not types:
            return NONE
        if len(types) == 1:
            return kept.taken(self, Dynamic(built.results[0]))
        return TupleValue(tuple(Dynamic(r) for r in built.results))

    def constant(self, value: object, type: ty.Type) -> Value:
        """A constant; equal ones are shared."""
        if type == ty.STR and isinstance(value, str):
            value = str.__str__(value)  # of a class of its own, as torch.__version__
        key = self._constant_key(value, type)
        found = self._constant_values.get(key)
        if found is None:
            op = self.constants.append(Op("constant", [], [type], self.span, {"value": value}))
            found = self._constant_values[key] = op.result
        return found

    def forget_constants(self) -> None:
        """Another function begins, with constants of its own."""
        self.constants = Block()
        self._constant_values = {}
        self.copies = {}

    def _constant_key(self, value: object, type: ty.Type) -> object:
        if isinstance(value, tuple) and len(value) <= 256:
            return (type, tuple(self._constant_key(v, ty.ANY) for v in value))
        if value is None or isinstance(value, (bool, int, float, complex, str, bytes)):
            return (type, value.__class__, repr(value))
        self._keep.append(value)
        return (type, id(value))

    def kept(self, owner: object, make: Callable[[], Any]) -> Any:
        """What stands for ``owner`` in the program's constants: made once, so that it is one constant."""
        found = self._stand_ins.get(id(owner))
        if found is None:
            found = self._stand_ins[id(owner)] = (owner, make())
        return found[1]

    def owner_of(self, constant: object) -> Any:
        """What from outside ``constant`` stands for; None where it stands for itself."""
        return next((owner for owner, made in self._stand_ins.values() if made is constant), None)

    def lifted_arrays(self) -> list[Any]:
        """NumPy's arrays from outside that constants of the program stand for."""
        return [owner for owner, _ in self._stand_ins.values() if lifting.numpy_type(owner) is not None]

    # --- lifting ------------------------------------------------------------------------------------------------

    def type_of(self, value: Abstract) -> ty.Type:
        return lifting.type_of(self, value)

    def type_of_in(self, value: Abstract, state: State) -> ty.Type:
        """The type that ``value`` has in a captured state."""
        return lifting.type_of_in(self, value, state)

    def lift(self, value: Abstract) -> Value:
        """An IR value to be read: a container made by the program is copied, not bound."""
        return lifting.lift(self, value, escaping=False)

    def escape(self, value: Abstract) -> Value:
        """An IR value that may be kept and changed elsewhere: containers become run-time ones for good."""
        return lifting.lift(self, value, escaping=True)

    def lift_for_parts(self, value: Abstract) -> Value:
        """An IR value to be read, whose parts may go on elsewhere: they are the very ones that the program made."""
        return self.escape(value) if lifting.holds_mutable(value) else self.lift(value)

    def can_lift(self, value: Abstract, state: State | None = None) -> bool:
        return lifting.can_lift(value, state or {})

    def is_static(self, value: Abstract) -> bool:
        return lifting.is_static(value)

    def python(self, value: Abstract) -> Any:
        """The Python object that a wholly static value is."""
        return lifting.python(value)

    def wrap(self, value: object) -> Abstract:
        """A fresh Python object as an abstract value; new lists, dicts and sets may be changed by the program."""
        return lifting.wrap(self, value)

    # --- the heap -----------------------------------------------------------------------------------------------

    def register(self, mutable: Mutable) -> None:
        self.heap.add(mutable)

    def site(self, *part: object) -> Site:
        """The place of the program that is making a container now; ``part`` tells several of one place apart."""
        key = (self.span, self.depth, *part)
        return self.sites.setdefault(key, Site(key))

    def new_list(self, items: Iterable[Abstract] = ()) -> ListValue:
        new = ListValue(self.site())
        new.items = list(items)
        self.register(new)
        return new

    def new_dict(self, pairs: Iterable[tuple[Any, Abstract]] = ()) -> DictValue:
        new = DictValue(self.site())
        new.slots = dict(pairs)
        self.register(new)
        return new

    def new_set(self, keys: Iterable[Any] = ()) -> SetValue:
        new = SetValue(self.site())
        new.slots = dict.fromkeys(keys, NONE)
        self.register(new)
        return new

    def new_object(self, cls: type) -> ObjectValue:
        new = ObjectValue(cls)
        self.register(new)
        return new

    def new_like(self, mutable: Mutable) -> Mutable:
        """Another, empty thing of the same class."""
        new: Mutable
        if isinstance(mutable, ObjectValue):
            new = ObjectValue(mutable.cls)
        else:
            assert isinstance(mutable, Container)
            new = type(mutable)(mutable.site)
        self.register(new)
        return new

    def widen(self, site: Site, element: ty.Type, value: ty.Type = ty.NEVER) -> None:
        """Notes that containers of ``site`` hold ``element`` too; what was read as narrower is compiled again."""
        if self.knotted:
            element, value = nesting.cut(self, element), nesting.cut(self, value)
        known, known_value = site.element, site.value
        wider, wider_value = self._held(site, known, element), self._held(site, known_value, value)
        if wider is not known or wider_value is not known_value:
            # What it holds may have told it more meanwhile.
            site.element, site.value = ty.join(site.element, wider), ty.join(site.value, wider_value)
            self.stale = self.stale or site.read

    def _held(self, site: Site, known: ty.Type, more: ty.Type) -> ty.Type:
        """What containers of ``site`` hold: what is known of it itself, where that is no more."""
        wider = ty.join(known, more)
        if not ty.differ(wider, known):
            return known
        wider = nesting.bounded(self, wider, site.key)
        if not site.holds_itself and nesting.holds(wider, site):
            nesting.begin(self, site)
        return wider if ty.differ(wider, known) else known

    def element_type(self, type: ty.Type) -> ty.Type:
        """What a dynamic list, set or tuple holds, or a dict's keys are."""
        return lifting.element_type(type)

    # --- paths --------------------------------------------------------------------------------------------------

    def arrive(self, merge: Merge, terminator: str, value: Abstract = NONE) -> NoReturn:
        """The current path goes on where ``merge`` is; nothing more can be added to its block."""
        assert self.block is not None
        merge.arrivals.append(Arrival(self.block, self.heap.capture(), value, terminator, self.span))
        self.block = None
        raise Dead

    def leave(self, merge: Merge, value: Abstract = NONE) -> NoReturn:
        """``return``, ``break`` or ``continue``: as ``arrive``, but through the cleanups on the way out."""
        place = self.merges.index(merge)
        for cleanup in reversed(self.cleanups):
            if cleanup.depth > place:
                if merge in cleanup.exits:
                    self.arrive(cleanup.exits[merge], "break", value)
                raise Crossing(cleanup, merge)
        self.arrive(merge, merge.terminator, value)

    def terminate(self, arrival: Arrival, operands: list[Value], target: Op) -> None:
        missing = next(filter(None, (_missing_dtype(v) for v in operands if v.type == ty.DTYPE)), None)
        if missing is not None:
            # Tables of dtypes name it on a path of its own, which hardly any program takes.
            self.block, block = arrival.block, self.block
            reason = f"{missing} isn't a dtype that Flambeau has"
            self.deferred.append(CompileError(reason, arrival.span))
            self.build("raise", [self.lift(self.exception(TypeError, Static(reason)))], [])
            self.block = block
            return
        attrs = {} if arrival.terminator == "yield" else {"target": target}
        arrival.block.append(Op(arrival.terminator, operands, [], arrival.span, attrs))

    def position(self) -> tuple[Block, int, list[int]]:
        assert self.block is not None
        return self.block, len(self.block.ops), [len(m.arrivals) for m in self.merges]

    def rewind(self, position: tuple[Block, int, list[int]], state: State) -> None:
        """Takes back everything that was emitted since ``position``."""
        self.block, count, arrivals = position
        del self.block.ops[count:]
        for trying in self.attempts:
            trying.forget(self.block)
        del self.merges[len(arrivals) :]
        for merge, length in zip(self.merges, arrivals):
            del merge.arrivals[length:]
        self.heap.go_back(state)

    def retrying(self, attempt: Callable[[State], Abstract]) -> Abstract:
        """Runs ``attempt``; where containers have to be run-time ones before it, makes them so and runs it again."""
        depth = len(self.activations)
        loops = [len(a.loops) for a in self.activations]
        modules = len(self.modules)
        node = self.node
        if self.emitted > self.patience:
            raise experience.OutOfPatience
        with self.experience.visiting(node) as visit:
            experience.make_run_time(self, visit)
            while True:
                base = self.heap.capture()
                position = self.position()
                try:
                    return attempt(base)
                except Materialise as need:
                    mine = [c for c in need.containers if c in base and not is_run_time(base[c]) and not self._waits(c)]
                    partly = {c: keys for c, keys in need.partly.items() if c in base and not is_run_time(base[c])}
                    if not mine and not partly:
                        raise
                    del self.activations[depth:]
                    for activation, count in zip(self.activations, loops):
                        del activation.loops[count:]
                    del self.modules[modules:]
                    self.node = node
                    self.rewind(position, base)
                    visit.run_time.update(dict.fromkeys(experience.name_of(self, base, mine).values()))
                    visit.begin()
                    for container in mine:
                        self.escape(container)
                    for container, keys in partly.items():
                        if not container.is_run_time:
                            possible.may_lack(self, container, keys)

    def _waits(self, container: Mutable) -> bool:
        """Whether a container that has to be a run-time one here has to be one further out, too."""
        return any(trying.wants(container) for trying in self.attempts)

    def branch(
        self, condition: Value, then: Callable[[], Abstract], otherwise: Callable[[], Abstract], node: Any = None
    ) -> Abstract:
        """Both paths of a dynamic condition; the value is the join of what they give. Dead where both end."""

        def attempt(base: State) -> Abstract:
            op = self.build("if", [condition], [])
            merge = Merge(op, node)
            outer = self.block
            self.merges.append(merge)
            for path in (then, otherwise):
                self.heap.restore(base)
                self.block = op.add_block()
                self.run_path(merge, path)
            return self.meet(merge, base, outer)

        return self.retrying(attempt)

    def run_path(self, merge: Merge, path: Callable[[], Abstract]) -> None:
        """One path up to ``merge``, or to its own end."""
        try:
            self.arrive(merge, "yield", path())
        except Dead:
            pass

    def meet(self, merge: Merge, base: State, outer: Block | None) -> Abstract:
        """Goes on after ``merge``'s construct. Dead where no path gets there."""
        self.merges.remove(merge)
        self.block = outer
        if not merge.arrivals:
            # The verifier wants every block to end somewhere; a pass drops what can't be reached.
            self.heap.restore(base)
            self.raise_(RuntimeError, "unreachable")
        return Joiner(self, merge, base).run()

    def region(
        self, body: Callable[[Merge], Abstract], node: Any = None, ended: Frame | None = None
    ) -> Abstract:  # fmt: skip
        """A block that can be left from any depth through its merge; without an op where it is left just once, at its
        end. ``ended`` is the frame of a call that is over then."""

        def attempt(base: State) -> Abstract:
            op = self.build("block", [], [])
            merge = Merge(op, node, ended=ended)
            outer = self.block
            assert outer is not None
            self.merges.append(merge)
            inner = self.block = op.add_block()
            try:
                self.arrive(merge, "yield", body(merge))
            except Dead:
                pass
            arrivals = merge.arrivals
            if not arrivals or (len(arrivals) == 1 and arrivals[0].block is inner):
                self.merges.remove(merge)
                outer.ops.remove(op)
                for moved in inner.ops:
                    outer.append(moved)
                for arrival in (a for m in self.merges for a in m.arrivals if a.block is inner):
                    arrival.block = outer  # it leaves for a merge further out
                if not arrivals:
                    self.block = None
                    raise Dead
                self.block = outer
                self.heap.restore(arrivals[0].state)
                return arrivals[0].value
            return self.meet(merge, base, outer)

        return self.retrying(attempt)

    def matters(self, frame: Frame, key: object, node: ast.AST | None, again: bool = True) -> bool:
        """Whether a local variable may still be read after the construct ``node``: without ``again``, elsewhere."""
        from . import iteration

        if not isinstance(key, str):
            return True
        if iteration.is_assigned_anew(self, frame, key):
            return False
        if node is None:
            return True
        lexical: Frame | None = self.frame
        while lexical is not None and lexical is not frame:
            lexical = lexical.parent
        return lexical is None or lifting.read_outside(frame, key, node, again)

    def split(self, value: Abstract, use: Callable[[Abstract], Abstract]) -> Abstract:
        """``use`` of each alternative of a union, chosen at run time. One that can't be compiled, where others can,
        raises TypeError if it is ever met: what a config or JSON holds may be of many types, and is of one here."""
        if not isinstance(value, Dynamic) or not isinstance(value.type, ty.UnionType):
            return use(value)
        # None is asked for soonest. A NamedTuple is a tuple too, so it is asked for before those.
        alternatives = sorted(
            value.type.members, key=lambda m: (m != ty.NONE, not (isinstance(m, ty.Generic) and m.cls))
        )
        dynamic = value
        use_or_raise = self.tolerant(len(alternatives), use)

        def choose(index: int) -> Abstract:
            member = alternatives[index]
            narrowed: Abstract = NONE if member == ty.NONE else self.narrow(dynamic, member)
            return use_or_raise(index, kept.taken(self, narrowed))

        def test(index: int) -> Abstract:
            if index == len(alternatives) - 1:
                return choose(index)
            condition = self.type_test(dynamic, alternatives[index])
            return self.branch(condition, lambda: choose(index), lambda: test(index + 1))

        return test(0)

    def tolerant(self, count: int, use: Callable[[Abstract], Abstract]) -> Callable[[int, Abstract], Abstract]:
        """``use`` of one of ``count`` alternatives. One of which it can't be compiled raises TypeError if it is met,
        unless it can be compiled of none."""
        refused: dict[int, CompileError] = {}

        def use_or_raise(index: int, one: Abstract) -> Abstract:
            place = Place(self)
            self.alternatives += 1
            try:
                with diagnosis.attempt(self):
                    return use(one)
            except CompileError as error:
                refused[index] = error
                if len(refused) == count:
                    raise
                place.go_back()
                self.deferred.append(error)
                self.raise_(TypeError, error.reason)
            finally:
                self.alternatives -= 1

        return use_or_raise

    def type_test(self, value: Dynamic, member: ty.Type) -> Value:
        """Whether ``value`` is of that member of its union, at run time."""
        if member == ty.NONE:
            return self.lift(self.op("py::is_none", value, result=ty.BOOL))
        held = self.lift(self.op("py::isinstance", value, Static([lifting.tag_name(member)]), result=ty.BOOL))
        if not lifting.is_plain_tuple(member) or sum(map(lifting.is_plain_tuple, ty.members(value.type))) < 2:
            return held
        count = Static(len(member.args))  # type: ignore[attr-defined]

        def right_length() -> Abstract:
            return self.compare("eq", self.op("py::len", value, result=ty.INT), count)

        return self.lift(self.branch(held, right_length, lambda: Static(False)))

    def narrow(self, value: Dynamic, type: ty.Type) -> Dynamic:
        """The same value under a narrower type."""
        if type == value.type:
            return value
        return Dynamic(self.build("cast", [value.value], [type]).result)

    # --- Python's protocols, which live in their own modules ------------------------------------------------------

    def truth(self, value: Abstract) -> bool | Value:
        from . import operations

        return operations.truth(self, value)

    def call(self, function: Abstract, args: list[Abstract], kwargs: dict[str, Abstract] | None = None) -> Abstract:
        from . import calls

        return calls.call(self, function, args, kwargs or {})

    def getattr(self, value: Abstract, name: str) -> Abstract:
        from . import attributes

        return attributes.get(self, value, name)

    def getitem(self, value: Abstract, key: Abstract) -> Abstract:
        from . import containers

        return containers.getitem(self, value, key)

    def binary(self, op: str, a: Abstract, b: Abstract) -> Abstract:
        from . import operations

        return operations.binary(self, op, a, b)

    def compare(self, op: str, a: Abstract, b: Abstract) -> Abstract:
        from . import operations

        return operations.compare(self, op, a, b)

    def items(self, value: Abstract) -> list[Abstract] | None:
        from . import iteration

        return iteration.items(self, value)

    # --- exceptions ---------------------------------------------------------------------------------------------

    def raise_(self, cls: type[BaseException], message: str | Abstract) -> NoReturn:
        """The program raises here: this path ends."""
        text = Static(message) if isinstance(message, str) else message
        if not issubclass(cls, Exception):
            from . import exceptions

            exceptions.may_exit(self)
        self.raise_value(self.exception(cls, text))

    def exception(self, cls: type[BaseException], text: Abstract) -> Abstract:
        bases = [c.__name__ for c in cls.__mro__[1:] if c is not object]
        return self.op("py::exception", cls.__name__, text, Static(bases), result=ty.EXCEPTION)

    def raise_value(self, exception: Abstract) -> NoReturn:
        for trying in self.attempts:
            trying.record()
        self.build("raise", [self.lift(exception)], [])
        self.block = None
        raise Dead
