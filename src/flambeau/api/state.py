"""Saving a program with what its calls have kept so far."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ..bytecode import Code


def with_state(code: Code, slots: list[tuple[Any, ...]]) -> Code:
    """``code`` whose state starts with a slot for each tuple: what it holds, or an unassigned one for an empty tuple.
    Needs torch, with whose help programs are compiled."""
    from ..bytecode.lower import replace_function
    from ..frontend.script import make_state, records, states
    from ..frontend.script.interpreter import Interpreter
    from ..frontend.script.lifting import settle
    from ..ir.classes import ClassInfo
    from ..runtime import classes

    with records.recording(records.Records()):
        for cls in code.classes:
            members = [(name, code.constants[constant].python()) for name, constant in cls.members]
            fields = [name for name, _, _ in cls.fields]
            found = records.class_named(cls.name, classes.default_factory) or classes.resolve(
                cls.name, cls.kind, cls.flags, fields, members
            )
            records.adopt(ClassInfo(cls.name, cls.kind, cls.flags, cls.fields, cls.members, found))
        function = make_state(Interpreter(), [slot[0] if slot else states.MISSING for slot in slots])
        return replace_function(code, function, records.described(settle).values())
