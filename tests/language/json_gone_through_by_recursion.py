import json

import torch


def leaves(part, path=""):
    if isinstance(part, dict):
        return [leaf for key, held in part.items() for leaf in leaves(held, f"{path}.{key}")]
    if isinstance(part, list):
        return [leaf for i, held in enumerate(part) for leaf in leaves(held, f"{path}[{i}]")]
    return [(path, part)]


def as_tensors(part):
    if isinstance(part, list) and part and all(isinstance(held, (int, float)) for held in part):
        return torch.tensor(part)
    if isinstance(part, list):
        return [as_tensors(held) for held in part]
    return {key: as_tensors(held) for key, held in part.items()} if isinstance(part, dict) else part


def overlaid(base, changes):
    made = dict(base)
    for key, held in changes.items():
        both = isinstance(held, dict) and isinstance(made.get(key), dict)
        made[key] = overlaid(made[key], held) if both else held
    return made


def program(text: str, changes: str):
    read = json.loads(text)
    found = overlaid(read, json.loads(changes))
    found["more"] = [read.get("a"), {"b": 1}]
    return leaves(read), as_tensors(read), json.dumps(found), found == read


INPUTS = [
    ('{"a": [1, 2.5], "b": {"c": {"d": [[[[[[[["deep"]]]]]]]]}}}', '{"b": {"c": {"e": null}}, "f": [true]}'),
    ("{}", "{}"),
    ('{"a": [[0], []]}', '{"a": {"b": 1}}'),
]
