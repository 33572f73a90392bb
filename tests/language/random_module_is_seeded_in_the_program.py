import random


class Jitter:
    def __init__(self, seed):
        self.rng = random.Random(seed)

    def __call__(self, values):
        return [v * self.rng.uniform(0.9, 1.1) for v in values if self.rng.random() > 0.3]


def program(n: int, values: list[float]):
    random.seed(n)
    order = list(range(n))
    random.shuffle(order)
    drawn = []
    for i in range(n):
        random.seed("fixed")
        drawn.append(random.random())
        if random.random() < 0.9:
            drawn.append(random.randint(0, i))
    jitter = Jitter(5)
    return order, drawn, random.choice(order), random.gauss(0, 1), jitter(values), jitter(values)


INPUTS = [(3, [1.0, 2.0, 3.0]), (9, [5.0])]
