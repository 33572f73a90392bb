from itertools import count


def without_multiples(n, numbers):
    for value in numbers:
        if value % n:
            yield value


def sieve(numbers):
    prime = next(numbers)
    yield prime
    yield from sieve(without_multiples(prime, numbers))


def program(n: int):
    found = []
    for prime in sieve(count(2)):
        found.append(prime)
        if len(found) == n:
            break
    return found


INPUTS = [(8,), (1,)]
