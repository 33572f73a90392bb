import numpy as np


def program(x, names: list[str]):
    order = np.argsort(x)
    ranked = [names[i] for i in order]
    table = {names[i]: x[i] for i in range(len(names))}
    best = names[x.argmax()]
    counts = {}
    for n in x.astype(int):
        counts[int(n)] = counts.get(int(n), 0) + 1
    return (
        ranked,
        table,
        best,
        counts,
        f"{best}: {x.max():.2f} {x.max()}",
        "%.1f" % x[0],
        str(x[1]),
        "{:5.2f}|{}".format(x[0], order[0]),
    )


INPUTS = [(np.array([2.5, 0.5, 1.5]), ["a", "b", "c"]), (np.array([2.5, 0.5, 1.5], np.float32), ["a", "b", "c"])]
