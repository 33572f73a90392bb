import torch


def refused(function):
    try:
        return function()
    except RuntimeError as error:
        return str(error)


def program(x, z):
    return (
        refused(lambda: x.mT),
        refused(lambda: x.H),
        x.sum().mT,
        x.sum().H,
        x.sum().mH,
        refused(lambda: z.H),
        z[0].H,
        z.mH,
        z.mT.real,
    )


INPUTS = [(torch.arange(3.0), torch.complex(torch.rand(2, 3, 4), torch.rand(2, 3, 4)))]
