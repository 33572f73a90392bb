import torch


def program(a: int, x: float, flag: bool):
    sums = [torch.add(a, 2), torch.add(a, x), torch.add(flag, a), torch.sub(x, 1), torch.add(torch.add(a, 1), 3) // 2]
    products = [torch.mul(a, a), torch.mul(x, flag), torch.div(a, 2), torch.div(x, a), torch.floor_divide(a, 2)]
    return sums, products


INPUTS = [(3, 2.5, True), (-7, 0.25, False)]
