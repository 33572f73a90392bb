"""Context managers that an ExitStack holds: see ``stdlib/contexts.py``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ....stdlib import contexts as source
from ..contexts import has_no_effect
from ..generators import ManagerValue
from ..values import Abstract, Static
from . import function

if TYPE_CHECKING:
    from ..interpreter import Interpreter


@function(source.held)
def _held(interp: Interpreter, manager: Abstract) -> Abstract:
    if isinstance(manager, ManagerValue):
        return interp.call(Static(source.Managed), [manager.generator])
    return manager


@function(source.does_something)
def _does_something(interp: Interpreter, manager: Abstract) -> Abstract:
    return Static(not (isinstance(manager, Static) and has_no_effect(manager.value)))
