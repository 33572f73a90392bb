from enum import Enum


class Color(Enum):
    RED = 1
    GREEN = 2

    @classmethod
    def _missing_(cls, value):
        if isinstance(value, str):
            for member in cls:
                if member.name.lower() == value.lower():
                    return member
        return None


def program(text: str, n: int):
    try:
        by_name = Color(text)
    except ValueError as e:
        return str(e), Color(Color.RED)
    try:
        return by_name, Color(by_name), Color(n)
    except ValueError as e:
        return str(e), by_name


INPUTS = [("red", 1), ("Green", 3), ("blue", 2)]
