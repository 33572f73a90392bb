"""Records one run: every torch call, every size and every number that Python computes of them becomes IR.

The callable really runs, on the example's tensors. A torch function mode sees each call on its way to torch; the script
front end's rules say what it means, as if it stood in a scripted program::

    x.reshape(x.shape[0] * 2, -1)    # aten::size.int, py::mul, list, aten::reshape

What the run learns of a tensor beside its elements (rank, dtype) is checked again by the program, so that an input of
another kind raises instead of giving nonsense. So is a branch that Python takes on sizes.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType, SimpleNamespace
from typing import Any, NoReturn

import torch
from torch.overrides import TorchFunctionMode

from ... import types as ty
from ...errors import CompileError, Span
from ..recording import recording
from ..script import attributes, containers, operations
from ..script.heap import Dead
from ..script.interpreter import Activation, Interpreter
from ..script.lifting import type_of_python
from ..script.values import NONE, Abstract, Dynamic, Frame, Key, SliceValue, Static, TupleValue
from . import checks, stack
from .origins import follows_from_sizes
from .patches import originals
from .proxies import Number, Traced, TracedBool, abstract_of, number_of, traced

# Methods and attributes that give Python a plain fact of a tensor, which the program then checks of its own tensor.
FACTS = frozenset({"dim", "ndim", "ndimension", "is_floating_point", "is_complex", "is_signed", "element_size",
                   "itemsize", "dtype"})  # fmt: skip
# Methods with which Python takes the elements out of a tensor.
TAKEN = {
    "__bool__": "a Tensor is used as a condition, so the branch would depend on the example",
    "__int__": "a Tensor is turned into a Python int",
    "__float__": "a Tensor is turned into a Python float",
    "__index__": "a Tensor is used where Python needs an int",
    "__complex__": "a Tensor is turned into a Python complex",
    "tolist": "the elements of a Tensor are taken out with tolist()",
    "numpy": "a Tensor is turned into a NumPy array",
    "__array__": "a Tensor is turned into a NumPy array",
    "__contains__": "whether a Tensor holds an element is asked by Python",
    "__format__": "a Tensor is printed",
    "__repr__": "a Tensor is printed",
}
PRINTED = frozenset({"__format__", "__repr__"})
BINARY_METHODS = {
    "__rsub__": ("sub", True), "__rdiv__": ("div", True), "__rtruediv__": ("div", True), "__rpow__": ("pow", True),
    "__rfloordiv__": ("floordiv", True), "__rmod__": ("mod", True), "__rmatmul__": ("matmult", True),
    "__rlshift__": ("lshift", True), "__rrshift__": ("rshift", True), "__floordiv__": ("floordiv", False),
    "__pow__": ("pow", False), "pow": ("pow", False), "__add__": ("add", False), "__radd__": ("add", True),
    "__rmul__": ("mult", True), "__truediv__": ("div", False), "__rand__": ("bitand", True),
    "__ror__": ("bitor", True), "__rxor__": ("bitxor", True),
}  # fmt: skip
_MARK = re.compile("\ue000(\\d+):([^\ue001]*)\ue001")
FIX = (
    'use tensor operations (torch.where, torch.clamp, ...), fl.script, or on_branch="warn" to fix the example\'s choice'
)


class Recorder(TorchFunctionMode):
    """One trace. ``interp`` holds the IR; ``frame`` is the Python frame from which the trace was started."""

    def __init__(self, interp: Interpreter, on_branch: str, frame: FrameType | None) -> None:
        super().__init__()
        self.interp = interp
        self.on_branch = on_branch
        self.frame = frame
        self.failure: CompileError | None = None  # kept, in case the traced code catches it
        self._tensors: dict[int, tuple[torch.Tensor, Abstract]] = {}
        self._devices: dict[int, tuple[torch.device, Abstract]] = {}
        self._texts: list[Traced] = []
        self._checked: set[tuple[object, ...]] = set()

    # --- where we are -------------------------------------------------------------------------------------------

    def span(self) -> Span | None:
        return stack.here(self.frame)

    def refuse(self, reason: str, fix: str = "") -> NoReturn:
        self.failure = CompileError(reason, self.span(), fix)
        raise self.failure

    @contextmanager
    def emitting(self) -> Iterator[Interpreter]:
        """The interpreter, set to the user's place; nothing is recorded of what Python does meanwhile."""
        interp, span = self.interp, self.span()
        if span is not None:
            interp.node = SimpleNamespace(  # type: ignore[assignment]
                lineno=span.line, col_offset=span.column, end_lineno=span.end_line, end_col_offset=span.end_column
            )
            frame = Frame(span.function, {})
            activation = Activation(frame, span.file, span.function, span.caller, None, None)  # type: ignore[arg-type]
            interp.activations.append(activation)
        depth = len(interp.activations)
        try:
            with recording(None), originals(), torch._C.DisableTorchFunction():
                yield interp
        except CompileError as error:
            self.failure = self.failure or error
            raise
        except Dead:
            self.refuse(
                "the example runs here, but by its compiled meaning the program raises an exception", "report it"
            )
        finally:
            del interp.activations[depth - (span is not None) :]

    # --- values -------------------------------------------------------------------------------------------------

    def track(self, tensor: torch.Tensor, abstract: Abstract) -> torch.Tensor:
        """From now on ``tensor`` is ``abstract``."""
        self._tensors[id(tensor)] = (tensor, abstract)
        return tensor

    def abstract(self, value: Any) -> Abstract:
        """A Python value of the run as an abstract one; tensors that the trace hasn't seen are constants."""
        if isinstance(value, Traced):
            return value.abstract
        if isinstance(value, torch.Tensor):
            known = self._tensors.get(id(value))
            return known[1] if known is not None else Static(value)
        if isinstance(value, torch.device) and id(value) in self._devices:
            return self._devices[id(value)][1]
        if isinstance(value, torch.Size) and not any(isinstance(v, Traced) for v in value):
            return Static(value)
        if isinstance(value, tuple):
            cls = type(value) if hasattr(value, "_fields") or isinstance(value, torch.Size) else tuple
            return TupleValue(tuple(map(self.abstract, value)), cls)
        if isinstance(value, list):
            return self.interp.new_list([self.abstract(v) for v in value])
        if isinstance(value, dict):
            return self.interp.new_dict([(Key(k), self.abstract(v)) for k, v in value.items()])
        if isinstance(value, slice):
            return SliceValue(*(self.abstract(v) for v in (value.start, value.stop, value.step)))
        if isinstance(value, str) and "\ue000" in value:
            return self._text(value)
        return Static(value)

    def concrete(self, value: Any) -> Any:
        """The same with the example's numbers for traced ones, as torch is to get it."""
        if isinstance(value, Traced):
            return value.number
        if type(value) in (tuple, list):
            return type(value)(map(self.concrete, value))
        if isinstance(value, torch.Size):
            return torch.Size(map(self.concrete, value))
        if isinstance(value, slice):
            return slice(*map(self.concrete, (value.start, value.stop, value.step)))
        if type(value) is dict:
            return {k: self.concrete(v) for k, v in value.items()}
        if isinstance(value, str) and "\ue000" in value:
            return self.readable(value)
        return value

    def result(self, value: Any, abstract: Abstract) -> Any:
        """What the run goes on with: ``value``, known to the trace as ``abstract``."""
        interp = self.interp
        if isinstance(value, torch.Tensor):
            if isinstance(abstract, Dynamic) and not isinstance(abstract.type, ty.TensorType):
                abstract = interp.narrow(abstract, ty.TENSOR)
            return self.track(value, abstract)
        if value is None or isinstance(abstract, Static):
            return value
        if type(value) in (bool, int, float):
            if isinstance(abstract, Dynamic) and abstract.type != type_of_python(value):
                abstract = interp.narrow(abstract, type_of_python(value))
            return traced(self, value, abstract)
        if isinstance(value, torch.device):
            own = torch.device(value)
            self._devices[id(own)] = (own, abstract)
            return own
        if isinstance(value, (tuple, list)):
            items = [self.result(v, a) for v, a in zip(value, self.items(abstract, value))]
            return type(value)(items) if not hasattr(value, "_fields") else type(value)(*items)
        self.refuse(f"a {type(value).__name__} that depends on the input can't be recorded")

    def items(self, abstract: Abstract, value: Any) -> list[Abstract]:
        """The elements of a sequence, which the program checks to be as many as the example's."""
        known = self.interp.items(abstract)
        if known is not None:
            return known
        held = self.interp.type_of(abstract)
        count = self.interp.op("py::len", abstract, result=ty.INT)
        checks.expect(self.interp, count, len(value), f"{len(value)} elements here, as in the traced example")
        element = self.interp.element_type(held)
        operand = self.interp.lift(abstract)
        return [Dynamic(r) for r in self.interp.build("unpack", [operand], [element] * len(value)).results]

    def number(self, number: Number, compute: Callable[[Interpreter], Abstract]) -> Any:
        """A number that the program computes as ``compute`` says."""
        with self.emitting() as interp:
            abstract = compute(interp)
        return number if isinstance(abstract, Static) else self.result(number, abstract)

    def compute(self, function: Callable[..., Any], *args: Any) -> Any:
        """``function(*args)`` of a builtin or of ``math``."""
        with self.emitting() as interp:
            value = function(*map(self.concrete, args))
            abstract = interp.call(Static(function), [self.abstract(a) for a in args])
            return self.result(value, abstract)

    # --- what a trace can't follow ------------------------------------------------------------------------------

    def fix(self, value: Traced, reason: str) -> Number:
        """Python needs the number itself: an error, or a warning and the example's number."""
        self._burn(reason)
        return value.number

    def decide(self, condition: Traced) -> bool:
        """``bool(condition)``: a check that only raises stays one. Of another branch on sizes the example's way is
        recorded, and the program checks that its input goes that way; a branch on elements can't be followed."""
        holds = bool(condition.number)
        frame = stack.user_frame(self.frame)
        check = checks.find(frame, holds) if isinstance(condition, TracedBool) else None
        if check is None:
            if self.on_branch == "warn" or not follows_from_sizes(condition.abstract):
                self._burn("a branch depends on a number that the input's elements give")
                return holds
            check = checks.other_way(frame)
        with self.emitting() as interp:
            checks.emit(interp, condition.abstract, holds, check)
        return holds

    def _burn(self, reason: str) -> None:
        if self.on_branch == "warn":
            span = self.span()
            warnings.warn(f"{reason}; the trace fixes what the example has ({span})", stacklevel=2)
            return
        self.refuse(reason, FIX)

    # --- text ---------------------------------------------------------------------------------------------------

    def text_of(self, value: Traced, spec: str) -> str:
        """A mark that stands for the number in a string until the string is used."""
        self._texts.append(value)
        return f"\ue000{len(self._texts) - 1}:{spec}\ue001"

    def _text(self, text: str) -> Abstract:
        """A string with marks, put together by the program."""
        parts = _MARK.split(text)
        whole: Abstract = Static(parts[0])
        for index in range(1, len(parts), 3):
            number = self._texts[int(parts[index])].abstract
            shown = self.interp.op("py::format", number, parts[index + 1], result=ty.STR)
            whole = operations.binary(self.interp, "add", whole, shown)
            whole = operations.binary(self.interp, "add", whole, Static(parts[index + 2]))
        return whole

    def readable(self, text: str) -> str:
        """The same with the example's numbers."""
        return _MARK.sub(lambda found: format(self._texts[int(found[1])].number, found[2]), text)

    # --- torch --------------------------------------------------------------------------------------------------

    def __torch_function__(self, func: Any, types: Any, args: Any = (), kwargs: Any = None) -> Any:
        kwargs = kwargs or {}
        name = func.__self__.__name__ if func.__name__ in ("__get__", "__set__") else func.__name__
        if name in TAKEN and self._is_traced(args[0]):
            return self._take(name, func, args, kwargs)
        if func is torch._assert:
            return self._assert(*args, **kwargs)
        if name in ("shape", "size") and len(args) == 1 and not kwargs:
            return self._shape(args[0])
        with recording(None), originals():
            value = func(*map(self.concrete, args), **{k: self.concrete(v) for k, v in kwargs.items()})
        with self.emitting() as interp:
            given = [self.abstract(a) for a in args]
            named = {k: self.abstract(v) for k, v in kwargs.items()}
            abstract = self._meaning(interp, func, name, given, named)
            if name in FACTS and isinstance(abstract, Dynamic):
                return self._fact(name, args[0], value, abstract)
            return self.result(value, abstract)

    def _meaning(
        self, interp: Interpreter, func: Any, name: str, args: list[Abstract], kwargs: dict[str, Abstract]
    ) -> Abstract:
        if func.__name__ == "__get__":
            return interp.getattr(args[0], name)
        if func.__name__ == "__set__":
            attributes.set_(interp, args[0], name, args[1])
            return NONE
        if name == "__getitem__":
            return interp.getitem(*args)
        if name == "__setitem__":
            containers.setitem(interp, *args)
            return NONE
        owner = getattr(func, "__qualname__", "").partition(".")[0]
        if owner in ("Tensor", "TensorBase"):
            if name in BINARY_METHODS and len(args) == 2 and not kwargs:
                op, is_reflected = BINARY_METHODS[name]
                a, b = reversed(args) if is_reflected else args
                return operations.binary(interp, op, a, b)
            return interp.call(interp.getattr(args[0], name), args[1:], kwargs)
        return interp.call(Static(func), args, kwargs)

    def _is_traced(self, value: Any) -> bool:
        return isinstance(value, torch.Tensor) and id(value) in self._tensors

    def _take(self, name: str, func: Any, args: Any, kwargs: Any) -> Any:
        if name not in PRINTED:
            self._burn(TAKEN[name])
        return func(*args, **kwargs)

    def _shape(self, tensor: torch.Tensor) -> Any:
        """``tensor.shape``: as many sizes as the example has, which the program checks."""
        sizes = tensor.shape
        if not self._is_traced(tensor) or isinstance(self.abstract(tensor), Static):
            return sizes
        with self.emitting() as interp:
            abstract = self.abstract(tensor)
            self._expect_rank(tensor)
            found = [
                self.result(size, interp.op("aten::size.int", abstract, dim, result=ty.INT))
                for dim, size in enumerate(sizes)
            ]
        return torch.Size(found)

    def _expect_rank(self, tensor: torch.Tensor) -> None:
        abstract = self.abstract(tensor)
        if not isinstance(abstract, Dynamic):
            return
        if isinstance(abstract.type, ty.TensorType) and abstract.type.rank is not None:
            return
        self._fact("dim", tensor, tensor.dim(), self.interp.op("aten::dim", abstract, result=ty.INT))

    def _fact(self, name: str, tensor: torch.Tensor, value: Any, abstract: Abstract) -> Any:
        """A plain fact: the program checks that its own tensor agrees."""
        source = self.abstract(tensor)
        key = (source.value if isinstance(source, Dynamic) else source, name, value)
        if key not in self._checked:
            self._checked.add(key)
            what = "a tensor of" if name not in ("dim", "ndim", "ndimension") else "a tensor with"
            shown = {"dim": f"{value} dimensions", "dtype": f"dtype {value}"}.get(name, f"{name} {value}")
            shown = f"{value} dimensions" if name in ("ndim", "ndimension") else shown
            checks.expect(self.interp, abstract, value, f"{what} {shown} here, as in the traced example")
        return value

    def _assert(self, condition: Any, message: str = "") -> None:
        """``torch._assert``: checked by the program."""
        if isinstance(condition, Traced):
            truth: Abstract = condition.abstract
        elif self._is_traced(condition):
            with self.emitting() as interp:
                truth = interp.op("tensor::bool", self.abstract(condition), result=ty.BOOL)
        else:
            torch._assert(condition, message)  # type: ignore[no-untyped-call]
            return
        if not bool(number_of(condition)):
            raise AssertionError(self.readable(message))
        with self.emitting() as interp:
            checks.emit(interp, truth, True, checks.Check(AssertionError, self.abstract(message)))

    # --- compiled programs --------------------------------------------------------------------------------------

    def call_program(self, program: Any, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        """A compiled program called by the traced code: a copy of it, its branches and loops included."""
        with recording(None), originals(), torch._C.DisableTorchFunction():
            value = program(*map(self.concrete, args), **{k: self.concrete(v) for k, v in kwargs.items()})
        with self.emitting() as interp:
            given = [self.abstract(a) for a in args]
            abstract = interp.call(Static(program), given, {k: self.abstract(v) for k, v in kwargs.items()})
            return self.result(value, abstract)


__all__ = ["Recorder", "abstract_of"]
