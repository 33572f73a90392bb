import torch


def refused(function):
    try:
        return function()
    except (RuntimeError, ValueError) as error:
        return type(error).__name__ + ": " + str(error)


def program(x, flags, counts):
    return (
        refused(lambda: torch.cov(flags)),
        refused(lambda: torch.corrcoef(flags)),
        refused(lambda: torch.cov(x, fweights=x[0])),
        refused(lambda: torch.cov(x, aweights=counts)),
        refused(lambda: torch.quantile(x.half(), 0.5)),
        refused(lambda: torch.quantile(x, x)),
        refused(lambda: torch.quantile(x[:0], 0.5)),
        refused(lambda: torch.histc(counts, 3)),
        refused(lambda: torch.bincount(flags[0])),
        refused(lambda: torch.bincount(x)),
        refused(lambda: torch.isin(flags, counts)),
        refused(lambda: torch.trace(flags)),
        refused(lambda: torch.trace(counts)),
        refused(lambda: torch.gradient(flags)),
        refused(lambda: torch.diff(x, prepend=counts.unsqueeze(0))),
        refused(lambda: torch.diff(x, append=x[0])),
        refused(lambda: torch.diff(x.sum())),
        refused(lambda: torch.topk(flags, 1)),
        refused(lambda: flags[:, :0].argmax()),
        refused(lambda: torch.lerp(counts, counts, 0.5)),
        refused(lambda: torch.mvlgamma(flags, 1)),
        refused(lambda: torch.softmax(counts[:0], 0)),
        refused(lambda: torch.cross(x, x.double(), dim=1)),
        refused(lambda: torch.broadcast_shapes((2, -1), (1,))),
    )


INPUTS = [(torch.randn(2, 3), torch.tensor([[True, False], [True, True]]), torch.tensor([1, 2, 3]))]
