import itertools


def primes():
    found = []
    n = 2
    while True:
        if all(n % p for p in found if p * p <= n):
            found.append(n)
            yield n
        n += 1


def program(k: int):
    return list(itertools.islice(primes(), k)), sum(p for p in itertools.takewhile(lambda q: q < k, primes()))


INPUTS = [(10,)]
