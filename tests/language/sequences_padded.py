from __future__ import annotations

from typing import List

import torch
from torch import Tensor
from torch.nn.utils.rnn import pack_padded_sequence, pad_packed_sequence, pad_sequence

torch.manual_seed(0)


def program(xs: List[Tensor]):
    p = pad_sequence(xs, batch_first=True, padding_value=-1.0)
    q = pad_sequence([xs[0], xs[1]])
    return p, q


INPUTS = [([torch.randn(3, 2), torch.randn(1, 2)],)]
