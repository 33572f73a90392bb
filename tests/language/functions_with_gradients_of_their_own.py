import torch
from torch import nn


class Gelu(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x, scale=1.0):
        ctx.save_for_backward(x)
        ctx.scale = scale
        ctx.mark_non_differentiable(x)
        return x * 0.5 * (1.0 + torch.tanh(0.79788456 * x * (1 + 0.044715 * x * x))) * scale

    @staticmethod
    def backward(ctx, grad):
        (x,) = ctx.saved_tensors
        return grad * x, None


class Quantise(torch.autograd.Function):
    @staticmethod
    def forward(x, levels):
        return torch.round(x * levels) / levels, x.abs().max()

    @staticmethod
    def setup_context(ctx, inputs, output):
        _, ctx.levels = inputs
        ctx.set_materialize_grads(False)

    @staticmethod
    def backward(ctx, grad, _):
        return grad, None


class Net(nn.Module):
    def forward(self, x: torch.Tensor, levels: int):
        rounded, largest = Quantise.apply(x, levels)
        return Gelu.apply(x), Gelu.apply(rounded, 2.0), rounded, largest


program = Net()
INPUTS = [(torch.linspace(-2, 2, 9), 4), (torch.linspace(-1, 1, 6).reshape(2, 3), 10)]
