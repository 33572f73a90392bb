import torch


def program(x: torch.Tensor, threshold: float):
    places = (x > threshold).nonzero(as_tuple=True)
    picked = x[places]
    y = x.clone()
    y[places] = -1.0
    y[torch.where(x < -threshold)] += picked.sum()
    z = torch.zeros_like(x)
    z[places] = picked * 2
    return picked, y, z, len(places)


INPUTS = [
    (torch.linspace(-1, 1, 6).reshape(2, 3), 0.3),
    (torch.linspace(-1, 1, 8).reshape(2, 2, 2), 0.0),
    (torch.linspace(-1, 1, 4), 2.0),
]
