"""``%d`` asks an object for its ``__int__`` or ``__index__``, ``%x`` for its ``__index__``, ``%f`` for its ``__float__``."""


class Grade:
    def __init__(self, points: int):
        self.points = points

    def __index__(self):
        return self.points


class Price:
    def __init__(self, euros: float):
        self.euros = euros

    def __float__(self):
        return self.euros

    def __int__(self):
        return int(self.euros) + 1

    def __str__(self):
        return f"{self.euros} EUR"


def program(n: int, x: float):
    grade, price = Grade(n), Price(x)
    made = ["%d|%5d|%x|%.1f" % (grade, grade, grade, grade), "%s %.2f %i" % (price, price, price)]
    made.append("%(a)03d %(b)s %(b)e" % {"a": grade, "b": price})
    try:
        made.append("%x" % price)
    except TypeError as error:
        made.append(str(error))
    return made, "%d" % grade


INPUTS = [(7, 2.5), (0, -1.25)]
