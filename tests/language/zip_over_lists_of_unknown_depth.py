import torch


def program(labels: torch.Tensor, x: torch.Tensor, words: list[str] | tuple[str, str] | None):
    ids, counts = torch.unique(labels, return_counts=True)
    found = {f"class {i}": c for i, c in zip(ids.tolist(), counts.tolist()) if c > 1}
    values, places = x.max(-1)
    rows = [(row, place) for row, place in zip(x.tolist(), places.tolist())]
    if words is not None:
        for number, word in enumerate(words):
            found[word] = number
    return found, rows, values


INPUTS = [
    (torch.tensor([[1, 2], [2, 7]]), torch.tensor([[1.0, 3.0], [5.0, 2.0]]), ["a", "b"]),
    (torch.tensor([3, 3, 3]), torch.ones(2, 2, 2), ["c"]),
    (torch.tensor([3]), torch.ones(3), []),
]
