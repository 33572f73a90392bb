import torch


def program(named: dict[str, int], x: torch.Tensor):
    known = {"a": 1, "b": 2}
    messages = []
    for attempt in range(5):
        try:
            if attempt == 0:
                named.keys().append("c")
            elif attempt == 1:
                known.values().index(1)
            elif attempt == 2:
                named.items().sort()
            elif attempt == 3:
                [x, x + 1].index(x.sum() + 5)
            else:
                x.shape.append(3)
        except (AttributeError, ValueError) as error:
            messages.append(str(error))
    apart = named.keys().isdisjoint(["z"]), known.keys().isdisjoint(named)
    return messages, apart, hasattr(named.keys(), "isdisjoint"), hasattr(known.values(), "count")


INPUTS = [({"z": 3}, torch.tensor(2)), ({}, torch.tensor(1.5))]
