"""Where in the user's source a recorded call comes from: the Python stack as a chain of spans.

Frames of torch and of Flambeau itself are left out, so that a convolution is found in the line ``self.conv(x)``.
"""

from __future__ import annotations

import contextlib
import os
import sys
from functools import cache
from types import CodeType, FrameType

import torch

from ...errors import Span

_FLAMBEAU = os.path.dirname(os.path.dirname(os.path.dirname(__file__)))
_HIDDEN = (os.path.dirname(torch.__file__) + os.sep, _FLAMBEAU + os.sep, contextlib.__file__, "<frozen")


@cache
def _is_hidden(file: str) -> bool:
    return file.startswith(_HIDDEN)


def user_frame(stop: FrameType | None) -> FrameType | None:
    """The innermost frame that is the user's, below the frame ``stop``."""
    frame: FrameType | None = sys._getframe(1)
    while frame is not None and frame is not stop and _is_hidden(frame.f_code.co_filename):
        frame = frame.f_back
    return None if frame is stop else frame


def here(stop: FrameType | None) -> Span | None:
    """The user's place that is being run now, with its callers up to the frame ``stop``."""
    frames: list[FrameType] = []
    frame: FrameType | None = sys._getframe(1)
    while frame is not None and frame is not stop:
        if not _is_hidden(frame.f_code.co_filename):
            frames.append(frame)
        frame = frame.f_back
    span: Span | None = None
    for frame in reversed(frames):
        span = _span(frame.f_code, frame.f_lasti, frame.f_lineno, span)
    return span


@cache
def _span(code: CodeType, instruction: int, line: int, caller: Span | None) -> Span:
    name = getattr(code, "co_qualname", code.co_name)
    if hasattr(code, "co_positions") and instruction >= 0:
        positions = list(code.co_positions())[instruction // 2]
        start, end, column, end_column = positions
        if start is not None:
            return Span(code.co_filename, start, column or 0, end or 0, end_column or 0, name, caller)
    return Span(code.co_filename, line, function=name, caller=caller)
