from typing import List

import torch


def program(values: List[torch.Tensor]):
    return sorted(values), sorted(values, reverse=True), sorted([v.neg() for v in values])


INPUTS = [
    ([torch.tensor(3.0), torch.tensor(1.0), torch.tensor(2.0)],),
    ([torch.ones(2)],),
    ([torch.ones(2), torch.zeros(2)],),
    ([],),
]
