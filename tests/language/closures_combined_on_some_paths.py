import torch


def both(*tests):
    def combined(row, column):
        kept = row.new_ones((), dtype=torch.bool)
        for test in tests:
            kept = kept & test(row, column)
        return kept

    return combined


def within(mask):
    def test(row, column):
        return mask[column]

    return test


def causal(row, column):
    return column <= row


def program(count: int, mask: torch.Tensor | None, window: int):
    keep = causal
    if window > 0:
        width = window * 2
        keep = both(keep, lambda row, column: column > row - width)
    if mask is not None:
        keep = both(keep, within(mask))
    steps = torch.arange(count)
    return keep(steps[:, None], steps[None, :])


MASK = torch.tensor([True, False, True, True, True])
INPUTS = [(5, None, 0), (5, MASK, 0), (5, MASK, 1), (4, None, 1)]
