"""What except clauses read of exceptions of derived classes: theirs, not what the named class has."""


class A(Exception):
    level = 1
    retry = True

    def describe(self):
        return "A" + str(self)


class B(A):
    retry = False

    def __init__(self, t, level):
        super().__init__(t)
        self.level = level

    def describe(self):
        return "B" + super().describe()


class C(A):
    pass


class D(C):
    retry = None

    @property
    def level(self):
        return 7


def program(n: int):
    try:
        if n == 0:
            raise A("x")
        if n == 1:
            raise B("y", 5)
        if n == 2:
            raise C("z")
        if n == 3:
            raise D("w")
        if n == 4:
            raise ValueError("v")
    except (A, ValueError) as e:
        if isinstance(e, A):
            return e.level, e.retry, e.describe(), str(e)
        return str(e)
    return None


INPUTS = [(i,) for i in range(6)]
