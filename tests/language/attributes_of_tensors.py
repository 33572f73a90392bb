from __future__ import annotations

import torch

torch.manual_seed(0)


def program(x, c):
    return (
        x.data,
        x.T,
        x.mT,
        x.H,
        x.real,
        x.grad,
        x.requires_grad,
        x.is_cuda,
        x.device.type,
        x.device == torch.device("cpu"),
        x.is_leaf,
        x.dtype,
        x.layout == torch.strided,
        x.is_sparse,
        x.ndim,
        x.nbytes,
        x.itemsize,
        x.names is None,
        x.grad_fn,
        str(x.device),
        x.device.index,
        x.is_floating_point(),
        x.is_contiguous(),
        x.T.is_contiguous(),
        x.stride(),
        x.storage_offset(),
        x.element_size(),
        x.is_complex(),
        x.get_device(),
        x.is_meta,
    )


INPUTS = [(torch.randn(2, 3), torch.zeros(2))]
