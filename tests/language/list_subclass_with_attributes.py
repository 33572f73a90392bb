from __future__ import annotations


class Track(list):
    def __init__(self, name: str, values):
        super().__init__(values)
        self.name = name

    def append(self, value):
        super().append(value * 2)

    def total(self):
        return sum(self)


def program(n: int):
    track = Track("left", [1, 2])
    track.append(n)
    track.extend([5])
    track[0] = 7
    return track.name, track.total(), len(track), track[-2], [v + 1 for v in track], 5 in track


INPUTS = [(3,), (-4,)]
