import calendar
from datetime import date, datetime, timedelta, timezone

EPOCH = datetime(1970, 1, 1)


def parse_stamp(text):
    for form in ("%Y-%m-%d %H:%M:%S", "%Y-%m-%d", "%d/%m/%Y"):
        try:
            return datetime.strptime(text, form)
        except ValueError:
            continue
    raise ValueError(f"no known format: {text!r}")


def quarter(d):
    return (d.month - 1) // 3 + 1


def business_days(start, end):
    days = 0
    while start < end:
        if start.weekday() < 5:
            days += 1
        start += timedelta(days=1)
    return days


def program(stamps: list[str]):
    out = []
    for text in stamps:
        try:
            when = parse_stamp(text)
        except ValueError as error:
            out.append(str(error))
            continue
        out.append(
            f"{when:%Y/%m/%d} q{quarter(when)} {when.isoformat()} {when.strftime('%a %d %b %H:%M')} {(when - EPOCH).total_seconds():.0f} {when.weekday()} {when.date() + timedelta(days=30)}"
        )
    good = sorted(parse_stamp(s) for s in stamps if "x" not in s)
    span = good[-1] - good[0] if good else timedelta()
    return out, span.days, str(span), business_days(good[0], min(good[-1], good[0] + timedelta(days=20))) if good else 0


INPUTS = [(["2024-02-28 13:45:10", "2024-03-01", "31/12/2023"],), (["x1", "2000-02-29"],), ([],)]
