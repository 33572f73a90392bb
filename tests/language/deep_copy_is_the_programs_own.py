from __future__ import annotations

import copy


class Settings:
    def __init__(self):
        self.size = 3
        self.scales = [1, 2]
        self.nested = {"steps": 4}


SETTINGS = Settings()


def program(n: int):
    mine = copy.deepcopy(SETTINGS)
    mine.size = n
    mine.scales.append(n)
    mine.nested["steps"] += 1
    again = copy.deepcopy(mine)
    again.scales[0] = 9
    delattr(again, "size")
    return (
        mine.size,
        mine.scales,
        again.scales,
        mine.nested["steps"],
        SETTINGS.size,
        len(SETTINGS.scales),
        hasattr(again, "size"),
    )


INPUTS = [(7,), (0,)]
