import datetime


def stamped(values):
    now = datetime.datetime.now()
    text = now.strftime("%Y-%m-%d %H:%M:%S")
    return {"count": len(values), "date": text}


def program(values: list[float]):
    report = stamped(values)
    later = datetime.datetime.now() >= datetime.datetime.strptime(report["date"], "%Y-%m-%d %H:%M:%S")
    return report["count"], len(report["date"]), later


INPUTS = [([1.0, 2.0],), ([],)]
