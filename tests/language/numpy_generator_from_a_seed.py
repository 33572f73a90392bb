import numpy as np


def program(seed: int, count: int):
    rng = np.random.default_rng(seed)
    values = list(range(count))
    rng.shuffle(values)
    return (
        float(rng.random()),
        rng.random((2, count)),
        rng.integers(0, 10, size=7),
        int(rng.integers(5)),
        rng.integers(-3, 3, size=(2, 2), endpoint=True),
        rng.integers(0, 1 << 40, size=3),
        rng.normal(1.0, 2.0, size=count),
        rng.uniform(-1, 1, size=3),
        rng.permutation(count),
        rng.permutation(np.arange(6).reshape(3, 2)),
        rng.choice(count, size=4),
        rng.choice(np.array([1.5, 2.5, 3.5]), size=2, replace=False),
        rng.choice(20000, size=5, replace=False),
        rng.choice(4, size=6, p=[0.1, 0.2, 0.3, 0.4]),
        rng.standard_normal(size=300).sum() > 0,
        rng.integers(0, 255, size=(3, count), dtype=np.uint8, endpoint=True),
        rng.integers(-3, 300, size=5, dtype=np.int16),
        rng.random(3, dtype=np.float32),
        np.random.default_rng(7).uniform(size=2),
        np.random.default_rng([1, count]).integers(100),
        values,
    )


INPUTS = [(0, 5), (42, 9), (1 << 40, 3)]
