"""``.flam`` files: ``write`` a program's code with its weights, ``read`` it back. docs/format.md has the layout."""

from .read import Archive, read
from .write import pack, to_bytes, write

__all__ = ["Archive", "pack", "read", "to_bytes", "write"]
