from enum import Enum


class Colour(str, Enum):
    RED = "red"
    DARK_BLUE = "dark blue"

    @property
    def title(self):
        return self.value.title()

    @classmethod
    def default(cls):
        return cls.RED


def program(name: str):
    chosen = Colour(name)
    return (
        chosen,
        chosen.title,
        chosen.name,
        chosen == name,
        chosen is Colour.default(),
        name in [c.value for c in Colour],
    )


INPUTS = [("red",), ("dark blue",), ("green",)]
