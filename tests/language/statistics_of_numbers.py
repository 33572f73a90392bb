import statistics


def program(counts: list[int], values: list[float]):
    refused = []
    for function in (statistics.mean, statistics.median, statistics.stdev, statistics.pvariance, statistics.mode):
        try:
            refused.append(float(function(counts)))
        except statistics.StatisticsError as error:
            refused.append(str(error))
    return (
        refused,
        statistics.fmean(counts) if counts else 0.0,
        statistics.mean(values),
        statistics.median(values),
        statistics.median_high(values),
        statistics.quantiles(values, n=2),
        statistics.multimode(counts),
    )


INPUTS = [
    ([1, 2, 3, 4], [1.0, 2.5, 3.25, 8.0]),
    ([5], [2.0, 1.0]),
    ([], [0.5, 0.5, 4.0]),
    ([2, 2, 3], [-1.0, 1.0, 7.5]),
]
