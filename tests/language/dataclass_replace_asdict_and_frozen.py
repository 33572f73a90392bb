from dataclasses import FrozenInstanceError, asdict, astuple, dataclass, field, replace


@dataclass(frozen=True)
class Config:
    size: int
    names: tuple = ("a", "b")
    scale: float = field(default=1.5, compare=False)
    total: int = field(init=False, default=0)

    def __post_init__(self):
        object.__setattr__(self, "total", self.size * 2)


def program(config: Config, n: int):
    other = replace(config, size=n)
    try:
        other.size = 3
    except FrozenInstanceError as error:
        message = str(error)
    return other, asdict(other), astuple(other), message, repr(other), other == config, Config(n, scale=9.0) == other


INPUTS = [(Config(2), 5), (Config(5, scale=3.0), 5)]
