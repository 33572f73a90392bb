import torch


def program(short: bool, n: int):
    sizes = (3,) if short else (1, 2)
    if n > 1:
        sizes = (1, 2, 3)
    match sizes:
        case (one,):
            found = one
        case (one, two):
            found = (one, two)
        case _:
            found = "more"
    return (
        torch.zeros(sizes).shape,
        torch.zeros(2, 3).reshape((6,) if short else (3, 2)),
        sizes + (0,),
        found,
        len(sizes),
    )


INPUTS = [(True, 1), (False, 1), (False, 2)]
