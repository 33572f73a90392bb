import json

import torch


def program(text: str, x: torch.Tensor):
    for layer in json.loads(text):
        if layer["type"] == "scale":
            x = x * layer["by"]
        elif layer["type"] == "clamp":
            x = x.clamp(layer["min"], layer["max"])
        else:
            x = (x - torch.tensor(layer["mean"])) / torch.tensor(layer["std"])
    return x


X = torch.tensor([[0.5, -1.0], [2.0, 3.0]])
INPUTS = [
    ('[{"type": "scale", "by": 2}, {"type": "clamp", "min": 0, "max": 1.5}]', X),
    ('[{"type": "normalize", "mean": [0.5, 0.25], "std": [2, 4]}]', X),
    ('[{"type": "clamp", "min": -1}]', X),
    ("[]", X),
]
