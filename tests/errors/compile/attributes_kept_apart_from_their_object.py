from dataclasses import dataclass


@dataclass
class Box:
    width: int


def program(x):
    boxes = [Box(int(n)) for n in x]
    kept = [vars(box) for box in boxes]
    for box in boxes:
        box.width += 1
    return kept
