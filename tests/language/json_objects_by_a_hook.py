import json


class AttrDict(dict):
    __getattr__ = dict.__getitem__
    __setattr__ = dict.__setitem__


class Box:
    def __init__(self, held) -> None:
        self.width, self.height = held["w"], held["h"]

    def area(self):
        return self.width * self.height


def boxes(held):
    return Box(held) if "w" in held else held


def wrapped(held):
    if isinstance(held, dict):
        return AttrDict({key: wrapped(one) for key, one in held.items()})
    return [wrapped(one) for one in held] if isinstance(held, list) else held


def program(text: str):
    config = json.loads(text, object_hook=AttrDict)
    config.added = [1]
    areas = [box.area() for box in json.loads(text, object_hook=boxes)["boxes"]]
    other = wrapped(json.loads(text))
    return config.model.size + 1, config["added"], areas, other.model.name.upper(), len(other.boxes)


INPUTS = [
    ('{"model": {"size": 4, "name": "net"}, "boxes": [{"w": 2, "h": 3}, {"w": 0.5, "h": 4}]}',),
    ('{"model": {"size": 1.5, "name": "é"}, "boxes": []}',),
    ('{"model": {"name": "net"}, "boxes": []}',),
]
