from __future__ import annotations

import torch

torch.manual_seed(0)


def program(x, weights):
    counts, edges = torch.histogram(x, 5, range=(-2.0, 2.0), weight=weights, density=True)
    joint = torch.histogramdd(torch.stack([x, x * x], 1), bins=[3, 2])
    rows, inverse, counted = torch.unique(torch.tensor([[1, 2], [0, 5], [1, 2]]), dim=0, return_inverse=True,
                                          return_counts=True)  # fmt: skip
    return (
        counts,
        edges,
        joint.hist,
        joint.bin_edges,
        rows,
        inverse,
        counted,
        torch.gradient(x, spacing=0.5)[0],
        torch.gradient(x.reshape(4, 3), dim=(0, 1), edge_order=1),
        torch.segment_reduce(x, "max", lengths=torch.tensor([2, 0, 10])),
        torch.frexp(x),
    )


INPUTS = [(torch.randn(12), torch.rand(12))]
