"""A list is sorted in a generator's loop on one of two paths, beside closures that share what they were made with."""


def program(n: int, flag: bool):
    known = [10]
    for a, _ in enumerate(range(len(known))):

        def make(step):
            total = [step]

            def inner(amount):
                return total[0] + amount - amount

            return inner

        first, second = make(a), make(7)
        values = [second(1), first(a)]
        if flag:
            items = (a for _ in range(2))
            for _ in items:
                values.sort()
    return values, n


INPUTS = [(1, True), (2, False)]
