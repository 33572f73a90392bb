"""``csv.reader`` and ``csv.writer``: their options are read while compiling, a delimiter or quote may come with a run.

``csv.DictReader`` and ``csv.DictWriter`` are read as the Python that they are.
"""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING, Any

from .... import types as ty
from ....stdlib import csv_tables
from ..values import Abstract, Static
from . import function

if TYPE_CHECKING:
    from ..interpreter import Interpreter

_OPTIONS = (
    "delimiter", "quotechar", "escapechar", "doublequote", "skipinitialspace", "lineterminator", "quoting", "strict",
)  # fmt: skip
_TEXTS = ("delimiter", "quotechar", "escapechar", "lineterminator")


def _dialect(interp: Interpreter, dialect: Abstract, options: dict[str, Abstract]) -> Abstract:
    given = {name: interp.python(value) for name, value in options.items() if interp.is_static(value)}
    known = _described(interp, interp.python(dialect), given)
    values = [options[name] if name in options and name not in given else Static(known[name]) for name in _OPTIONS]
    unknown = [name for name in options if name not in given and name not in _TEXTS]
    if unknown:
        interp.refuse(f"the option {unknown[0]} of a table is only known when the program runs", "make it a constant")
    return interp.call(Static(csv_tables.Dialect), values)


def _described(interp: Interpreter, dialect: Any, given: dict[str, Any]) -> dict[str, Any]:
    """All options of a dialect; TypeError and csv.Error for those that it can't have are raised by the program."""
    try:
        made = csv.writer(_Nowhere(), dialect, **given).dialect
    except (TypeError, csv.Error) as error:
        interp.raise_(type(error), str(error))
    held = {name: getattr(made, name) for name in _OPTIONS}
    return {name: "" if value is None else value for name, value in held.items()}


class _Nowhere:
    def write(self, text: str) -> None:
        pass


@function(csv.reader)
def _reader(
    interp: Interpreter, csvfile: Abstract, dialect: Abstract = Static("excel"), **options: Abstract
) -> Abstract:
    found = _dialect(interp, dialect, options)
    quoting = interp.getattr(found, "quoting")
    if interp.is_static(quoting) and interp.python(quoting) not in (csv.QUOTE_MINIMAL, csv.QUOTE_ALL, csv.QUOTE_NONE):
        interp.refuse(
            "csv.reader() that makes numbers of what isn't quoted isn't supported",
            "leave quoting away, and convert the columns that hold numbers with float()",
        )
    return interp.call(Static(csv_tables.Reader), [csvfile, found])


@function(csv_tables.read_line)
def _read_line(interp: Interpreter, field: Abstract, state: Abstract, line: Abstract, dialect: Abstract) -> Abstract:
    options = [interp.getattr(dialect, name) for name in ("delimiter", "opening", "escapechar", "flags")]
    result = ty.tuple_of(ty.INT, ty.STR, ty.list_of(ty.STR))
    return interp.op("py::csv_line", field, state, line, *options, result=result)


@function(csv.writer)
def _writer(
    interp: Interpreter, csvfile: Abstract, dialect: Abstract = Static("excel"), **options: Abstract
) -> Abstract:
    return interp.call(Static(csv_tables.Writer), [csvfile, _dialect(interp, dialect, options)])
