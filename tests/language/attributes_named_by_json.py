import copy
import json
from types import SimpleNamespace


class Config:
    batch = 4

    def __init__(self, **options):
        self.hidden = options.pop("hidden", 16)
        for name, value in options.items():
            setattr(self, name, value)

    @property
    def double(self):
        return self.hidden * 2

    def to_dict(self):
        return copy.deepcopy(self.__dict__)

    def __repr__(self):
        return f"Config {json.dumps(self.to_dict(), sort_keys=True)}"


class Whole:
    def __init__(self, read):
        self.__dict__.update(read)


class Both(dict):
    def __init__(self, *args):
        super().__init__(*args)
        self.__dict__ = self


def to_namespace(read):
    if isinstance(read, dict):
        return SimpleNamespace(**{key: to_namespace(value) for key, value in read.items()})
    return [to_namespace(one) for one in read] if isinstance(read, list) else read


def attempt(get):
    try:
        return get()
    except (AttributeError, TypeError) as error:
        return type(error).__name__, str(error)


def program(text: str, name: str):
    read = json.loads(text)
    config = Config(**read)
    config.last = name
    space = to_namespace(read)
    hooked = json.loads(text, object_hook=lambda one: SimpleNamespace(**one))
    whole = Whole(read)
    both = Both(read)
    both.added = 1
    setattr(config, name + "_", getattr(config, name, None))
    if hasattr(config, "drop"):
        delattr(config, "drop")
    copied = copy.copy(config)
    copied.batch = 0
    return (
        [attempt(lambda: config.rate), attempt(lambda: config.batch), config.double, repr(config), vars(config)],
        [attempt(lambda: space.net.layers), attempt(lambda: [p.x for p in space.points]), hasattr(space, "rate")],
        attempt(lambda: hooked.net.layers),
        [attempt(lambda: whole.rate), hasattr(whole, name), vars(whole) == read],
        [dict(both), attempt(lambda: both.rate), attempt(lambda: both["added"])],
        [copied.batch, attempt(lambda: config.to_dict())],
    )


INPUTS = [
    ('{"rate": 0.5, "net": {"layers": 3}}', "rate"),
    ('{"hidden": 2, "batch": 1, "points": [{"x": 1}, {"x": 2.5}]}', "batch"),
    ('{"net": [], "drop": 1, "points": [{"y": 1}]}', "double"),
    ("{}", "absent"),
]
