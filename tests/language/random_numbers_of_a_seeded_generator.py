import random


def program(seed: int):
    rng = random.Random(seed)
    items = list(range(8))
    rng.shuffle(items)
    return (
        rng.random(), rng.randint(1, 100), rng.getrandbits(40), rng.randrange(3, 30, 3), items, rng.choice("abc"),
        rng.sample(range(100), 5), rng.uniform(1, 2), rng.gauss(0, 1), rng.gauss(0, 1), rng.choices([1, 2, 3], k=4),
        rng.choices("ab", weights=[1, 3], k=3), rng.normalvariate(0, 2), rng.expovariate(2.0), rng.triangular(0, 1),
        rng.betavariate(1, 2),
    )  # fmt: skip


INPUTS = [(3,), (0,), (-5,), (12345678901,)]
