import torch


def program(größe: int):
    return "größer als " + str(torch.zeros(2)[größe].item()) + " Ångström"


INPUTS = (2,)
