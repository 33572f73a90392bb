import datetime
from datetime import time, timedelta

OPENS = time(8, 30)


def program(hour: int, minute: int, closes: time):
    try:
        now = datetime.time(hour, minute)
    except ValueError as e:
        return str(e), OPENS < closes
    moment = datetime.datetime.combine(datetime.date(2024, 3, 1), now)
    slots = []
    at = datetime.datetime.combine(moment.date(), OPENS)
    while at.time() < closes and len(slots) < 4:
        slots.append(at.time().isoformat("minutes"))
        at += timedelta(hours=1, minutes=15)
    names = {OPENS: "opens", closes: "closes"}
    return (
        now, moment, str(now), repr(closes), f"{now:%H-%M}", now.strftime("%I:%M %p"), OPENS <= now < closes, slots,
        moment.time() == now, names.get(now, "between"), now.replace(second=5).isoformat(), sorted([closes, now, OPENS]),
        max(now, OPENS), now.hour, closes.microsecond, now != closes,
    )  # fmt: skip


INPUTS = [(9, 5, time(17, 45, 30)), (8, 30, time(12, 0, 0, 250)), (25, 0, time(9)), (23, 59, time(0))]
