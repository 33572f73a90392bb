"""datetime.strptime, arithmetic with durations, formats, comparisons and time zones of fixed offsets."""

from datetime import date, datetime, timedelta, timezone

START = datetime(2024, 1, 31, 8, 30)
EPOCH = date(1970, 1, 1)
ZONE = timezone(timedelta(hours=5, minutes=30))


def program(stamp: str, days: int, seconds: float):
    try:
        when = datetime.strptime(stamp, "%Y-%m-%d %H:%M:%S")
    except ValueError as error:
        return str(error)
    later = when + timedelta(days=days, seconds=seconds)
    day = later.date()
    since = later - START
    texts = [
        str(when),
        repr(later),
        f"{later:%d.%m.%y}",
        later.strftime("%A %B %-d, %I:%M %p %j %U %W %a%b%%"),
        later.isoformat(timespec="milliseconds"),
        str(day),
        repr(day),
        f"{day}",
        f"{day:%x}",
        day.ctime(),
        later.ctime(),
    ]
    order = [
        later > START,
        when <= later,
        later == when,
        day > EPOCH,
        day == date(2024, 2, 1),
        max(when, later, START) == later,
    ]
    parts = (
        later.year,
        later.month,
        later.day,
        later.hour,
        later.minute,
        later.second,
        later.microsecond,
        day.weekday(),
        later.isoweekday(),
        tuple(day.isocalendar()),
        day.toordinal(),
    )
    aware = later.replace(tzinfo=ZONE)
    utc = aware.astimezone(timezone.utc)
    stamps = (
        utc.timestamp(),
        str(utc),
        aware.isoformat(),
        str(datetime.fromtimestamp(utc.timestamp(), tz=timezone.utc)),
        aware.tzname(),
    )
    return (
        texts,
        order,
        parts,
        stamps,
        since,
        later,
        day,
        (day - EPOCH).days,
        {day: 1}[later.date()],
        datetime.fromisoformat(later.isoformat()) == later,
        date.fromisoformat(str(day)),
        later.replace(hour=0, minute=0, second=0, microsecond=0),
        isinstance(later, date),
        sorted([later, when, START])[0],
    )


INPUTS = [
    ("2024-02-28 13:45:10", 2, 0.5),
    ("1999-12-31 23:59:59", 400, 1.25),
    ("x", 1, 1.0),
    ("2024-02-28 13:45:10 ", 1, 1.0),
    ("2023-02-29 00:00:00", 1, 1.0),
    ("0001-01-01 00:00:00", 0, 0.0),
    ("2020-12-31 00:00:00", -366, 0.0),
    ("2020-02-29 00:00:00", 9000000, 0.0),
]
