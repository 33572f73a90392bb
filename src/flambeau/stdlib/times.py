"""``datetime.time``, which is written in C, in the language itself: times of a day, without a time zone."""

from __future__ import annotations

from datetime import datetime, time
from typing import Any

from . import dates
from .durations import SECOND


class Time:
    stands_for = time
    known_as = "datetime:time"

    def __init__(
        self, hour: int = 0, minute: int = 0, second: int = 0, microsecond: int = 0, tzinfo: Any = None
    ) -> None:  # fmt: skip
        dates.check_time(hour, minute, second, microsecond)
        if tzinfo is not None:
            raise NotImplementedError("times with a time zone aren't supported in programs")
        self.hour = hour
        self.minute = minute
        self.second = second
        self.microsecond = microsecond
        self.tzinfo = None

    def isoformat(self, timespec: str = "auto") -> str:
        return dates.iso_time(self, timespec)

    def replace(self, hour: Any = None, minute: Any = None, second: Any = None, microsecond: Any = None) -> Any:
        return time(
            self.hour if hour is None else hour, self.minute if minute is None else minute,
            self.second if second is None else second, self.microsecond if microsecond is None else microsecond,
        )  # fmt: skip

    def strftime(self, format: str) -> str:
        moment = datetime(1900, 1, 1, self.hour, self.minute, self.second, self.microsecond)
        return moment.strftime(format)

    def __format__(self, form: str) -> str:
        return self.strftime(form) if form else str(self)

    def __str__(self) -> str:
        return self.isoformat()

    def __repr__(self) -> str:
        parts = [self.hour, self.minute]
        if self.second or self.microsecond:
            parts.append(self.second)
        if self.microsecond:
            parts.append(self.microsecond)
        return f"datetime.time({', '.join([str(p) for p in parts])})"

    def __hash__(self) -> int:
        return hash((self.hour, self.minute, self.second, self.microsecond))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, time) and (self.hour, self.minute, self.second, self.microsecond) == (
            other.hour, other.minute, other.second, other.microsecond
        )  # fmt: skip

    def __lt__(self, other: Any) -> Any:
        return in_day(self) < in_day(other) if isinstance(other, time) else NotImplemented

    def __le__(self, other: Any) -> Any:
        return in_day(self) <= in_day(other) if isinstance(other, time) else NotImplemented

    def __gt__(self, other: Any) -> Any:
        return in_day(self) > in_day(other) if isinstance(other, time) else NotImplemented

    def __ge__(self, other: Any) -> Any:
        return in_day(self) >= in_day(other) if isinstance(other, time) else NotImplemented


def in_day(moment: Any) -> int:
    """Microseconds since midnight."""
    seconds = (moment.hour * 60 + moment.minute) * 60 + moment.second
    found: int = seconds * SECOND + moment.microsecond
    return found
