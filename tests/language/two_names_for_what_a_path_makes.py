"""What a path makes and leaves under two names is one thing behind it, whatever the other paths leave there."""


class Box:
    def __init__(self):
        self.cache = None

    def make(self, keep):
        if keep:
            made = [1]
            self.cache = made
            return made
        return [2]


def later_unbound(n):
    found = {"c": 0}
    if n:
        found = {"c": n}
        same = found
    found["c"] = 9
    return (same, same is found) if n else found


def only_here(n):
    if n:
        held = [n]
        same = held
    else:
        held = [2]
    held.append(9)
    return (same, same is held) if n else held


def returned(n):
    box = Box()
    made = box.make(n > 1)
    made.append(5)
    return made, box.cache, made is box.cache


def chosen_together(n):
    x, y = ([1], [2]) if n else ([3],) * 2
    x.append(0)
    p, q = ({"k": 1}, {"k": 2}) if n > 1 else ({"k": n},) * 2
    p["k"] += 10
    return x, y, p, q


def program(n: int):
    return later_unbound(n), only_here(n), returned(n), chosen_together(n)


INPUTS = [(0,), (1,), (2,)]
