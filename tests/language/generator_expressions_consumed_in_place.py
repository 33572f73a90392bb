def program(values: list[int], names: list[str]):
    return (
        sum(v * v for v in values if v > 1),
        any(v > 3 for v in values),
        all(v > 0 for v in values),
        max(v for v in values),
        ",".join(n.upper() for n in names),
        list(v + 1 for v in values),
        sorted(-v for v in values),
        dict((n, len(n)) for n in names),
    )


INPUTS = [([3, 1, 4], ["a", "bb"]), ([2], [])]
