"""``datetime.date``, ``datetime`` and ``timezone``, which are written in C, in the language itself.

    datetime.strptime("2024-02-28", "%Y-%m-%d") + timedelta(days=2)      # datetime(2024, 3, 1)

Formats are read while compiling (``rules/dates.py``). Days are counted as ``toordinal`` does: 0001-01-01 is the first.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime, time, timedelta, timezone
from typing import Any, NamedTuple

from .durations import DAY, SECOND, in_microseconds

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
BEFORE = (0, 0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334)  # days of a common year in front of a month
EPOCH = 719_163  # the number of 1970-01-01
LAST = 3_652_059  # of 9999-12-31
ISO = re.compile(
    r"(?P<Y>[0-9]{4})(?:-(?P<m>[0-9]{2})-(?P<d>[0-9]{2})|(?P<mm>[0-9]{2})(?P<dd>[0-9]{2})"
    r"|-?W(?P<W>[0-9]{2})(?:-?(?P<u>[0-9]))?)"
    r"(?:.(?P<H>[0-9]{2})(?::?(?P<M>[0-9]{2})(?::?(?P<S>[0-9]{2})(?:[.,](?P<f>[0-9]+))?)?)?"
    r"(?P<z>Z|[+-][0-9]{2}(?::?[0-9]{2}){0,2})?)?"
)


class IsoCalendarDate(NamedTuple):
    year: int
    week: int
    weekday: int


class _Day:
    """What dates and datetimes have in common: the day."""

    year: int
    month: int
    day: int

    def toordinal(self) -> int:
        return ordinal(self.year, self.month, self.day)

    def weekday(self) -> int:
        return (self.toordinal() + 6) % 7

    def isoweekday(self) -> int:
        return self.toordinal() % 7 or 7

    def isocalendar(self) -> IsoCalendarDate:
        number = self.toordinal()
        year = self.year
        if year < 9999 and number >= first_week(year + 1):
            year += 1
        elif number < first_week(year):
            year -= 1
        return IsoCalendarDate(year, (number - first_week(year)) // 7 + 1, self.isoweekday())

    def ctime(self) -> str:
        return self.strftime("%c")

    def strftime(self, format: str) -> str:
        return written(self, format)

    def __format__(self, form: str) -> str:
        return self.strftime(form) if form else str(self)


class Date(_Day):
    stands_for = date
    known_as = "datetime:date"

    def __init__(self, year: int, month: int, day: int) -> None:
        check_date(year, month, day)
        self.year = year
        self.month = month
        self.day = day

    def isoformat(self) -> str:
        return f"{self.year:04}-{self.month:02}-{self.day:02}"

    def replace(self, year: Any = None, month: Any = None, day: Any = None) -> Any:
        return date(
            self.year if year is None else year, self.month if month is None else month,
            self.day if day is None else day,
        )  # fmt: skip

    def __str__(self) -> str:
        return self.isoformat()

    def __repr__(self) -> str:
        return f"datetime.date({self.year}, {self.month}, {self.day})"

    def __hash__(self) -> int:
        return hash((self.year, self.month, self.day))

    def __eq__(self, other: object) -> bool:
        return type(self) is type(other) and (self.year, self.month, self.day) == (other.year, other.month, other.day)

    def __lt__(self, other: Any) -> Any:
        return self.toordinal() < other.toordinal() if is_date(other) else NotImplemented

    def __le__(self, other: Any) -> Any:
        return self.toordinal() <= other.toordinal() if is_date(other) else NotImplemented

    def __gt__(self, other: Any) -> Any:
        return self.toordinal() > other.toordinal() if is_date(other) else NotImplemented

    def __ge__(self, other: Any) -> Any:
        return self.toordinal() >= other.toordinal() if is_date(other) else NotImplemented

    def __add__(self, other: Any) -> Any:
        return of_ordinal(self.toordinal() + other.days) if isinstance(other, timedelta) else NotImplemented

    def __radd__(self, other: Any) -> Any:
        return self + other

    def __sub__(self, other: Any) -> Any:
        if isinstance(other, timedelta):
            return of_ordinal(self.toordinal() - other.days)
        return timedelta(self.toordinal() - other.toordinal()) if is_date(other) else NotImplemented


class DateTime(_Day):
    stands_for = datetime
    known_as = "datetime:datetime"
    # What tells those without a time zone apart, as keys; of those with one no attribute is the time in UTC.
    key = ("year", "month", "day", "hour", "minute", "second", "microsecond")
    no_key = "tzinfo"

    def __init__(
        self, year: int, month: int, day: int, hour: int = 0, minute: int = 0, second: int = 0, microsecond: int = 0,
        tzinfo: Any = None,
    ) -> None:  # fmt: skip
        check_date(year, month, day)
        check_time(hour, minute, second, microsecond)
        self.year = year
        self.month = month
        self.day = day
        self.hour = hour
        self.minute = minute
        self.second = second
        self.microsecond = microsecond
        self.tzinfo = tzinfo

    def date(self) -> Any:
        return date(self.year, self.month, self.day)

    def time(self) -> Any:
        return time(self.hour, self.minute, self.second, self.microsecond)

    def utcoffset(self) -> Any:
        return None if self.tzinfo is None else self.tzinfo.utcoffset(None)

    def tzname(self) -> Any:
        return None if self.tzinfo is None else self.tzinfo.tzname(None)

    def timestamp(self) -> float:
        if self.tzinfo is None:
            given = shown(self)
            offset = local_offset((given - EPOCH * DAY) // SECOND, True) * SECOND
            return (given - EPOCH * DAY - offset) / SECOND
        return (in_utc(self) - EPOCH * DAY) / SECOND

    def astimezone(self, tz: Any = None) -> Any:
        if tz is None or self.tzinfo is None:
            raise NotImplementedError("astimezone() to or from the machine's own time zone isn't supported in programs")
        return of_microseconds(in_utc(self) + in_microseconds(tz.utcoffset(None)), tz)

    def isoformat(self, sep: str = "T", timespec: str = "auto") -> str:
        day = f"{self.year:04}-{self.month:02}-{self.day:02}"
        clock = iso_time(self, timespec)
        zone = "" if self.tzinfo is None else offset_text(in_microseconds(self.tzinfo.utcoffset(None)), ":")
        return f"{day}{sep}{clock}{zone}"

    def replace(
        self, year: Any = None, month: Any = None, day: Any = None, hour: Any = None, minute: Any = None,
        second: Any = None, microsecond: Any = None, tzinfo: Any = True,
    ) -> Any:  # fmt: skip
        return datetime(
            self.year if year is None else year, self.month if month is None else month,
            self.day if day is None else day, self.hour if hour is None else hour,
            self.minute if minute is None else minute, self.second if second is None else second,
            self.microsecond if microsecond is None else microsecond, self.tzinfo if tzinfo is True else tzinfo,
        )  # fmt: skip

    def __str__(self) -> str:
        return self.isoformat(" ")

    def __repr__(self) -> str:
        parts = [self.year, self.month, self.day, self.hour, self.minute]
        if self.second or self.microsecond:
            parts.append(self.second)
        if self.microsecond:
            parts.append(self.microsecond)
        zone = "" if self.tzinfo is None else f", tzinfo={self.tzinfo!r}"
        return f"datetime.datetime({', '.join([str(p) for p in parts])}{zone})"

    def __hash__(self) -> int:
        return hash(in_utc(self))

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, datetime):
            return False
        return (self.tzinfo is None) == (other.tzinfo is None) and in_utc(self) == in_utc(other)

    def __lt__(self, other: Any) -> Any:
        return in_utc(self) < comparable(self, other) if isinstance(other, datetime) else NotImplemented

    def __le__(self, other: Any) -> Any:
        return in_utc(self) <= comparable(self, other) if isinstance(other, datetime) else NotImplemented

    def __gt__(self, other: Any) -> Any:
        return in_utc(self) > comparable(self, other) if isinstance(other, datetime) else NotImplemented

    def __ge__(self, other: Any) -> Any:
        return in_utc(self) >= comparable(self, other) if isinstance(other, datetime) else NotImplemented

    def __add__(self, other: Any) -> Any:
        if isinstance(other, timedelta):
            return of_microseconds(shown(self) + in_microseconds(other), self.tzinfo)
        return NotImplemented

    def __radd__(self, other: Any) -> Any:
        return self + other

    def __sub__(self, other: Any) -> Any:
        if isinstance(other, timedelta):
            return of_microseconds(shown(self) - in_microseconds(other), self.tzinfo)
        if isinstance(other, datetime):
            if (self.tzinfo is None) != (other.tzinfo is None):
                raise TypeError("can't subtract offset-naive and offset-aware datetimes")
            return timedelta(microseconds=in_utc(self) - in_utc(other))
        return NotImplemented


class TimeZone:
    stands_for = timezone
    known_as = "datetime:timezone"

    def __init__(self, offset: timedelta) -> None:
        if not -DAY < in_microseconds(offset) < DAY:
            raise ValueError(
                "offset must be a timedelta strictly between -timedelta(hours=24) and timedelta(hours=24), not "
                f"{offset!r}."
            )
        self.offset = offset

    def utcoffset(self, moment: Any) -> Any:
        return self.offset

    def dst(self, moment: Any) -> Any:
        return None

    def tzname(self, moment: Any) -> str:
        return f"UTC{offset_text(in_microseconds(self.offset), ':')}" if self.offset else "UTC"

    def __str__(self) -> str:
        return self.tzname(None)

    def __repr__(self) -> str:
        return f"datetime.timezone({self.offset!r})" if self.offset else "datetime.timezone.utc"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, timezone) and self.offset == other.utcoffset(None)

    def __hash__(self) -> int:
        return hash(self.offset)


def is_date(value: Any) -> bool:
    return isinstance(value, date) and not isinstance(value, datetime)


def comparable(one: Any, other: Any) -> int:
    """``other`` as a number of microseconds, to be compared with ``one``."""
    if (one.tzinfo is None) != (other.tzinfo is None):
        raise TypeError("can't compare offset-naive and offset-aware datetimes")
    return in_utc(other)


def shown(moment: Any) -> int:
    """What the clock shows, in microseconds since the beginning of the year 0."""
    seconds = (moment.hour * 60 + moment.minute) * 60 + moment.second
    found: int = moment.toordinal() * DAY + seconds * SECOND + moment.microsecond
    return found


def in_utc(moment: Any) -> int:
    """The same of the clock at Greenwich; of a moment without a time zone as if it were there."""
    return shown(moment) if moment.tzinfo is None else shown(moment) - in_microseconds(moment.tzinfo.utcoffset(None))


def is_leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def days_before(year: int) -> int:
    before = year - 1
    return before * 365 + before // 4 - before // 100 + before // 400


def first_week(year: int) -> int:
    """The number of the Monday of the year's first ISO week: that with its first Thursday."""
    first = days_before(year) + 1
    weekday = (first + 6) % 7
    return first - weekday + (7 if weekday > 3 else 0)


def check_date(year: int, month: int, day: int) -> None:
    if not 1 <= year <= 9999:
        raise ValueError(f"year {year} is out of range")
    if not 1 <= month <= 12:
        raise ValueError("month must be in 1..12")
    if not 1 <= day <= days_in(year, month):
        raise ValueError("day is out of range for month")


def check_time(hour: int, minute: int, second: int, microsecond: int) -> None:
    if not 0 <= hour <= 23:
        raise ValueError("hour must be in 0..23")
    if not 0 <= minute <= 59:
        raise ValueError("minute must be in 0..59")
    if not 0 <= second <= 59:
        raise ValueError("second must be in 0..59")
    if not 0 <= microsecond <= 999999:
        raise ValueError("microsecond must be in 0..999999")


def iso_time(moment: Any, timespec: str) -> str:
    text = f"{moment.hour:02}:{moment.minute:02}:{moment.second:02}"
    if timespec == "milliseconds":
        return f"{text}.{moment.microsecond // 1000:03}"
    if timespec == "microseconds" or (timespec == "auto" and moment.microsecond):
        return f"{text}.{moment.microsecond:06}"
    if timespec == "minutes":
        return text[:5]
    if timespec == "hours":
        return text[:2]
    if timespec != "auto" and timespec != "seconds":
        raise ValueError("Unknown timespec value")
    return text


def days_in(year: int, month: int) -> int:
    if month == 2:
        return 29 if is_leap(year) else 28
    return 30 if month in (4, 6, 9, 11) else 31


def ordinal(year: int, month: int, day: int) -> int:
    return days_before(year) + BEFORE[month] + (1 if month > 2 and is_leap(year) else 0) + day


def calendar_day(number: int) -> tuple[int, int, int]:
    """Year, month and day: years are counted from March, so that the leap day is their last."""
    if not 1 <= number <= LAST:
        raise OverflowError("date value out of range")
    days = number + 305
    era, rest = days // 146097, days % 146097
    year = (rest - rest // 1460 + rest // 36524 - rest // 146096) // 365
    day = rest - (365 * year + year // 4 - year // 100)
    month = (5 * day + 2) // 153
    in_month = day - (153 * month + 2) // 5 + 1
    month = month + 3 if month < 10 else month - 9
    return era * 400 + year + (1 if month <= 2 else 0), month, in_month


def of_ordinal(number: int) -> Any:
    year, month, day = calendar_day(number)
    return date(year, month, day)


def of_microseconds(count: int, zone: Any) -> Any:
    year, month, day = calendar_day(count // DAY)
    rest = count % DAY
    seconds = rest // SECOND
    return datetime(year, month, day, seconds // 3600, seconds // 60 % 60, seconds % 60, rest % SECOND, zone)


def from_ordinal(number: int) -> Any:
    if not 1 <= number <= LAST:
        raise ValueError("ordinal must be >= 1" if number < 1 else "year is out of range")
    return of_ordinal(number)


def from_timestamp(seconds: Any, tz: Any = None) -> Any:
    whole = round(seconds * SECOND) if isinstance(seconds, int) else nearest_microsecond(seconds)
    if tz is None:
        return of_microseconds(EPOCH * DAY + whole + local_offset(whole // SECOND, False) * SECOND, None)
    return of_microseconds(EPOCH * DAY + whole + in_microseconds(tz.utcoffset(None)), tz)


def from_timestamp_in_utc(seconds: Any) -> Any:
    whole = round(seconds * SECOND) if isinstance(seconds, int) else nearest_microsecond(seconds)
    return of_microseconds(EPOCH * DAY + whole, None)


def nearest_microsecond(seconds: float) -> int:
    whole = int(seconds // 1)
    return whole * SECOND + round((seconds - whole) * 1e6)


def combine(day: Any, clock: Any, zone: Any) -> Any:
    return datetime(day.year, day.month, day.day, clock.hour, clock.minute, clock.second, clock.microsecond, zone)


def offset_text(microseconds: int, colon: str) -> str:
    sign = "-" if microseconds < 0 else "+"
    seconds = abs(microseconds) // SECOND
    text = f"{sign}{seconds // 3600:02}{colon}{seconds // 60 % 60:02}"
    return f"{text}{colon}{seconds % 60:02}" if seconds % 60 else text


def offset_of(text: str) -> Any:
    """``Z``, ``+01:30`` or ``-0130`` as a time zone."""
    if text == "Z":
        return timezone.utc
    digits = text[1:].replace(":", "") + "0000"
    length = timedelta(hours=int(digits[:2]), minutes=int(digits[2:4]), seconds=int(digits[4:6]))
    return timezone(-length if text[0] == "-" else length)


def from_iso(text: str) -> Any:
    found = ISO.fullmatch(text)
    if found is None:
        raise ValueError(f"Invalid isoformat string: {text!r}")
    day = iso_day(found)
    fraction = ((found["f"] or "") + "000000")[:6]
    zone = None if found["z"] is None else offset_of(found["z"])
    hour, minute, second = int(found["H"] or 0), int(found["M"] or 0), int(found["S"] or 0)
    return datetime(day.year, day.month, day.day, hour, minute, second, int(fraction), zone)


def date_from_iso(text: str) -> Any:
    found = ISO.fullmatch(text)
    if found is None or found["H"] is not None:
        raise ValueError(f"Invalid isoformat string: {text!r}")
    return iso_day(found)


def iso_day(found: Any) -> Any:
    """The day that a match of ``ISO`` names, by month and day or by its week."""
    year = int(found["Y"])
    if found["W"] is None:
        return date(year, int(found["m"] or found["mm"]), int(found["d"] or found["dd"]))
    week, weekday = int(found["W"]), int(found["u"] or 1)
    if not 1 <= week <= 53 or (week == 53 and first_week(year + 1) - first_week(year) == 364):
        raise ValueError(f"Invalid isoformat string: {found[0]!r}")
    if not 1 <= weekday <= 7:
        raise ValueError(f"Invalid isoformat string: {found[0]!r}")
    return of_ordinal(first_week(year) + (week - 1) * 7 + weekday - 1)


# --- formats --------------------------------------------------------------------------------------------------------


def written(moment: Any, form: str) -> str:
    """``moment.strftime(form)``: `rules/dates.py` puts the directives together."""
    raise NotImplementedError


def local_offset(seconds: int, is_local: bool) -> int:
    """What the machine's clock is ahead of UTC by: `py::local_offset`."""
    raise NotImplementedError


def clock(moment: Any) -> tuple[int, int, int, int]:
    if isinstance(moment, datetime):
        return moment.hour, moment.minute, moment.second, moment.microsecond
    return 0, 0, 0, 0


def year_day(moment: Any) -> int:
    found: int = moment.toordinal() - days_before(moment.year)
    return found


def zone_of(moment: Any, name: bool) -> str:
    if not isinstance(moment, datetime) or moment.tzinfo is None:
        return ""
    if name:
        return moment.tzinfo.tzname(None) or ""
    return offset_text(in_microseconds(moment.utcoffset()), "")


DIRECTIVES: dict[str, Callable[[Any], str]] = {
    "a": lambda m: DAYS[m.weekday()][:3],
    "A": lambda m: DAYS[m.weekday()],
    "w": lambda m: str(m.isoweekday() % 7),
    "u": lambda m: str(m.isoweekday()),
    "d": lambda m: f"{m.day:02}",
    "e": lambda m: f"{m.day:2}",
    "b": lambda m: MONTHS[m.month - 1][:3],
    "h": lambda m: MONTHS[m.month - 1][:3],
    "B": lambda m: MONTHS[m.month - 1],
    "m": lambda m: f"{m.month:02}",
    "y": lambda m: f"{m.year % 100:02}",
    "Y": lambda m: str(m.year),
    "C": lambda m: f"{m.year // 100:02}",
    "H": lambda m: f"{clock(m)[0]:02}",
    "k": lambda m: f"{clock(m)[0]:2}",
    "I": lambda m: f"{(clock(m)[0] + 11) % 12 + 1:02}",
    "l": lambda m: f"{(clock(m)[0] + 11) % 12 + 1:2}",
    "p": lambda m: "AM" if clock(m)[0] < 12 else "PM",
    "M": lambda m: f"{clock(m)[1]:02}",
    "S": lambda m: f"{clock(m)[2]:02}",
    "f": lambda m: f"{clock(m)[3]:06}",
    "z": lambda m: zone_of(m, False),
    "Z": lambda m: zone_of(m, True),
    "j": lambda m: f"{year_day(m):03}",
    "U": lambda m: f"{(year_day(m) + 6 - m.isoweekday() % 7) // 7:02}",
    "W": lambda m: f"{(year_day(m) + 6 - m.weekday()) // 7:02}",
    "G": lambda m: str(m.isocalendar()[0]),
    "V": lambda m: f"{m.isocalendar()[1]:02}",
    "%": lambda m: "%",
    "n": lambda m: "\n",
    "t": lambda m: "\t",
}
LONGER = {
    "c": "%a %b %e %H:%M:%S %Y", "x": "%m/%d/%y", "X": "%H:%M:%S", "D": "%m/%d/%y", "F": "%Y-%m-%d", "T": "%H:%M:%S",
    "R": "%H:%M", "r": "%I:%M:%S %p",
}  # fmt: skip


def written_by_any(moment: Any, form: str) -> str:
    """``moment.strftime(form)`` of a format that only the running program knows."""
    pieces = []
    place = 0
    while place < len(form):
        begin = form.find("%", place)
        if begin < 0:
            begin = len(form)
        pieces.append(form[place:begin])
        flag = form[begin + 1 : begin + 2] == "-"
        letter = form[begin + 2 : begin + 3] if flag else form[begin + 1 : begin + 2]
        place = begin + (3 if flag else 2)
        if letter in LONGER:
            pieces.append(written_by_any(moment, LONGER[letter]))
        elif letter in DIRECTIVES:
            text = DIRECTIVES[letter](moment)
            pieces.append(unpadded(text) if flag else text)
        elif letter == "":
            pieces.append(form[begin:])
        else:
            raise NotImplementedError(f"%{letter} of a date's format isn't supported in programs")
    return "".join(pieces)


def unpadded(text: str) -> str:
    """What ``%-d`` makes of ``%d``."""
    return text.lstrip("0 ") or "0"


def read(text: str, form: str, pattern: Any, groups: Any) -> Any:
    """``datetime.strptime(text, form)``, whose pattern has ``groups``: it is known what the format holds."""
    found = pattern.match(text)
    if found is None:
        raise ValueError(f"time data {text!r} does not match format {form!r}")
    if found.end() != len(text):
        raise ValueError(f"unconverted data remains: {text[found.end() :]}")
    year, month, day, days = 1900, 1, 1, 0
    hour, minute, second, fraction, zone = 0, 0, 0, 0, None
    for group in groups:
        held = found[group]
        if group == "Y":
            year = int(held)
        elif group == "y":
            year = int(held) + (1900 if int(held) > 68 else 2000)
        elif group == "m":
            month = int(held)
        elif group == "B":
            month = place_in(MONTHS, held, False)
        elif group == "b":
            month = place_in(MONTHS, held, True)
        elif group == "d":
            day = int(held)
        elif group == "j":
            days = int(held)
        elif group == "H":
            hour = int(held)
        elif group == "I":
            hour = int(held) % 12 + (12 if "p" in groups and found["p"].lower() == "pm" else 0)
        elif group == "M":
            minute = int(held)
        elif group == "S":
            second = int(held)
        elif group == "f":
            fraction = int((held + "000000")[:6])
        elif group == "z":
            zone = offset_of(held)
    if year == 1900 and month == 2 and day == 29 and "Y" not in groups and "y" not in groups:
        raise ValueError("day is out of range for month")
    if days:
        whole = date(year, 1, 1) + timedelta(days - 1)
        return datetime(whole.year, whole.month, whole.day, hour, minute, second, fraction, zone)
    return datetime(year, month, day, hour, minute, second, fraction, zone)


def place_in(names: Any, wanted: str, short: bool) -> int:
    for place, name in enumerate(names):
        if (name[:3] if short else name).lower() == wanted.lower():
            return place + 1
    return 0
