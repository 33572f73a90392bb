import torch


def program(labels: torch.Tensor, lengths: torch.Tensor, classes: int):
    onehot = torch.FloatTensor(lengths.size(0), lengths.max(), classes).fill_(0)
    start = 0
    for i in range(lengths.size(0)):
        length = lengths[i]
        onehot[i, :length].scatter_(1, labels[start : start + length].view(-1, 1).long(), 1.0)
        start += length
    return onehot, torch.LongTensor(lengths[0], 1).fill_(3), torch.Tensor(2, lengths.min()).fill_(1)


INPUTS = [(torch.tensor([1, 4, 2, 0, 3, 3]), torch.tensor([4, 2]), 5), (torch.tensor([0]), torch.tensor([1]), 2)]
