import json
from dataclasses import dataclass
from typing import NamedTuple


@dataclass
class Detection:
    label: str
    score: float = 0.5


class Size(NamedTuple):
    width: int
    height: int = 1


def area(width, height=2, **others):
    return width * height, sorted(others)


def program(text: str):
    read = json.loads(text)
    config = {"name": "?", "rate": 1.0}
    config.update(read["config"])
    try:
        made = [Detection(**one) for one in read["detections"]]
    except TypeError as error:
        return str(error)
    return made, [Size(**one) for one in read["sizes"]], area(**read["sizes"][0]), "{name} at {rate}".format(**config)


INPUTS = [
    (
        '{"config": {"name": "net"}, "detections": [{"label": "cat"}, {"label": "dog", "score": 0.75}], '
        '"sizes": [{"width": 3}, {"width": 2, "height": 4}]}',
    ),
    ('{"config": {"rate": null}, "detections": [], "sizes": [{"width": 3, "height": 2}]}',),
    ('{"config": {}, "detections": [{"score": 1.0}], "sizes": []}',),
    ('{"config": {}, "detections": [{"label": "x", "area": 1}], "sizes": []}',),
    ('{"config": {}, "detections": [3], "sizes": []}',),
]
