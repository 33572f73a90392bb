from enum import Enum, StrEnum, auto


class Mode(StrEnum):
    TRAIN = auto()
    EVAL = "evaluation"


class Operation(str, Enum):
    ADD = "add"
    SUBTRACT = "sub"

    def apply(self, a, b):
        return a + b if self is Operation.ADD else a - b


def program(n: int, name: str):
    mode = Mode.TRAIN if n > 1 else Mode.EVAL
    other = Mode("train")
    operation = Operation(name)
    return (
        mode, mode.upper(), mode + "x", mode.startswith("tr"), len(mode), f"{mode:>12}|{mode!r}", other is Mode.TRAIN,
        ",".join([mode, other]), operation.apply(n, 2), Operation.ADD.apply(n, 1), operation.value.title(),
        "-".join(m for m in Mode),
    )  # fmt: skip


INPUTS = [(1, "add"), (2, "sub")]
