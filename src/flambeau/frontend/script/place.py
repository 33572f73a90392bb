"""A place of a compilation to which it may go back, to compile what follows in another way."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .interpreter import Interpreter


class Place:
    """Where the interpreter is, and all that it knows there."""

    def __init__(self, interp: Interpreter) -> None:
        self.interp = interp
        self.state = interp.heap.capture()
        self.position = interp.position()
        self.loops = [len(a.loops) for a in interp.activations]
        self.modules = len(interp.modules)
        self.node = interp.node

    def go_back(self) -> None:
        """Takes back all that has been compiled since."""
        interp = self.interp
        del interp.activations[len(self.loops) :]
        for activation, count in zip(interp.activations, self.loops):
            del activation.loops[count:]
        del interp.modules[self.modules :]
        interp.node = self.node
        interp.rewind(self.position, self.state)
