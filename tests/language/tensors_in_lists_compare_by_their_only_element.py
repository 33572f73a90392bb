import torch


def program(values: list[torch.Tensor], wanted: torch.Tensor):
    others = [wanted, torch.tensor(2)]
    found = values.count(wanted), wanted in values, values == others, (wanted, 1) == (values[0], 1)
    values.remove(wanted)
    return found, values, others.index(torch.tensor(2.0)), {"a": wanted} == {"a": wanted.clone()}


INPUTS = [
    ([torch.tensor(1), torch.tensor(3), torch.tensor([1])], torch.tensor(1)),
    ([torch.tensor(3.5), torch.tensor(2)], torch.tensor(3.5)),
    ([torch.tensor([1, 2])], torch.tensor(1)),
    ([torch.zeros(0), torch.tensor(1)], torch.tensor(1)),
    ([torch.zeros(2), torch.tensor(1)], torch.zeros(3)),
    ([torch.tensor(5)], torch.tensor(1)),
]
