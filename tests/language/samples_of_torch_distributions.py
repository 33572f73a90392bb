"""Samples of ``torch.distributions`` are eager's of the same seed, those that are drawn by rejection among them."""

import torch
import torch.distributions as D


def program(x: torch.Tensor):
    torch.manual_seed(11)
    generator = torch.Generator().manual_seed(12)
    counts = torch.tensor([0.0, 1.0, 15.0, 90.0, 5000.0])
    chances = torch.tensor([[0.1], [0.5], [0.93], [1.0], [0.0]])
    drawn = [
        D.Poisson(x.exp() * 3).sample(),
        D.Geometric(probs=x.sigmoid()).sample(),
        D.Binomial(60, logits=x).sample(),
        torch.binomial(counts.expand(5, 5), chances.expand(5, 5)),
        torch.binomial(counts.double().repeat(5, 1).t(), chances.double().expand(5, 5).t(), generator=generator),
        D.Categorical(logits=x).sample((3,)),
        D.OneHotCategorical(logits=x).sample(),
        D.Bernoulli(logits=x).sample(),
    ]
    near = [
        D.Gamma(x.exp(), x.exp() + 0.5).sample(),
        D.Gamma(x.double().exp() * 20, torch.ones(5, dtype=torch.float64)).sample((2,)),
        torch._standard_gamma(x.abs() / 10, generator=generator),
        D.Beta(x.exp(), 2.0).sample(),
        D.Dirichlet(x.exp()).sample(),
        D.Chi2(x.exp()).sample(),
        D.StudentT(x.exp() + 1).sample(),
        D.Cauchy(x, 0.5).sample(),
        D.LogNormal(x, 0.5).sample(),
        D.Laplace(x, 0.5).sample(),
        D.MultivariateNormal(x, torch.eye(5)).sample(),
    ]
    return drawn, near, D.Dirichlet(x.exp()).log_prob(near[4]), torch.rand(2, generator=generator)


INPUTS = [(torch.linspace(-3, 3, 20).reshape(4, 5),), (torch.linspace(2, -1, 10).reshape(2, 5).clone(),)]
