import datetime


def program(text: str, days: int):
    day = datetime.datetime.strptime(text, "%Y-%m-%d")
    later = day + datetime.timedelta(days=days)
    return later.isoformat(), (later - day).total_seconds(), later.weekday(), later.strftime("%d/%m/%y"), later > day


INPUTS = [("2024-02-27", 3), ("2023-12-31", -1)]
