"""The entry's defaults may be any objects: dataclasses, arrays, ranges, slices, functions; each call gets the same one."""

from collections import OrderedDict
from dataclasses import dataclass, field

import numpy as np
import torch


@dataclass
class Options:
    top: int = 2
    names: list = field(default_factory=lambda: ["a", "b"])


def program(
    x, options=Options(), offsets=np.ones(3, dtype=np.float32), part=slice(1, None), steps=range(0, 6, 2),
    activation=torch.relu, scales=OrderedDict(low=0.5, high=2.0), seen=np.int64(3),
):  # fmt: skip
    options.names.append(str(len(options.names)))
    y = activation(x)[part] * options.top + torch.from_numpy(offsets)[part]
    return y, options.top, list(options.names), list(steps), scales["low"], seen + 1, offsets, part, scales


INPUTS = [(torch.tensor([-1.0, 2.0, 3.0]),), (torch.tensor([1.0, -2.0, 3.0]),), (torch.zeros(3), Options(5, ["z"]))]
