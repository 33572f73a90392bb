from collections import OrderedDict
from dataclasses import dataclass

from torch import nn


@dataclass
class Track:
    label: str
    hits: int = 0


class Registry:
    def __init__(self):
        self.by_id = OrderedDict()
        self.lost = []

    def next_id(self):
        return len(self.by_id) + len(self.lost)


class Tracker(nn.Module):
    def __init__(self):
        super().__init__()
        self.tracks = OrderedDict()
        self.registry = Registry()

    def forward(self, label: str):
        for key in [k for k in self.tracks if k != label]:
            track = self.tracks[key]
            track.hits += 1
            if track.hits > 1:
                self.registry.lost.append(self.tracks.pop(key))
        self.tracks[label] = Track(label)
        self.registry.by_id[self.registry.next_id()] = self.tracks[label]
        return list(self.tracks), [t.hits for t in self.tracks.values()], [t.label for t in self.registry.lost]


program = Tracker().eval()
INPUTS = [("a",), ("b",), ("c",), ("d",), ("a",)]
