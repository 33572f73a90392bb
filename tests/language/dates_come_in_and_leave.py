import json
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone


@dataclass
class Event:
    name: str
    when: datetime
    length: timedelta


def overlapping(events: list[Event]):
    ordered = sorted(events, key=lambda e: e.when)
    return [(a.name, b.name) for a, b in zip(ordered, ordered[1:]) if a.when + a.length > b.when]


def program(events: list[Event], today: date, stamp: float):
    first = min(e.when for e in events)
    by_day: dict[date, list[str]] = {}
    for event in events:
        by_day.setdefault(event.when.date(), []).append(event.name)
    now = datetime.now()
    lasting = -timedelta(hours=1) < datetime.now(timezone.utc) - datetime.now(timezone.utc) <= timedelta(0)
    recent = now.year > 2020 and abs((now.date() - date.today()).days) < 2
    text = json.dumps({e.name: e.when.isoformat() for e in events})
    moment = datetime.fromtimestamp(stamp, tz=timezone.utc)
    ages = [(today - day).days for day in by_day]
    return overlapping(events), first, by_day, lasting, recent, text, str(moment), ages, first == first.date()


INPUTS = [
    (
        [Event("b", datetime(2024, 5, 1, 9, 30), timedelta(hours=1)), Event("a", datetime(2024, 5, 1, 9), timedelta(1))],
        date(2024, 6, 1), 1700000000.25,
    ),
    ([Event("x", datetime(1999, 12, 31, 23, 59, 59, 5), timedelta(0))], date(1970, 1, 1), -1.5),
]  # fmt: skip
