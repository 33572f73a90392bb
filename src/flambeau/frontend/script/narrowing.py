"""What a branch teaches about types: ``x is None``, ``isinstance(x, int)``, plain truth, ``not``, ``and``, ``or``."""

from __future__ import annotations

import ast
import inspect
from typing import TYPE_CHECKING, Any

import torch

from ... import types as ty
from . import choices
from .lifting import type_of_python
from .values import NONE, Abstract, Choice, Dynamic, Frame, Mutable, ObjectValue, Static

if TYPE_CHECKING:
    from .interpreter import Interpreter


def assume(interp: Interpreter, test: ast.expr, holds: bool) -> None:
    """Narrows the variables of ``test`` on a path where its truth is ``holds``."""
    if isinstance(test, ast.UnaryOp) and isinstance(test.op, ast.Not):
        assume(interp, test.operand, not holds)
    elif isinstance(test, ast.BoolOp):
        if isinstance(test.op, ast.And) == holds:
            for part in test.values:
                assume(interp, part, holds)
    elif isinstance(test, ast.NamedExpr):
        assume(interp, test.target, holds)
    elif isinstance(test, ast.Compare) and len(test.ops) == 1:
        _assume_comparison(interp, test, holds)
    elif isinstance(test, ast.Call) and _calls(test, "isinstance") and len(test.args) == 2:
        _assume_isinstance(interp, test, holds)
    elif isinstance(test, ast.Call) and len(test.args) == 2 and _calls_jit_isinstance(interp, test.func):
        _assume_jit_isinstance(interp, test, holds)
    elif isinstance(test, (ast.Name, ast.Attribute)) and holds:
        _keep(interp, test, lambda member: member != ty.NONE)


def _calls(test: ast.Call, name: str) -> bool:
    return isinstance(test.func, ast.Name) and test.func.id == name


def _calls_jit_isinstance(interp: Interpreter, function: ast.expr) -> bool:
    from . import expressions

    if not isinstance(function, (ast.Name, ast.Attribute)) or not ast.unparse(function).endswith("isinstance"):
        return False
    import torch

    found = expressions.evaluate(interp, function)
    return isinstance(found, Static) and found.value is torch.jit.isinstance


def _assume_comparison(interp: Interpreter, test: ast.Compare, holds: bool) -> None:
    left, right = test.left, test.comparators[0]
    if _only_value_of(left) is not None:
        left, right = right, left
    only = _only_value_of(right)
    if only is None:
        return
    if isinstance(left, ast.NamedExpr):
        left = left.target
    if isinstance(test.ops[0], (ast.Is, ast.Eq)):
        _keep(interp, left, lambda member: (member == only) == holds)
    elif isinstance(test.ops[0], (ast.IsNot, ast.NotEq)):
        _keep(interp, left, lambda member: (member != only) == holds)


def _only_value_of(node: ast.expr) -> ty.Type | None:
    """The type of which a constant is the only value: None's, and that of ``...``."""
    if isinstance(node, ast.Name) and node.id == "Ellipsis":
        return ty.ELLIPSIS
    if not isinstance(node, ast.Constant):
        return None
    return ty.NONE if node.value is None else ty.ELLIPSIS if node.value is Ellipsis else None


def _assume_isinstance(interp: Interpreter, test: ast.Call, holds: bool) -> None:
    from . import classes, expressions

    place = _place(interp, test.args[0])
    if place is None:
        return
    wanted = expressions.evaluate(interp, test.args[1])
    _keep(interp, test.args[0], lambda member: classes.member_is(interp, member, wanted) in (holds, None))


def _assume_jit_isinstance(interp: Interpreter, test: ast.Call, holds: bool) -> None:
    from . import expressions
    from .rules.refinement import verdict

    if _place(interp, test.args[0]) is not None:
        target = interp.python(expressions.evaluate(interp, test.args[1]))
        _keep(interp, test.args[0], lambda member: verdict(interp, member, target) is not (not holds))


def _place(interp: Interpreter, target: ast.expr) -> tuple[Mutable, Any] | None:
    """The slot that a name or an attribute of an object of the program stands for."""

    if isinstance(target, ast.Name):
        frame: Frame | None = interp.frame
        while frame is not None:
            if target.id in frame.slots:
                return frame, target.id
            frame = frame.parent
    if not isinstance(target, ast.Attribute):
        return None
    owner = _held(interp, target.value)
    if isinstance(owner, ObjectValue) and target.attr in owner.slots:
        return owner, target.attr
    key: Any = None
    if isinstance(owner, ObjectValue) and owner.reference is not None:
        key = (owner.reference, target.attr)
    elif isinstance(owner, Dynamic):
        key = (owner.value, target.attr)
    elif isinstance(owner, Static):
        slot = interp.states.places.get((id(owner.value), target.attr))
        key = slot.index if slot is not None else None
    return (interp.cache, key) if key in interp.cache.slots else None


def _held(interp: Interpreter, node: ast.expr) -> Abstract | None:
    """What a name, or an attribute that is known without reading it again, stands for."""
    from . import expressions

    if isinstance(node, ast.Name):
        return expressions.lookup(interp, node.id)
    place = _place(interp, node)
    if place is not None:
        return place[0].slots[place[1]]
    owner = _held(interp, node.value) if isinstance(node, ast.Attribute) else None
    if isinstance(node, ast.Attribute) and isinstance(owner, Static) and isinstance(owner.value, torch.nn.Module):
        return Static(getattr(owner.value, node.attr, None))
    return None


def _keep(interp: Interpreter, target: ast.expr, wanted: Any) -> None:
    place = _place(interp, target)
    if place is None:
        return
    mutable, key = place
    held: Abstract = mutable.slots[key]
    if isinstance(held, Choice):
        mutable.slots[key] = choices.keep(held, lambda member: wanted(interp.type_of(member)))
    if not isinstance(held, Dynamic) or not isinstance(held.type, ty.UnionType):
        return
    kept = ty.union(*(m for m in held.type.members if _is_wanted(interp, mutable, key, m, wanted)))
    if kept == ty.NONE:
        mutable.slots[key] = NONE
    elif kept not in (ty.NEVER, held.type):
        mutable.slots[key] = interp.narrow(held, kept)


def _is_wanted(interp: Interpreter, mutable: Mutable, key: Any, member: ty.Type, wanted: Any) -> bool:
    """Whether a slot may hold a ``member``. One that holds nothing stands for what the object's class has."""
    if member != ty.UNBOUND or not isinstance(mutable, ObjectValue):
        return bool(wanted(member))
    held = inspect.getattr_static(mutable.cls, key, None)
    changes = any((id(cls), key) in interp.states.places for cls in mutable.cls.__mro__)
    return changes or hasattr(type(held), "__get__") or bool(wanted(type_of_python(held)))
