"""IR to register code: ``lower`` a graph, ``disassemble`` the result."""

from .code import Code
from .disassemble import disassemble
from .lower import lower

__all__ = ["Code", "disassemble", "lower"]
