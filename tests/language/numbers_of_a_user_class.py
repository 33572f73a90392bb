class Money:
    def __init__(self, value):
        self.value = value

    def __format__(self, spec):
        return f"${self.value:{spec or '.2f'}}"

    def __int__(self):
        return int(self.value)

    def __float__(self):
        return float(self.value)

    def __index__(self):
        return int(self.value)

    def __round__(self, digits=None):
        return round(self.value, digits)

    def __abs__(self):
        return Money(abs(self.value))

    def __divmod__(self, other):
        return divmod(self.value, other)

    def __add__(self, other):
        if isinstance(other, Money):
            return Money(self.value + other.value)
        if isinstance(other, (int, float)):
            return Money(self.value + other)
        return NotImplemented

    __radd__ = __add__

    def __lt__(self, other):
        return self.value < other.value


def program(v: float):
    money, coin = Money(v), Money(1.0)
    texts = f"{money}", f"{money:.1f}", format(coin, ".3f"), "%d" % int(money)
    return texts, [10, 20, 30, 40, 50][money], round(money), round(money, 1), divmod(money, 2), sum([money, coin]).value, (
        min(money, coin).value, abs(Money(-v)).value, float(money), (2 + coin).value,
    )  # fmt: skip


INPUTS = [(3.26,)]
