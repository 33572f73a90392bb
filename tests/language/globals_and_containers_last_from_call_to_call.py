import torch

COUNT = 0
TABLE: dict[str, int] = {"a": 1}
LOG: list[str] = []
BUFFER = torch.zeros(3)


def remember(name, memory=[]):
    memory.append(name)
    return len(memory)


def program(name: str, value: int):
    global COUNT
    COUNT += value
    TABLE[name] = TABLE.get(name, 0) + value
    LOG.append(name.upper())
    first = BUFFER[1:]
    first += value
    return COUNT, dict(TABLE), list(LOG), BUFFER.clone(), remember(name), name in TABLE


INPUTS = [("a", 1), ("b", 2), ("a", 3)]
