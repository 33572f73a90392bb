"""How a program is called."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter of a program. ``type`` is written as in Python: ``List[Tensor]``; ``default`` is ``...`` where it
    is an object of the program's."""

    name: str
    type: str
    has_default: bool = False
    default: Any = None

    def __str__(self) -> str:
        default = "..." if self.default is ... else repr(self.default)
        return f"{self.name}: {self.type}" + (f" = {default}" if self.has_default else "")


@dataclass(frozen=True, slots=True)
class Signature:
    """What ``Program.signature`` gives: ``str()`` of it is ``forward(image: Tensor, top: int = 5) -> Tensor``."""

    name: str
    parameters: tuple[Parameter, ...]
    result: str

    def __str__(self) -> str:
        return f"{self.name}({', '.join(map(str, self.parameters))}) -> {self.result}"
