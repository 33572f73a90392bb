"""``tqdm``: loops run as without it. A compiled program shows no bars, and what is written past them is dropped."""

from __future__ import annotations

from typing import TYPE_CHECKING

import tqdm  # type: ignore[import-untyped]
import tqdm.asyncio  # type: ignore[import-untyped]
import tqdm.auto  # type: ignore[import-untyped]
import tqdm.std  # type: ignore[import-untyped]

from ....stdlib import progress
from ..values import NONE, Abstract, Static
from . import function

if TYPE_CHECKING:
    from ..interpreter import Interpreter

_CLASSES = {tqdm.std.tqdm, tqdm.asyncio.tqdm_asyncio, tqdm.auto.tqdm}


@function(*_CLASSES)
def bar(interp: Interpreter, *args: Abstract, **options: Abstract) -> Abstract:
    return interp.call(Static(progress.Bar), list(args), options)


@function(tqdm.std.trange, tqdm.asyncio.tarange, tqdm.auto.trange)
def bar_of_range(interp: Interpreter, *bounds: Abstract, **options: Abstract) -> Abstract:
    return bar(interp, interp.call(Static(range), list(bounds)), **options)


@function(*{cls.write.__func__ for cls in _CLASSES})
def write(interp: Interpreter, *args: Abstract, **options: Abstract) -> Abstract:
    return NONE
