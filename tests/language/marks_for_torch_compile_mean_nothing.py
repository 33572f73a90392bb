from __future__ import annotations

import torch


def program(x):
    torch._dynamo.mark_static_address(x)
    torch._dynamo.mark_dynamic(x, 0)
    torch._dynamo.graph_break()
    return x + 1


INPUTS = [(torch.zeros(3),)]
