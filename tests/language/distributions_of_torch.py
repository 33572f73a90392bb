from __future__ import annotations

import torch
from torch import distributions as D
from torch import nn


class Policy(nn.Module):
    """What an agent does with the distributions that its networks describe."""

    def __init__(self) -> None:
        super().__init__()
        torch.manual_seed(0)
        self.mean = nn.Linear(3, 2)

    def forward(self, x, action, choice):
        normal = D.Normal(self.mean(x), torch.full((2,), 0.5))
        squashed = D.TransformedDistribution(normal, [D.TanhTransform(cache_size=1)])
        several = D.Independent(normal, 1)
        categorical = D.Categorical(logits=x)
        mixture = D.MixtureSameFamily(D.Categorical(probs=x.softmax(-1)), D.Normal(x, x.abs() + 0.1))
        prior = D.Normal(torch.zeros_like(normal.loc), torch.ones_like(normal.scale))
        drawn = several.sample(torch.Size([4])).shape, categorical.sample().shape, squashed.rsample().shape
        return {
            "log": several.log_prob(action), "squashed": squashed.log_prob(action.tanh()),
            "entropy": categorical.entropy() + several.entropy(), "choice": categorical.log_prob(choice),
            "best": categorical.probs.argmax(-1), "mode": several.mode, "mixture": mixture.mean,
            "divergence": D.kl_divergence(normal, prior).sum(-1), "shapes": (several.batch_shape, several.event_shape),
            "drawn": drawn, "beta": D.Beta(x.abs() + 1, x.abs() + 2).mean, "range": D.Uniform(x, x + 2).cdf(x + 0.5),
        }  # fmt: skip


program = Policy()
INPUTS = [
    (torch.randn(5, 3, generator=torch.Generator().manual_seed(1)), torch.linspace(-1, 1, 10).view(5, 2),
     torch.tensor([0, 2, 1, 1, 0])),
    (torch.full((1, 3), float("nan")), torch.zeros(1, 2), torch.tensor([1])),
]  # fmt: skip
