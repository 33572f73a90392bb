from datetime import datetime, timedelta


def program(text: str, days: int, form: str):
    first = datetime.strptime(text, "%Y-%m-%d %H:%M:%S")
    later = first + timedelta(days=days, hours=5)
    names = {first: "first", later: "later"}
    counts = {}
    for moment in [first, later, first]:
        counts[moment] = counts.get(moment, 0) + 1
    return (
        names[first], first in {later}, len({first, first, later}), sorted(names), later.strftime(form), counts[later],
        [moment.strftime(form) for moment in counts], first.replace(microsecond=5) in names, names,
    )  # fmt: skip


INPUTS = [
    ("2024-01-31 10:20:30", 3, "%d/%m/%Y %H-%M"), ("2023-02-01 00:00:00", 0, "%c|%-d|%%"),
    ("2024-12-30 23:59:59", 1, ""), ("2024-12-30 23:59:59", 1, "%j %U %a%"),
]  # fmt: skip
