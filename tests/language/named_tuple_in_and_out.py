from typing import NamedTuple

import torch


class Batch(NamedTuple):
    data: torch.Tensor
    size: int = 2

    def scaled(self):
        return self._replace(data=self.data * self.size)


def program(batch: Batch, n: int):
    made = batch.scaled()
    if n > 1:
        made = Batch(made.data + n)
    data, size = made
    return made, [batch, made], made == made, size, len(made), made[1], isinstance(made, tuple), made._asdict()["size"]


INPUTS = [(Batch(torch.ones(2), 3), 1), (Batch(torch.ones(1)), 4)]
