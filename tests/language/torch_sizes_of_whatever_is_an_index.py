import torch


def attempt(call):
    try:
        return call()
    except TypeError as error:
        return str(error)


def program(x: torch.Tensor, row: torch.Tensor, flag: bool):
    shape = list(x.shape)
    shape[-row.shape[0] :] = row if flag else [7, 8]
    return [
        attempt(lambda: torch.Size(shape)),
        attempt(lambda: torch.Size([x.shape[0], row[0] if flag else 5])),
        attempt(lambda: torch.Size([2, x.mean()])),
        attempt(lambda: torch.Size([3, None, 2])),
        attempt(lambda: torch.Size((x.shape[0] / 2,))),
        x.is_inference(),
    ]


INPUTS = [
    (torch.rand(2, 3, 4), torch.tensor([5, 6]), True),
    (torch.rand(2, 3, 4), torch.tensor([5, 6]), False),
    (torch.rand(2, 3), torch.tensor([5.5, 6]), True),
]
