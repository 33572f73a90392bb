def program(n: int):

    class Box:
        kind = "box"

        def __init__(self, v):
            self.v = v

        def double(self):
            return Box(self.v * 2)

        @property
        def half(self):
            return self.v // 2

    b = Box(n).double()
    return (b.v, b.half, Box.kind, b.kind)


INPUTS = [(3,), (0,)]
