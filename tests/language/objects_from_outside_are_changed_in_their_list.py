from dataclasses import dataclass


@dataclass
class Slot:
    hits: int


class Log:
    def __init__(self):
        self.lines = []
        self.by_name = {}

    def add(self, name, n):
        self.lines.append(n)
        self.by_name[name] = n


SLOTS = [Slot(1), Slot(2)]
LOG = Log()


def program(index: int):
    chosen = SLOTS[index]
    chosen.hits += 10
    LOG.add(str(index), chosen.hits)
    return [slot.hits for slot in SLOTS], LOG.lines[-1], chosen is SLOTS[0], dict(LOG.by_name)


INPUTS = [(1,), (0,), (1,)]
