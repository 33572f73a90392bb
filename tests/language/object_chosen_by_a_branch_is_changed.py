from dataclasses import dataclass

import torch


@dataclass
class Rule:
    hits: int


RULES = {"a": Rule(0), "b": Rule(0)}


def program(x):
    chosen = RULES["a"] if x.sum() > 0 else Rule(3)
    chosen.hits += 1
    return chosen.hits, RULES["a"].hits


INPUTS = [(torch.ones(2),), (torch.ones(2),), (-torch.ones(2),)]
