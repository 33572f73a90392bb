import statistics


def program(counts: list[int]):
    return statistics.mean(counts), statistics.variance(counts), statistics.median(counts)


INPUTS = [([1, 2, 3],), ([1, 2],), ([4, 4],)]
