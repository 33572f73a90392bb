"""Losses that torch's C++ puts together from other operators. ``reduction`` is 0 for none, 1 for mean, 2 for sum."""

from __future__ import annotations

import math
from collections.abc import Sequence

import torch
import torch.nn.functional as F
from torch import Tensor

from .tensors import scalar_type


def reduced(losses: Tensor, reduction: int) -> Tensor:
    if reduction == 1:
        return losses.mean()
    return losses.sum() if reduction == 2 else losses


def soft_margin_loss(input: Tensor, target: Tensor, reduction: int = 1) -> Tensor:
    losses = torch.neg(input)
    losses.mul_(target).exp_().log1p_()  # which keeps the shape and dtype of input
    return reduced(losses, reduction)


def hinge_embedding_loss(input: Tensor, target: Tensor, margin: float = 1.0, reduction: int = 1) -> Tensor:
    apart = torch.where(target != 1, (margin - input).clamp(min=0), torch.zeros_like(input))
    together = torch.where(target != -1, input, torch.zeros_like(input))
    return reduced(apart + together, reduction)


def margin_ranking_loss(
    input1: Tensor, input2: Tensor, target: Tensor, margin: float = 0.0, reduction: int = 1
) -> Tensor:
    return reduced((-target * (input1 - input2) + margin).clamp(min=0), reduction)


def cosine_embedding_loss(
    input1: Tensor, input2: Tensor, target: Tensor, margin: float = 0.0, reduction: int = 1
) -> Tensor:
    if target.dim() > 1:
        raise RuntimeError("0D or 1D target tensor expected, multi-target not supported")
    wanted = target.dim() + 1
    if input1.dim() != wanted or input2.dim() != wanted:
        raise RuntimeError(
            f"{target.dim()}D target tensor expects {wanted}D input tensors, but found inputs with sizes "
            f"{list(input1.shape)} and {list(input2.shape)}."
        )
    products = (input1 * input2).sum(-1)
    squares = ((input1 * input1).sum(-1) + 1e-12) * ((input2 * input2).sum(-1) + 1e-12)
    cosine = products / squares.sqrt()
    together = torch.where(target == 1, 1 - cosine, torch.zeros_like(cosine))
    apart = torch.where(target == -1, (cosine - margin).clamp(min=0), torch.zeros_like(cosine))
    return reduced(together + apart, reduction)


def triplet_margin_loss(
    anchor: Tensor, positive: Tensor, negative: Tensor, margin: float = 1.0, p: float = 2, eps: float = 1e-6,
    swap: bool = False, reduction: int = 1,
) -> Tensor:  # fmt: skip
    if anchor.dim() != positive.dim() or anchor.dim() != negative.dim():
        raise RuntimeError(
            "The anchor, positive, and negative tensors are expected to have the same number of dimensions, but got: "
            f"anchor {anchor.dim()}D, positive {positive.dim()}D, and negative {negative.dim()}D inputs"
        )
    near = torch.pairwise_distance(anchor, positive, p, eps)
    far = torch.pairwise_distance(anchor, negative, p, eps)
    if swap:
        far = torch.minimum(far, torch.pairwise_distance(positive, negative, p, eps))
    return reduced((margin + near - far).clamp(min=0), reduction)


def poisson_nll_loss(input: Tensor, target: Tensor, log_input: bool, full: bool, eps: float, reduction: int) -> Tensor:
    losses = torch.exp(input) - target * input if log_input else input - target * torch.log(input + eps)
    if full:
        stirling = target * torch.log(target) - target + 0.5 * torch.log(2 * math.pi * target)
        losses = losses + stirling.masked_fill(target <= 1, 0)
    return reduced(losses, reduction)


def _check_scores(input: Tensor) -> None:
    if input.dim() > 2 or (input.dim() == 2 and input.size(1) == 0) or (input.dim() == 1 and input.size(0) == 0):
        raise RuntimeError(
            f"Expected non-empty vector or matrix with optional 0-dim batch size, but got: {list(input.shape)}"
        )


def _check_dtypes(input: Tensor, target: Tensor, kernel: str) -> None:
    if input.dtype != torch.float32 and input.dtype != torch.float64:
        raise NotImplementedError(f"\"{kernel}\" not implemented for '{scalar_type(input)}'")
    if target.dtype != torch.int64:
        raise RuntimeError(f"expected scalar type Long but found {scalar_type(target)}")


def multi_margin_loss(
    input: Tensor, target: Tensor, p: float = 1, margin: float = 1.0, weight: Tensor | None = None,
    reduction: int = 1,
) -> Tensor:  # fmt: skip
    _check_scores(input)
    if p != 1 and p != 2:
        raise ValueError("only p == 1 and p == 2 supported")
    scores = input if input.dim() == 2 else input.reshape(1, -1)
    if target.dim() > 1 or target.numel() != scores.size(0):
        raise RuntimeError(
            "multi_margin_loss: target tensor should be 1-D with size equal to the number of input samples (batch "
            f"size). Expected target size [{scores.size(0)}], but got {list(target.shape)}. Input has shape "
            f"{list(input.shape)}."
        )
    if weight is not None and (weight.dim() > 1 or weight.numel() != scores.size(1)):
        raise RuntimeError(f"inconsistent weight size, expected {scores.size(1)} but got {list(weight.shape)}")
    _check_dtypes(input, target, "multi_margin_loss_cpu_kernel")
    chosen = target.reshape(-1, 1)
    if target.numel() > 0 and bool(((target < 0) | (target >= scores.size(1))).any()):
        raise RuntimeError("target out of range")
    behind = (margin - scores.gather(1, chosen) + scores).clamp(min=0)
    if p == 2:
        behind = behind * behind
    if weight is not None:
        behind = behind * weight[chosen]
    losses = behind.scatter(1, chosen, 0.0).sum(1) / scores.size(1)
    if target.dim() == 0 and reduction == 0:
        return losses[0]
    return reduced(losses, reduction)


def multilabel_margin_loss(input: Tensor, target: Tensor, reduction: int = 1) -> Tensor:
    _check_scores(input)
    fits = input.shape == target.shape if input.dim() == 2 else target.dim() < 2 and target.numel() == input.numel()
    if not fits:
        raise RuntimeError(f"inconsistent target size: {list(target.shape)} for input of size: {list(input.shape)}")
    _check_dtypes(input, target, "multilabel_margin_loss_forward_out_frame")
    scores = input if input.dim() == 2 else input.reshape(1, -1)
    if target.numel() > 0 and bool(((target < -1) | (target >= scores.size(1))).any()):
        raise RuntimeError("argument #2 'target' is out of range")
    labels = target.reshape(scores.shape)
    given = (labels >= 0).long().cumprod(1)  # the labels before the first that is negative
    places = labels.clamp(min=0)
    is_label = torch.zeros_like(labels).scatter_add(1, places, given) > 0
    behind = 1 - (scores.gather(1, places).unsqueeze(2) - scores.unsqueeze(1))
    counted = (given > 0).unsqueeze(2) & ~is_label.unsqueeze(1)
    losses = torch.where(counted, behind.clamp(min=0), torch.zeros_like(behind)).sum((1, 2)) / scores.size(1)
    if input.dim() < 2 and reduction == 0:
        return losses[0]
    return reduced(losses, reduction)


def ctc_loss(
    log_probs: Tensor, targets: Tensor, input_lengths: Tensor | Sequence[int], target_lengths: Tensor | Sequence[int],
    blank: int = 0, reduction: int = 1, zero_infinity: bool = False,
) -> Tensor:  # fmt: skip
    """The forward recursion of Graves et al., "Connectionist temporal classification", for all examples at once."""
    batch = log_probs.size(1) if log_probs.dim() == 3 else 1
    if log_probs.numel() == 0:
        raise RuntimeError("log_probs tensor must not be empty")
    for name, given in (("input_lengths", input_lengths), ("target_lengths", target_lengths)):
        if isinstance(given, Tensor) and (given.is_floating_point() or given.dtype == torch.bool):
            raise RuntimeError(f"{name} must be integral")
    steps = torch.as_tensor(input_lengths, dtype=torch.int64).reshape(-1)
    lengths = torch.as_tensor(target_lengths, dtype=torch.int64).reshape(-1)
    if steps.numel() != batch:
        raise RuntimeError("input_lengths must be of size batch_size")
    if lengths.numel() != batch:
        raise RuntimeError("target_lengths must be of size batch_size")
    if int(steps.max()) > log_probs.size(0):
        most = f"at most {log_probs.size(0)}, but got value {int(steps.max())}"
        raise RuntimeError(
            f"Expected input_lengths to have value {most} (while checking arguments for ctc_loss_allocate_outputs)"
        )
    scores = log_probs if log_probs.dim() == 3 else log_probs.unsqueeze(1)
    states = _ctc_states(targets, lengths, blank)
    scores = scores.gather(2, states.expand(scores.size(0), states.size(0), states.size(1)))
    two_back = F.pad(states, (2, 0), value=blank)[:, :-2]
    skips = (states != blank) & (states != two_back)
    alpha = torch.full_like(scores[0], -math.inf)
    alpha[:, :2] = scores[0, :, :2]
    last = alpha
    for t in range(1, scores.size(0)):
        one = F.pad(alpha, (1, 0), value=-math.inf)[:, :-1]
        two = F.pad(alpha, (2, 0), value=-math.inf)[:, :-2].masked_fill(~skips, -math.inf)
        alpha = torch.logsumexp(torch.stack([alpha, one, two]), 0) + scores[t]
        last = torch.where((steps - 1 == t).unsqueeze(1), alpha, last)
    ends = last.gather(1, 2 * lengths.unsqueeze(1))
    before = last.gather(1, (2 * lengths - 1).clamp(min=0).unsqueeze(1))
    before = before.masked_fill((lengths == 0).unsqueeze(1), -math.inf)
    losses = -torch.logsumexp(torch.cat([ends, before], 1), 1)
    if zero_infinity:
        losses = torch.where(losses == math.inf, torch.zeros_like(losses), losses)
    if reduction == 1:
        return (losses / lengths.clamp(min=1)).mean()
    if log_probs.dim() == 2 and reduction == 0:
        return losses[0]
    return reduced(losses, reduction)


def _ctc_states(targets: Tensor, lengths: Tensor, blank: int) -> Tensor:
    """The labels of each example, (N, 2 * longest + 1), with blanks between and around them."""
    count, longest = lengths.size(0), int(lengths.max())
    states = torch.full((count, 2 * longest + 1), blank, dtype=torch.int64)
    if targets.dim() == 2:
        states[:, 1::2] = targets[:, :longest]
        return states
    start = 0
    for n in range(count):
        length = int(lengths[n])
        states[n, 1 : 2 * length : 2] = targets[start : start + length]
        start += length
    return states
