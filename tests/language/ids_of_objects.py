import torch


class Track:
    def __init__(self, label):
        self.label = label


FIRST = Track("first")


class Tied(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.a = torch.nn.Linear(3, 3)
        self.b = torch.nn.Linear(3, 3)
        self.b.weight = self.a.weight

    def forward(self, x, rows: list[list[int]]):
        sizes = {}
        for weight in self.parameters():
            sizes[id(weight)] = weight.numel()
        tracks = [Track("a"), Track("b")]
        tracks = [*tracks, tracks[0], FIRST, FIRST]
        seen, labels = set(), []
        for track in tracks:
            if id(track) not in seen:
                seen.add(id(track))
                labels.append(track.label)
        y = x
        z = x + 1
        same = [id(y) == id(x), id(z) == id(x), id(self) == id(self), id(None) == id(None), id(self.a) == id(self.b)]
        other = rows[0]
        other.append(1)
        return sum(sizes.values()), labels, same, [id(row) == id(other) for row in rows], isinstance(id(rows), int)


program = Tied()

INPUTS = [(torch.ones(2), [[1, 2], [1, 2]])]
