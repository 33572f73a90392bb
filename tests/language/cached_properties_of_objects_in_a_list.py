from functools import cached_property


class Reading:
    def __init__(self, celsius):
        self._celsius = celsius
        self.asked = 0

    @property
    def fahrenheit(self):
        return self._celsius * 9 / 5 + 32

    @fahrenheit.setter
    def fahrenheit(self, value):
        self._celsius = (value - 32) * 5 / 9

    @fahrenheit.deleter
    def fahrenheit(self):
        self._celsius = 0.0

    @cached_property
    def kelvin(self):
        self.asked += 1
        return self._celsius + 273.0


def program(n: int):
    readings = [Reading(float(i)) for i in range(n)]
    for reading in readings:
        reading.fahrenheit += 9
    first = [r.kelvin for r in readings]
    for reading in readings:
        reading._celsius = 100.0
    again = [r.kelvin for r in readings]
    one = Reading(3.0)
    del one.fahrenheit
    return first, again, [r.asked for r in readings], one.fahrenheit, one.kelvin, one.kelvin


INPUTS = [(3,), (0,)]
