import torch
import torch.nn.functional as F


def refused(function):
    try:
        return function()
    except (RuntimeError, ValueError) as error:
        return type(error).__name__ + ": " + str(error).partition("  (")[0]


def program(scores, labels, lengths, x):
    return (
        refused(lambda: F.ctc_loss(scores, labels, lengths + 9, lengths)),
        refused(lambda: F.ctc_loss(scores, labels, lengths[:1], lengths)),
        refused(lambda: F.ctc_loss(scores, labels, lengths, lengths[:1])),
        refused(lambda: F.ctc_loss(scores, labels, lengths.float(), lengths)),
        refused(lambda: F.ctc_loss(scores[:0], labels, lengths, lengths)),
        refused(lambda: F.cosine_embedding_loss(x[0], x.sum(), x[0, 0])),
        refused(lambda: F.kl_div(x, torch.ones_like(x).long(), reduction="sum")),
        F.huber_loss(x.bfloat16(), x + 1).dtype,
        F.ctc_loss(scores, labels, lengths, lengths),
        refused(lambda: torch.segment_reduce(x, "none", lengths=lengths)),
        refused(lambda: torch.segment_reduce(x, "sum", lengths=lengths, axis=1)),
        refused(lambda: torch.segment_reduce(x, "sum", lengths=lengths)),
    )


INPUTS = [(torch.randn(4, 2, 5).log_softmax(2), torch.tensor([[1, 2], [3, 1]]), torch.tensor([2, 2]), torch.rand(2, 3))]
