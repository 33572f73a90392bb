"""A condition of `and`, `or` and `not` asks each operand for its truth once, and only those that it needs."""

from __future__ import annotations


class Counted:
    def __init__(self, holds: bool, log: list[int], number: int) -> None:
        self.holds = holds
        self.log = log
        self.number = number

    def __bool__(self) -> bool:
        self.log.append(self.number)
        return self.holds


def program(p: bool, q: bool, words: list[str]) -> tuple[list[int], list[str]]:
    log: list[int] = []
    a, b, c = Counted(p, log, 1), Counted(q, log, 2), Counted(p and q, log, 3)
    taken: list[str] = []
    if a and b:
        taken.append("and")
    if a or b:
        taken.append("or")
    if a and (b or c):
        taken.append("nested")
    if not (a or b) or c:
        taken.append("not")
    while b and len(log) < 40:
        log.append(0)
    taken.append("yes" if words and words[0] and a else "no")
    chosen = words and words[0]
    return log, [*taken, str(chosen), *[w for w in words if w and a or not w]]


INPUTS = [(True, True, ["x", ""]), (True, False, []), (False, True, [""]), (False, False, ["y"])]
