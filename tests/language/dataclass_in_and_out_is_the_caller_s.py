from dataclasses import dataclass, field

import torch


@dataclass
class State:
    hidden: torch.Tensor
    steps: int = 0
    history: list[int] = field(default_factory=list)


def program(state: State, count: int):
    for i in range(count):
        state.hidden = state.hidden + i
        state.steps += 1
        state.history.append(state.steps)
    return state


INPUTS = [(State(torch.zeros(2)), 3), (State(torch.ones(1), 5, [1]), 0)]
