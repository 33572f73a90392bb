import torch


def refused(function):
    try:
        return function()
    except (RuntimeError, IndexError) as error:
        return type(error).__name__ + ": " + str(error)


def program(x, places):
    row = x[0]
    return (
        refused(lambda: x.index_reduce(0, places.byte(), x, "amax")),
        refused(lambda: x.index_reduce(0, places, x[:, :1], "mean")),
        refused(lambda: x.index_reduce(0, places, x.double(), "mean")),
        refused(lambda: x.index_reduce(0, places.reshape(1, -1), x, "prod")),
        refused(lambda: x.index_reduce(2, places, x, "prod")),
        refused(lambda: x.index_reduce(0, places + 9, x, "prod")),
        refused(lambda: x.index_add(0, places[:1], row)),
        refused(lambda: x.index_add(1, places[:1], row)),
        refused(lambda: row.index_add(0, places[0], row[0])),
        refused(lambda: x.index_fill(0, places.int(), 1.0)),
        refused(lambda: x.index_fill(0, places.reshape(1, -1), 1.0)),
        refused(lambda: x.put(places.int(), row[:2])),
        refused(lambda: x.put(places, row)),
        refused(lambda: x.put(places, row[:2].double())),
        x.put(places, row[:2]),
        x.index_reduce(0, places.int(), x, "mean"),
    )


INPUTS = [(torch.arange(6.0).reshape(2, 3), torch.tensor([1, 0]))]
