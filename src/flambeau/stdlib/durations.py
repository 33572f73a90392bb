"""``datetime.timedelta``, which is written in C, in the language itself: whole microseconds, of 64 bits here.

str(timedelta(seconds=3725.5))      # '1:02:05.500000'
"""

from __future__ import annotations

import math
from datetime import timedelta
from typing import Any

DAY, SECOND = 86_400_000_000, 1_000_000
SPLIT = 134_217_729.0  # 2**27 + 1: half of a float's bits


class TimeDelta:
    stands_for = timedelta
    known_as = "datetime:timedelta"

    def __init__(
        self, days: Any = 0, seconds: Any = 0, microseconds: Any = 0, milliseconds: Any = 0, minutes: Any = 0,
        hours: Any = 0, weeks: Any = 0,
    ) -> None:  # fmt: skip
        whole, rest = 0, 0.0
        for value, unit in (
            (microseconds, 1), (milliseconds, 1000), (seconds, SECOND), (minutes, 60 * SECOND), (hours, 3600 * SECOND),
            (days, DAY), (weeks, 7 * DAY),
        ):  # fmt: skip
            if isinstance(value, float):
                fraction, units = math.modf(value)
                part, exact = math.modf(fraction * unit)
                whole += int(units) * unit + int(exact)
                rest += part
            else:
                whole += value * unit
        whole += rounded(rest, whole % 2 == 1)
        self.days = whole // DAY
        self.seconds = whole % DAY // SECOND
        self.microseconds = whole % SECOND
        if not -999_999_999 <= self.days <= 999_999_999:
            raise OverflowError(f"days={self.days}; must have magnitude <= 999999999")

    def total_seconds(self) -> float:
        return in_microseconds(self) / SECOND

    def __str__(self) -> str:
        text = f"{self.seconds // 3600}:{self.seconds // 60 % 60:02}:{self.seconds % 60:02}"
        if self.days:
            text = f"{self.days} day{'' if abs(self.days) == 1 else 's'}, {text}"
        return f"{text}.{self.microseconds:06}" if self.microseconds else text

    def __repr__(self) -> str:
        held = [("days", self.days), ("seconds", self.seconds), ("microseconds", self.microseconds)]
        return f"datetime.timedelta({', '.join([f'{name}={value}' for name, value in held if value]) or '0'})"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, timedelta) and (self.days, self.seconds, self.microseconds) == (
            other.days, other.seconds, other.microseconds,
        )  # fmt: skip

    def __lt__(self, other: Any) -> Any:
        return in_microseconds(self) < in_microseconds(other) if is_duration(other) else NotImplemented

    def __le__(self, other: Any) -> Any:
        return in_microseconds(self) <= in_microseconds(other) if is_duration(other) else NotImplemented

    def __gt__(self, other: Any) -> Any:
        return in_microseconds(self) > in_microseconds(other) if is_duration(other) else NotImplemented

    def __ge__(self, other: Any) -> Any:
        return in_microseconds(self) >= in_microseconds(other) if is_duration(other) else NotImplemented

    def __hash__(self) -> int:
        return hash((self.days, self.seconds, self.microseconds))

    def __bool__(self) -> bool:
        return in_microseconds(self) != 0

    def __add__(self, other: Any) -> Any:
        return of(in_microseconds(self) + in_microseconds(other)) if is_duration(other) else NotImplemented

    def __radd__(self, other: Any) -> Any:
        return of(in_microseconds(other) + in_microseconds(self)) if is_duration(other) else NotImplemented

    def __sub__(self, other: Any) -> Any:
        return of(in_microseconds(self) - in_microseconds(other)) if is_duration(other) else NotImplemented

    def __rsub__(self, other: Any) -> Any:
        return of(in_microseconds(other) - in_microseconds(self)) if is_duration(other) else NotImplemented

    def __neg__(self) -> Any:
        return of(-in_microseconds(self))

    def __pos__(self) -> Any:
        return self

    def __abs__(self) -> Any:
        return of(abs(in_microseconds(self)))

    def __mul__(self, other: Any) -> Any:
        if isinstance(other, int):
            return of(in_microseconds(self) * other)
        if isinstance(other, float):
            return of(times(in_microseconds(self), other))
        return NotImplemented

    def __rmul__(self, other: Any) -> Any:
        return self * other

    def __truediv__(self, other: Any) -> Any:
        if isinstance(other, timedelta):
            return in_microseconds(self) / in_microseconds(other)
        if isinstance(other, int):
            return of(nearest(in_microseconds(self), other))
        if isinstance(other, float):
            return of(divided(in_microseconds(self), other))
        return NotImplemented

    def __floordiv__(self, other: Any) -> Any:
        if isinstance(other, timedelta):
            return in_microseconds(self) // in_microseconds(other)
        return of(in_microseconds(self) // other) if isinstance(other, int) else NotImplemented

    def __mod__(self, other: Any) -> Any:
        return of(in_microseconds(self) % in_microseconds(other)) if is_duration(other) else NotImplemented

    def __divmod__(self, other: Any) -> Any:
        return self // other, self % other


def is_duration(value: Any) -> bool:
    return isinstance(value, timedelta)


def in_microseconds(duration: Any) -> int:
    found: int = duration.days * DAY + duration.seconds * SECOND + duration.microseconds
    return found


def of(microseconds: int) -> Any:
    return timedelta(microseconds=microseconds)


def rounded(rest: float, odd: bool) -> int:
    """``rest`` as a whole number, so that a half makes the sum with an ``odd`` or even one even."""
    low = math.floor(rest)
    if rest - low != 0.5:
        return round(rest)
    return low if (low % 2 == 1) == odd else low + 1


def nearest(a: int, b: int) -> int:
    """``a / b`` as a whole number, halves to the even one."""
    quotient, rest = a // b, a % b
    twice = 2 * abs(rest)
    return quotient + 1 if twice > abs(b) or (twice == abs(b) and quotient % 2 == 1) else quotient


def product(a: float, b: float) -> tuple[float, float]:
    """``a * b``, and what that has been rounded by (Dekker's product)."""
    high_a = SPLIT * a - (SPLIT * a - a)
    high_b = SPLIT * b - (SPLIT * b - b)
    low_a, low_b = a - high_a, b - high_b
    whole = a * b
    return whole, low_a * low_b - (((whole - high_a * high_b) - low_a * high_b) - high_a * low_b)


def times(microseconds: int, factor: float) -> int:
    """The nearest whole number of microseconds, as exactly as if the factor were a fraction."""
    check(factor)
    whole, error = product(float(microseconds), factor)
    low = math.floor(whole)
    above = (whole - low) + error
    if above < 0:
        low, above = low - 1, above + 1
    return low + 1 if above > 0.5 or (above == 0.5 and low % 2 == 1) else low


def divided(microseconds: int, divisor: float) -> int:
    check(divisor)
    if divisor == 0:
        raise ZeroDivisionError("division by zero")
    low = math.floor(microseconds / divisor)
    whole, error = product(float(low), divisor)
    above = ((microseconds - whole) - error) / divisor
    if above < 0:
        low, above = low - 1, above + 1
    return low + 1 if above > 0.5 or (above == 0.5 and low % 2 == 1) else low


def check(factor: float) -> None:
    if math.isnan(factor):
        raise ValueError("cannot convert NaN to integer ratio")
    if math.isinf(factor):
        raise OverflowError("cannot convert Infinity to integer ratio")
