from __future__ import annotations

import torch
import torch.nn.functional as F

torch.manual_seed(0)


def program(x, t):
    return (
        F.soft_margin_loss(x, t),
        F.hinge_embedding_loss(x, t, reduction="none"),
        F.margin_ranking_loss(x, -x, t, margin=0.3),
        F.cosine_embedding_loss(x.view(2, 2), t.view(2, 2), torch.tensor([1.0, -1.0])),
        F.triplet_margin_loss(x.view(2, 2), t.view(2, 2), -t.view(2, 2), swap=True),
        F.poisson_nll_loss(x, t.abs(), full=True),
        F.multi_margin_loss(x.view(2, 2), torch.tensor([0, 1])),
        F.multilabel_margin_loss(x.view(1, 4), torch.tensor([[3, 0, -1, 1]])),
        F.multilabel_soft_margin_loss(x.view(2, 2), t.abs().view(2, 2)),
        F.gaussian_nll_loss(x, t, t.abs()),
        F.kl_div(x.log_softmax(-1), t.softmax(-1), reduction="batchmean"),
        F.huber_loss(x, t),
        F.ctc_loss if False else 0,
    )


INPUTS = [(torch.randn(4), torch.tensor([1.0, -1.0, 1.0, -1.0]))]
