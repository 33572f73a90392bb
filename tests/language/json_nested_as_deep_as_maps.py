"""GeoJSON: lists and dicts seven deep, walked by functions that take what is found."""

import json


def area(ring):
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(ring, ring[1:])) / 2


def program(text: str):
    data = json.loads(text)
    found = []
    for feature in data["features"]:
        rings = feature["geometry"]["coordinates"]
        total = sum(abs(area(ring)) for ring in rings)
        found.append({"name": feature.get("properties", {}).get("name"), "area": total, "parts": len(rings)})
    return found, json.dumps(data) == text


INPUTS = [
    ('{"features": [{"geometry": {"type": "Polygon", "coordinates": [[[0, 0], [2, 0], [2, 2.5], [0, 0]]]}, '
     '"properties": {"name": "a"}}, {"geometry": {"coordinates": [[[0, 0], [1, 0], [1, 1], [0, 0]], []]}}]}',),
    ('{"features": []}',),
    ('{"features": [{"geometry": 3}]}',),
]  # fmt: skip
