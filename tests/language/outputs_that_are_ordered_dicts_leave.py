from collections import OrderedDict
from dataclasses import dataclass, fields
from typing import Any, Optional

import torch


class ModelOutput(OrderedDict):
    def __post_init__(self):
        for field in fields(self):
            value = getattr(self, field.name)
            if value is not None:
                self[field.name] = value

    def __getitem__(self, key):
        return dict(self.items())[key] if isinstance(key, str) else self.to_tuple()[key]

    def __setattr__(self, name, value):
        if name in self.keys() and value is not None:
            super().__setitem__(name, value)
        super().__setattr__(name, value)

    def __setitem__(self, key, value):
        super().__setitem__(key, value)
        super().__setattr__(key, value)

    def to_tuple(self) -> tuple[Any, ...]:
        return tuple(self[k] for k in self.keys())


@dataclass
class ClassifierOutput(ModelOutput):
    loss: Optional[torch.Tensor] = None
    logits: Optional[torch.Tensor] = None
    hidden_states: Optional[tuple[torch.Tensor, ...]] = None


def program(x, labels: int, previous: ClassifierOutput):
    if labels > 0:
        out = ClassifierOutput(loss=x.sum(), logits=x * 2)
    else:
        out = ClassifierOutput(logits=x, hidden_states=(x, x + 1))
    several = [ClassifierOutput(logits=x * i) for i in range(labels)]
    first = previous.logits + previous[0]
    return out, out.logits, out[0], list(out.keys()), [o["logits"] for o in several], several, first, len(previous)


INPUTS = [
    (torch.arange(3.0), 2, ClassifierOutput(logits=torch.ones(3))),
    (torch.arange(3.0), 0, ClassifierOutput(logits=torch.zeros(3))),
]
