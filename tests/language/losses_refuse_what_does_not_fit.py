import torch
import torch.nn.functional as F


def refused(function):
    try:
        return function()
    except (RuntimeError, ValueError, IndexError) as error:
        return type(error).__name__ + ": " + str(error)


def program(x, wide, labels, target):
    row = x[0]
    return (
        refused(lambda: F.cross_entropy(x, labels[:1])),
        refused(lambda: F.cross_entropy(x, target)),
        refused(lambda: F.nll_loss(x, labels, wide[0])),
        refused(lambda: F.nll_loss(x, labels.unsqueeze(1))),
        F.nll_loss(row, labels[:1], reduction="none"),
        F.cross_entropy(row, labels[:1]),
        refused(lambda: F.nll_loss(row, labels)),
        refused(lambda: F.cross_entropy(row, labels[:1], label_smoothing=0.1)),
        refused(lambda: F.multi_margin_loss(x, target)),
        refused(lambda: F.multi_margin_loss(x, labels + 7)),
        refused(lambda: F.multi_margin_loss(x, labels, p=3)),
        refused(lambda: F.multi_margin_loss(x.half(), labels)),
        refused(lambda: F.multi_margin_loss(x, labels, weight=labels[:1].float())),
        refused(lambda: F.multilabel_margin_loss(x, labels)),
        refused(lambda: F.multilabel_margin_loss(x, target)),
        refused(lambda: F.multilabel_margin_loss(row, torch.full_like(row, 9).long())),
        refused(lambda: F.triplet_margin_loss(x, row, x)),
        refused(lambda: F.binary_cross_entropy(x.sigmoid(), wide)),
        refused(lambda: F.binary_cross_entropy(row.sigmoid(), row.sigmoid(), weight=x)),
        refused(lambda: F.binary_cross_entropy(row.sigmoid(), row - 9)),
        refused(lambda: F.binary_cross_entropy_with_logits(x, torch.ones_like(x).long())),
        F.binary_cross_entropy_with_logits(wide, x.sigmoid(), weight=wide).dtype,
        refused(lambda: F.soft_margin_loss(row, x)),
        refused(lambda: F.soft_margin_loss(x, row)),
        F.soft_margin_loss(x, wide).dtype,
        refused(lambda: F.cosine_similarity(x, x, eps=-1.0)),
        refused(lambda: F.cosine_similarity(x, x, eps=0.0)),
    )


x = torch.randn(2, 3)
INPUTS = [(x, x.double(), torch.tensor([0, 2]), torch.rand(2, 3))]
