class Positive:
    def __set_name__(self, owner, name):
        self.name = "_" + name

    def __get__(self, instance, owner=None):
        return self if instance is None else getattr(instance, self.name)

    def __set__(self, instance, value):
        if value < 0:
            raise ValueError(f"{self.name[1:]} must not be negative")
        setattr(instance, self.name, value)


class Lazy:
    def __init__(self, compute):
        self.compute = compute

    def __get__(self, instance, owner):
        return self.compute(instance) * 10


class Account:
    balance = Positive()
    limit = Positive()

    def __init__(self, balance, limit):
        self.balance = balance
        self.limit = limit

    @Lazy
    def total(self):
        return self.balance + self.limit


def program(amounts: list[int]):
    accounts = []
    for amount in amounts:
        accounts.append(Account(amount, 5))
    for account in accounts:
        account.balance -= 1
    return [a.balance for a in accounts], [a.total for a in accounts]


INPUTS = [([3, 1],), ([0],), ([-1],), ([],)]
