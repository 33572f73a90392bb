class Options:
    def __init__(self, given):
        self._given = given

    def __getattr__(self, name):
        if name in self._given:
            return self._given[name]
        raise AttributeError(name)

    def __setattr__(self, name, value):
        if name.startswith("_"):
            object.__setattr__(self, name, value)
        else:
            self._given[name] = value


def program(given: dict[str, int], n: int):
    options = Options(given)
    options.width = n
    fixed = Options({"depth": 2})
    return (
        options.width,
        hasattr(options, "height"),
        getattr(options, "height", -1),
        hasattr(fixed, "depth"),
        hasattr(fixed, "colour"),
        getattr(fixed, "colour", "red"),
        options.height,
    )


INPUTS = [({"height": 7}, 3), ({}, 3)]
