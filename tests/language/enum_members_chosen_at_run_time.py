from enum import Enum


class Color(Enum):
    RED = 1
    GREEN = 2
    BLUE = 3

    @property
    def warm(self):
        return self is Color.RED

    def following(self):
        return Color(self.value % 3 + 1)


def program(color: Color, number: int):
    other = Color(number)
    chosen = color if number > 1 else other
    counts = {Color.RED: 0, Color.GREEN: 0, Color.BLUE: 0}
    counts[chosen] += 1
    return (
        chosen,
        chosen.name,
        chosen.value,
        chosen.warm,
        chosen is color,
        [c for c in Color if c != chosen],
        counts,
        (chosen.following(), f"{chosen} {chosen!r}", Color["RED"] == other),
    )


INPUTS = [(Color.GREEN, 1), (Color.BLUE, 2), (Color.RED, 3), (Color.RED, 7)]
