from dataclasses import dataclass


@dataclass
class Box:
    score: float
    label: str = "none"

    def area(self) -> float:
        return self.score * 2


def program(scores: list[float]):
    boxes = [Box(s) for s in scores]
    boxes.sort(key=lambda b: -b.score)
    if boxes:
        boxes[0].label = "best"
    return boxes, sum(b.area() for b in boxes), [b.label for b in boxes if b.score > 1]


INPUTS = [([3.0, 1.0, 5.0],), ([],)]
