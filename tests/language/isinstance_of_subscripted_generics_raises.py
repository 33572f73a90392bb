from typing import Dict, List, Optional, Union


def ask(value, wanted) -> str:
    try:
        return str(isinstance(value, wanted))
    except TypeError as error:
        return str(error)


def program(value: Optional[Union[int, List[int]]]):
    return [
        ask(value, List[int]),
        ask(value, (int, Dict[str, int])),
        ask(value, (list, List[int])),
        ask(value, List),
        ask(value, list[int]),
        ask(value, Union[int, List[int]]),
        ask(value, int | None),
        ask(1.5, (str, List)),
    ]


INPUTS = [([3, 4],), (None,), (5,)]
