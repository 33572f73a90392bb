from __future__ import annotations

import copy


def program(x: int):
    row = [x]
    table = {"a": row, "b": row, "c": [row]}
    copied = copy.deepcopy(table)
    copied["a"].append(1)
    row.append(2)
    return copied["b"], copied["c"][0], table["a"], copied["a"] is copied["b"], copied["a"] is row


INPUTS = [(5,), (6,)]
