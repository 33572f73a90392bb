from __future__ import annotations

import torch
import torch.nn.functional as F

torch.manual_seed(0)


def program(x, y):
    return (
        F.pad(x, (1, 2)),
        F.pad(x, (1, 1, 0, 1), value=2.0),
        F.one_hot(y, 5),
        F.normalize(x, dim=-1),
        F.cosine_similarity(x, x),
        F.unfold(x[None, None], 2),
        F.interpolate(x[None, None], scale_factor=2.0),
        F.grid_sample(x[None, None], torch.zeros(1, 2, 2, 2), align_corners=False),
        F.affine_grid(torch.eye(2, 3)[None], [1, 1, 2, 2], align_corners=False),
        F.glu(torch.cat([x, x], -1)),
        F.scaled_dot_product_attention(x[None], x[None], x[None], is_causal=True),
        F.gumbel_softmax.__name__,
        F.layer_norm(x, x.shape[-1:]),
        F.threshold(x, 0.1, 20),
        F.hardtanh(x),
        F.pixel_shuffle(torch.arange(16.0).view(1, 4, 2, 2), 2),
        F.bilinear(x, x, torch.ones(2, 3, 3)),
        F.embedding(y, torch.arange(15.0).view(5, 3)),
        F.softmin(x, 0),
        F.logsigmoid(x),
        F.celu(x),
        F.rrelu(x),
        F.feature_alpha_dropout(x, 0.5, False),
    )


INPUTS = [(torch.randn(2, 3), torch.tensor([1, 4]))]
