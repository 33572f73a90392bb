"""What programs before PyTorch 0.4 wrote: Variable, Tensor.new, types by name."""

import torch
from torch.autograd import Variable


def program(x: torch.Tensor, steps: int):
    hidden = Variable(x.data.new(x.size(0), 4).zero_(), requires_grad=False)
    kept = [Variable(torch.zeros(x.size(0))).type_as(x) for _ in range(steps)]
    wrapped = Variable(x)
    if isinstance(x, Variable) and not isinstance(steps, Variable):
        wrapped[0] += 1  # of the memory that x has
    return hidden, kept, x, x.new(x.size()).fill_(3), wrapped is x, isinstance(x, (Variable, float))


INPUTS = [(torch.ones(2, 3), 2), (torch.ones(3, 1, dtype=torch.float64), 0)]
