import torch
from torch import nn


class Program(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.tree = {
            "feature": 0,
            "threshold": 0.5,
            "below": {"leaf": 1.5},
            "above": {"feature": 1, "threshold": 0, "below": {"leaf": 2}, "above": {"leaf": 3}},
        }

    def forward(self, rows: torch.Tensor):
        found = []
        for row in rows:
            node = self.tree
            while "leaf" not in node:
                node = node["below"] if float(row[node["feature"]]) < node["threshold"] else node["above"]
            found.append(node["leaf"])
        return found


program = Program()
INPUTS = [(torch.tensor([[0.1, 0.2], [0.7, -1.0], [0.7, 1.0]]),), (torch.zeros(0, 2),)]
