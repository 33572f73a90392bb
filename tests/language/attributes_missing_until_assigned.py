class Box:
    def fill(self, n: int):
        if n > 0:
            self.size = n
        self.label = "box"
        return self


def size_of(box: Box):
    try:
        return box.size
    except AttributeError as e:
        return str(e)


def program(numbers: list[int]):
    boxes = []
    for n in numbers:
        boxes.append(Box().fill(n))
    sizes = [size_of(b) for b in boxes]
    for b in boxes:
        b.size = 2.5
        b.label = b.label + "!"
    return sizes, [size_of(b) for b in boxes], [b.label for b in boxes]


INPUTS = [([1, 0, 3],), ([],)]
