import torch


def refused(function):
    try:
        return function()
    except (RuntimeError, IndexError) as error:
        return type(error).__name__ + ": " + str(error)


def program(y, counts):
    return (
        torch.trapezoid(counts[:0]),
        torch.trapezoid(y[:, :0], dim=1),
        torch.trapezoid(y, y[:1].cumsum(1)),
        torch.trapezoid(y[0], y.cumsum(1)),
        torch.cumulative_trapezoid(y[0], y.cumsum(1)),
        torch.cumulative_trapezoid(y, y[0].cumsum(0)),
        refused(lambda: torch.trapezoid(y, y[0, :2])),
        refused(lambda: torch.trapezoid(y, y[0] > 0)),
        refused(lambda: torch.trapezoid(y > 0)),
        refused(lambda: torch.trapezoid(y, dim=4)),
        refused(lambda: torch.renorm(y, 2, 5, 1.0)),
        refused(lambda: torch.renorm(y, -1, 0, 1.0)),
        refused(lambda: torch.renorm(y, 2, 0, -1.0)),
        refused(lambda: torch.histogram(y, 3, weight=y[0])),
        refused(lambda: torch.histogramdd(y[0], [3])),
        refused(lambda: torch.triu_indices(2, 2, dtype=torch.float32)),
    )


INPUTS = [(torch.rand(3, 4), torch.arange(4))]
