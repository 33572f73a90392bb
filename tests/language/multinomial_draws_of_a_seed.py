import torch


def program(p, samples: int, replacement: bool, seed: int):
    torch.manual_seed(seed)
    drawn = torch.multinomial(p, samples, replacement)
    return drawn, torch.rand(2), torch.multinomial(torch.softmax(p, -1), 1)


P = torch.tensor([[0.1, 0.2, 0.0, 0.4, 0.3], [0.5, 0.0, 0.25, 0.25, 1.0]])
INPUTS = [
    (P, 1, False, 0),
    (P, 3, False, 1),
    (P, 9, True, 2),
    (P.double(), 5, True, 3),
    (P.half(), 2, False, 4),
    (P.bfloat16(), 4, True, 5),
    (P[0], 4, False, 6),
    (P, 6, False, 7),
    (-P, 1, False, 8),
    (P * 0, 1, True, 9),
]
