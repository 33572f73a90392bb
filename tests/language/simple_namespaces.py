from types import SimpleNamespace

DEFAULTS = SimpleNamespace(size=3, names=["a"])


def program(n: int):
    options = SimpleNamespace(n=n, label="x", names=[])
    options.twice = options.n * 2
    if n > 3:
        options.names = DEFAULTS.names + [str(n)]
    vars(options)["extra"] = DEFAULTS.size
    return options, options.extra, hasattr(options, "missing"), repr(SimpleNamespace(a=1, b=n)), options == DEFAULTS


INPUTS = [(5,), (2,)]
