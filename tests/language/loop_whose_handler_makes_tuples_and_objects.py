class Pair:
    made = 0

    def __init__(self, first, second):
        pass


def program(text: str, other: str):
    held = []
    passes = 0
    while True:
        passes += 1
        try:
            held[2] = held
        except ValueError:
            last = 0.5
            for _ in range(passes):
                last = (held if held else passes,)
            kept = last

            def make(number=3):
                return Pair(7, [])

            made = make(passes)


INPUTS = [("x", "y"), ("", "")]
