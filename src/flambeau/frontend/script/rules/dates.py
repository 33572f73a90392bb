"""``datetime``'s constructors, and its formats: what they hold is known while compiling."""

from __future__ import annotations

import re
import zoneinfo
from _strptime import TimeRE  # type: ignore[import-not-found]
from datetime import date, datetime
from typing import TYPE_CHECKING

from .... import types as ty
from ....stdlib import dates
from ..values import NONE, Abstract, Static, TupleValue
from . import function

if TYPE_CHECKING:
    from ..interpreter import Interpreter

_READ = set("YymBbdjHIpMSfzaAw")
_NO_FORMAT = "make the format a constant"


@function(dates.written)
def _written(interp: Interpreter, moment: Abstract, form: Abstract) -> Abstract:
    if not interp.is_static(form):
        return interp.call(Static(dates.written_by_any), [moment, form])
    pieces: list[Abstract] = []
    for literal, flag, letter in _parts(interp, interp.python(form)):
        if literal:
            pieces.append(Static(literal))
            continue
        text = interp.call(Static(dates.DIRECTIVES[letter]), [moment])
        pieces.append(interp.call(Static(dates.unpadded), [text]) if flag else text)
    return interp.call(interp.getattr(Static(""), "join"), [TupleValue(tuple(pieces))])


def _parts(interp: Interpreter, form: str) -> list[tuple[str, str, str]]:
    """Pieces of text, and directives with the flag for no padding."""
    found: list[tuple[str, str, str]] = []
    for literal, flag, letter in re.findall(r"([^%]+)|%(-?)(.?)", form, re.DOTALL):
        if letter in dates.LONGER and not flag:
            found += _parts(interp, dates.LONGER[letter])
        elif literal or letter in dates.DIRECTIVES:
            found.append((literal, flag, letter))
        else:
            interp.refuse(f"%{flag}{letter} of a date's format isn't supported", "write it with the date's attributes")
    return found


@function(zoneinfo.ZoneInfo)
def _zone(interp: Interpreter, key: Abstract) -> Abstract:
    interp.refuse(
        "the time zones of zoneinfo change with the date, by tables that a program doesn't have",
        "use a fixed offset from UTC: datetime.timezone(datetime.timedelta(hours=1))",
    )


@function(datetime.strptime)
def _read(interp: Interpreter, date_string: Abstract, format: Abstract) -> Abstract:
    if not interp.is_static(format):
        interp.refuse("the format of a date is only known when the program runs", _NO_FORMAT)
    form = interp.python(format)
    try:
        pattern = TimeRE().compile(form)
    except (KeyError, IndexError, re.error):
        interp.refuse(f"the format {form!r} isn't supported", "use only directives that datetime.strptime() knows")
    groups = tuple(pattern.groupindex)
    if not _READ.issuperset(groups):
        interp.refuse(f"the format {form!r} isn't supported", f"use only {', '.join('%' + c for c in sorted(_READ))}")
    return interp.call(Static(dates.read), [date_string, format, Static(pattern), Static(groups)])


@function(datetime.now)
def _now(interp: Interpreter, tz: Abstract = NONE) -> Abstract:
    return interp.call(Static(dates.from_timestamp), [interp.op("py::time", result=ty.FLOAT), tz])


@function(datetime.utcnow)
def _now_in_utc(interp: Interpreter) -> Abstract:
    return interp.call(Static(dates.from_timestamp_in_utc), [interp.op("py::time", result=ty.FLOAT)])


@function(datetime.today)
def _now_here(interp: Interpreter) -> Abstract:
    return _now(interp)


@function(date.today)
def _today(interp: Interpreter) -> Abstract:
    return interp.call(interp.getattr(_now(interp), "date"), [])


@function(datetime.fromtimestamp)
def _from_timestamp(interp: Interpreter, timestamp: Abstract, tz: Abstract = NONE) -> Abstract:
    return interp.call(Static(dates.from_timestamp), [timestamp, tz])


@function(datetime.utcfromtimestamp)
def _from_timestamp_in_utc(interp: Interpreter, timestamp: Abstract) -> Abstract:
    return interp.call(Static(dates.from_timestamp_in_utc), [timestamp])


@function(datetime.fromisoformat)
def _from_iso(interp: Interpreter, date_string: Abstract) -> Abstract:
    return interp.call(Static(dates.from_iso), [date_string])


@function(date.fromisoformat)
def _date_from_iso(interp: Interpreter, date_string: Abstract) -> Abstract:
    return interp.call(Static(dates.date_from_iso), [date_string])


@function(datetime.combine)
def _combine(interp: Interpreter, date: Abstract, time: Abstract, tzinfo: Abstract = NONE) -> Abstract:
    return interp.call(Static(dates.combine), [date, time, tzinfo])


@function(date.fromordinal)
def _from_ordinal(interp: Interpreter, number: Abstract) -> Abstract:
    return interp.call(Static(dates.from_ordinal), [number])


@function(dates.local_offset)
def _local_offset(interp: Interpreter, seconds: Abstract, is_local: Abstract) -> Abstract:
    return interp.op("py::local_offset", seconds, is_local, result=ty.INT)
