"""Tracebacks that point into the user's source, for exceptions that left a program.

A program knows the line and columns of each instruction. Python shows a traceback's lines by itself, so each place
becomes a real frame: code compiled under the user's file name that does nothing but raise there.
"""

from __future__ import annotations

import functools
import sys
from types import CodeType, TracebackType

# (file, function, line, column, end line, end column), as RuntimeFailure's frames.
Place = tuple[str, str, int, int, int, int]


def with_user_frames(error: Exception) -> Exception:
    """``error`` with a traceback of the places that the runtime noted on it, in place of the binding's frames."""
    places: list[Place] = getattr(error, "_flambeau_frames", [])
    if not places:
        return error.with_traceback(None)
    traceback: TracebackType | None = None
    for place in places:  # the innermost first
        frame = _frame_of(place)
        if frame is not None:
            traceback = TracebackType(traceback, frame.tb_frame, frame.tb_lasti, frame.tb_lineno)
    return error.with_traceback(traceback)


def _frame_of(place: Place) -> TracebackType | None:
    try:
        exec(_code_of(place), {"marker": _Marker})
    except _Marker as raised:
        return raised.__traceback__.tb_next if raised.__traceback__ else None
    return None


@functools.lru_cache(maxsize=1024)
def _code_of(place: Place) -> CodeType:
    """What raises at ``place``. To compile it takes ten times as long as all else does that an exception needs."""
    import ast  # which takes longer than most programs need to load

    file, function, line, column, end_line, end_column = place
    end = {"end_lineno": end_line or line, "end_col_offset": end_column or column}
    where = {"lineno": line, "col_offset": column, **end}
    marker = ast.Name("marker", ast.Load(), **where)
    code = compile(ast.Module([ast.Raise(marker, None, **where)], []), file, "exec")
    return _renamed(code, function or "<program>")


def _renamed(code: CodeType, function: str) -> CodeType:
    """``code`` under the name of the function that the user wrote."""
    if sys.version_info >= (3, 11):
        return code.replace(co_name=function.rsplit(".", 1)[-1], co_qualname=function)
    return code.replace(co_name=function.rsplit(".", 1)[-1])


class _Marker(Exception):
    """Raised to make a frame."""
