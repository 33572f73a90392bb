"""Classes that give each of their subclasses a function of its own, whose code differs in the name only."""

import types

import torch
from torch import nn


class Base(nn.Module):
    def __init_subclass__(cls):
        code = Base.forward.__code__.replace(co_name=f"{cls.__name__}.forward")
        cls.forward = types.FunctionType(code, globals(), "forward", Base.forward.__defaults__)

    def forward(self, x, scale=2):
        return self.apply_to(x) * scale


class Shifted(Base):
    def apply_to(self, x):
        return x + 1


class Squared(Base):
    def apply_to(self, x):
        return x**2


program = nn.Sequential(Shifted(), Squared()).eval()
INPUTS = [(torch.tensor([1.0, 2.0]),), (torch.tensor(3),)]
