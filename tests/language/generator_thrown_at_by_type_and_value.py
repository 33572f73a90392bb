import torch


@torch.no_grad()
def tokens(n: int):
    for i in range(n):
        yield i * i


def echo():
    log = []
    while True:
        try:
            yield log
        except ValueError as error:
            log.append(str(error))


def program(n: int):
    talk = echo()
    next(talk)
    log = talk.throw(ValueError, ValueError("old"), None)
    return [t for t in tokens(n)], log


INPUTS = [(4,), (0,)]
