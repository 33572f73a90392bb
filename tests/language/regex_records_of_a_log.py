"""Lines of a log are parsed into records and counted, as scripts do it."""

import re
from collections import OrderedDict

LINE = re.compile(r"^\[(?P<level>[A-Z]+)\]\s+(?P<name>[\w.]+):\s*(?P<text>.*?)(?:\s+took\s+(?P<ms>\d+)\s*ms)?\s*$")


def program(log: str):
    levels = OrderedDict()
    slowest = ("", -1)
    failed = 0
    for line in log.splitlines():
        match = LINE.match(line)
        if not match:
            failed += 1
            continue
        level = match.group("level").lower()
        levels[level] = levels.get(level, 0) + 1
        if match["ms"] is not None and int(match["ms"]) > slowest[1]:
            slowest = (match["name"], int(match["ms"]))
    return list(levels.items()), slowest, failed


INPUTS = [("[INFO] net.load: weights took 12 ms\n[WARN] net: slow took 90ms\n???\n[INFO] x: y",), ("",)]
