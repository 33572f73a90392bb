class Box:
    def __init__(self, width):
        self.width = width


def program(widths: list[int]):
    boxes = [Box(width) for width in widths]
    kept = [vars(box) for box in boxes]
    for box in boxes:
        box.width += 1
    for held in kept:
        held["height"] = held["width"] * 2
    return kept, [box.height for box in boxes]


INPUTS = [([1, 2],), ([],)]
