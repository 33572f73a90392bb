import torch


def program(x):
    with torch.cpu.amp.autocast():
        return x @ x.T
