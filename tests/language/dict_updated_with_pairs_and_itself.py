def program(prices: dict[str, float], pairs: list[tuple[str, float]], names: list[str]):
    prices.update(prices)
    prices.update(pairs)
    ranks = dict(zip(names, range(10)))
    ranks.update((name.upper(), -1) for name in names)
    prices |= {"tax": 0.2}
    merged = {**ranks, "last": len(names)}
    return prices, ranks, merged, dict(pairs)


INPUTS = [
    ({"tea": 1.5}, [("milk", 0.5), ("tea", 1.75)], ["a", "b"]),
    ({}, [], []),
    ({"tax": 9.0}, [("x", 1.0), ("x", 2.0)], ["q", "q"]),
]
