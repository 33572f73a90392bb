import dataclasses
import json
from dataclasses import dataclass, field


@dataclass
class Config:
    rate: float = 0.1
    name: str = "net"
    dims: list = field(default_factory=list)
    weights: dict = field(default_factory=lambda: {"box": 1.0})

    @classmethod
    def from_dict(cls, read):
        names = {f.name for f in dataclasses.fields(cls)}
        return cls(**{key: value for key, value in read.items() if key in names})


def program(text: str):
    first = Config.from_dict(json.loads(text))
    second = Config(**json.loads(text))
    second.dims.append(0)
    second.weights["mask"] = 0.5
    return first, second, Config()


INPUTS = [
    ('{"rate": 0.5, "name": "a"}',),
    ('{"dims": [1, 2]}',),
    ('{"dims": [3], "weights": {}, "other": 1}',),
]
