import torch


def program(x, n: int, items: list[int]):
    hidden = ()
    for i in range(n):
        x = x * 2
        hidden += (x,)
    path = ((0, "start"),)
    best = None
    for item in items:
        path = path + ((item, str(item)),)
        if best is None or item > best[-1][0]:
            best = path
    turned = (0,)
    while items:
        turned = (items.pop(),) + turned
    return hidden, len(hidden), path, best, turned, sum(turned), [name for _, name in path], dict(path), path[1:]


INPUTS = [(torch.ones(2), 4, [3, 9, 2]), (torch.ones(2), 0, [])]
