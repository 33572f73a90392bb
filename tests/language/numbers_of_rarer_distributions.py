"""``cauchy_``, ``log_normal_``, ``geometric_`` and ``poisson`` draw eager's numbers of a seed, in any dtype and layout."""

import torch

SEED = 20


def program(rates: torch.Tensor, kind: int):
    torch.manual_seed(SEED)
    generator = torch.Generator().manual_seed(SEED + 1)
    drawn = [
        torch.empty(5, 7).geometric_(0.2),
        torch.empty(40, dtype=torch.int64).geometric_(0.01, generator=generator),
        torch.empty(9, dtype=torch.float16).geometric_(0.5),
        torch.poisson(rates),
        torch.poisson(rates.t().to(torch.float64) * 100, generator=generator),
        torch.poisson(torch.full((300,), 12.5)),
        torch.zeros(3, 2, 4).permute(1, 2, 0).uniform_(-1, 1),
        torch.zeros(4, 5, dtype=torch.int64)[:, ::2].t().random_(0, 100),
        torch.zeros(3, 4).t().bernoulli_(torch.linspace(0, 1, 12).reshape(4, 3)),
        torch.zeros(2, 3, 4, 5).to(memory_format=torch.channels_last).exponential_(2.0),
    ]
    near = [
        torch.empty(6, dtype=torch.float64).cauchy_(),
        torch.zeros(4, 6).t().cauchy_(2.0, 0.5, generator=generator),
        torch.empty(7).log_normal_(),
        torch.empty(3, 3, dtype=torch.bfloat16).log_normal_(mean=0.0, std=0.25),
    ]
    return (
        drawn,
        [x.float().round(decimals=2) for x in near],
        torch.rand(2),
        torch.rand(2, generator=generator),
        refused(kind),
    )


def refused(kind: int) -> str:
    try:
        if kind == 0:
            torch.poisson(torch.tensor([1.0, -0.5]))
        elif kind == 1:
            torch.empty(2).geometric_(1.0)
        elif kind == 2:
            torch.empty(2).cauchy_(0.0, 0.0)
        elif kind == 3:
            torch.empty(2).log_normal_(0.0, -1.0)
        elif kind == 4:
            torch.empty(2, dtype=torch.int64).cauchy_()
        else:
            torch.empty(2, dtype=torch.int64).log_normal_()
    except RuntimeError as error:
        return str(error).split(", but found")[0]
    return "drawn"


RATES = torch.tensor([[0.0, 0.3, 2.0], [9.5, 10.0, 70.0]])
INPUTS = [(RATES, kind) for kind in range(6)]
