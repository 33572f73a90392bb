from typing import List, Optional, Tuple

import torch


def program(rows: List[Optional[Tuple[torch.Tensor, str]]], table: List[List[int]]):
    columns = [list(column) for column in zip(*table)]
    tensors, names = zip(*rows)
    return columns, torch.cat(tensors), ", ".join(names)


ONE, TWO = (torch.ones(2), "one"), (torch.zeros(1), "two")
INPUTS = [([ONE, TWO], [[1, 2], [3, 4]]), ([ONE], []), ([ONE, None], [[1]]), ([], [[1]])]
