def batches(xs, n):
    batch = []
    for x in xs:
        batch.append(x)
        if len(batch) == n:
            yield batch
            batch = []
    if batch:
        yield batch


def program(xs: list[int], n: int):
    return [sum(b) for b in batches(xs, n)], list(batches(xs, n))


INPUTS = [([1, 2, 3, 4, 5], 2), ([1], 3)]
