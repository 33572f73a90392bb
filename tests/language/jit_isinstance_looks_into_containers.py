from typing import Dict, List, Optional, Tuple, Union

import torch


def first_or_self(value: Union[List[int], int, str]):
    if torch.jit.isinstance(value, Union[int, str]):
        return value
    value.append(7)
    return value[0]


def program(value: Union[List[int], int, str], mixed: List[Union[int, str]], table: Dict[str, List[float]], n: int):
    grown = []
    for i in range(n):
        grown.append(i)
    pair = (n, "x")
    return (
        first_or_self(value),
        torch.jit.isinstance(mixed, List[int]),
        torch.jit.isinstance(mixed, List[Union[int, str]]),
        torch.jit.isinstance(table, Dict[str, List[float]]),
        torch.jit.isinstance(table, Dict[str, List[int]]),
        torch.jit.isinstance(grown, List[str]),
        torch.jit.isinstance(pair, Tuple[int, str]),
        torch.jit.isinstance(pair, (Tuple[int], Optional[int])),
    )


INPUTS = [
    (1, [1, "a"], {"k": [0.5]}, 2),
    ([4, 5], [], {}, 0),
    ("text", ["b"], {"k": []}, 1),
    ([], [1, 2], {"k": [], "l": [1.0]}, 3),
]
