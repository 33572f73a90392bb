import json

import torch


def program(text: str):
    try:
        data = json.loads(text)
    except json.JSONDecodeError as error:
        return str(error)
    labels = {}
    for row in data["rows"]:
        labels[row["name"]] = int(row["n"]) * 2
    boxes = torch.tensor([[float(v) for v in row] for row in data["boxes"]])
    title = data.get("title")
    if title is None:
        title = "none"
    return labels, boxes, f"{title}: {len(data)}", data["rows"], data.get("score", 0.5)


INPUTS = [
    ('{"rows": [{"name": "a", "n": 1}, {"name": "b", "n": 2.0}], "boxes": [[1, 2.5]], "score": null}',),
    ('{"rows": [], "boxes": [[1], [2]], "title": "t"}',),
    ('{"rows": [}',),
    ('{"rows": []}',),
    ("[1]",),
]
