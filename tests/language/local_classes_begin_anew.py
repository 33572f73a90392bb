"""What instances change of a class within a function lasts as long as the class: each call of the function makes one."""


def counted(n: int):
    base = n % 10

    class Held:
        made = 0
        shared = []
        table = {"first": 0}
        names = ("a", "b")

        def __init__(self, value):
            self.value = value + base
            Held.made += 1
            self.shared.append(self.value)
            self.table[self.names[n % 2]] = Held.made

    one, two = Held(n), Held(2)
    return one.value, two.made, Held.shared, len(one.shared), one.table


def program(n: int):
    return counted(n), counted(n + 1)


INPUTS = [(2,), (7,), (2,)]
