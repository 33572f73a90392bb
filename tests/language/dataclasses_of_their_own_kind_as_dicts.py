import json
from dataclasses import asdict, astuple, dataclass, field
from typing import List, Optional


@dataclass
class Item:
    name: str
    size: Optional[int] = None
    parts: List["Item"] = field(default_factory=list)


def item(read) -> Item:
    return Item(read["name"], read.get("size"), [item(part) for part in read.get("parts", [])])


def program(text: str):
    made = item(json.loads(text))
    return made, asdict(made), astuple(made)


INPUTS = [
    ('{"name": "a", "parts": [{"name": "b", "size": 3}, {"name": "c", "parts": [{"name": "d"}]}]}',),
    ('{"name": "alone"}',),
]
