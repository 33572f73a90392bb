from __future__ import annotations

from dataclasses import dataclass, field


@dataclass
class Detection:
    label: int
    score: float
    box: list[int] = field(default_factory=list)

    def area(self):
        return (self.box[2] - self.box[0]) * (self.box[3] - self.box[1])


def program(scores: list[float]):
    kept = []
    best = Detection(-1, 0.0, [0, 0, 0, 0])
    for i in range(len(scores)):
        if scores[i] > best.score:
            best.label = i
            best.score = scores[i]
            best.box = [0, 0, i, i]
        kept.append(best.score)
    return best.label, best.score, best.area(), kept


INPUTS = [([0.1, 0.7, 0.3],), ([],)]
