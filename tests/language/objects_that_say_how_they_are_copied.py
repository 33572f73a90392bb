import copy


class Config:
    def __init__(self, name, tags):
        self.name = name
        self.tags = tags
        self.copies = 0

    def __copy__(self):
        new = Config(self.name + "'", self.tags)
        new.copies = self.copies + 1
        return new

    def __deepcopy__(self, memo):
        new = Config(self.name + '"', copy.deepcopy(self.tags, memo))
        new.copies = self.copies + 10
        return new


class Pair:
    def __init__(self, config, table):
        self.config = config
        self.table = table


class Clone:
    def __init__(self, value):
        self.value = value
        self.parts = [value] * 3

    def __deepcopy__(self, memo):
        cls = self.__class__
        result = cls.__new__(cls)
        memo[id(self)] = result
        for name, held in self.__dict__.items():
            setattr(result, name, copy.deepcopy(held, memo))
        return result


def program(n: int, names: list[str]):
    config = Config(names[0], names)
    pair = Pair(config, {"n": [n, config]})
    deep = copy.deepcopy(pair)
    deep.config.tags.append("more")
    shallow = copy.copy(pair)
    shallow.table["z"] = [n]
    other = copy.copy(config)
    several = []
    for name in names:
        several.append(Config(name, [name]))
    copied = [copy.deepcopy(one) for one in several]
    copied[0].tags.append("x")
    clone = Clone(n)
    again = copy.deepcopy(clone)
    again.parts.append(1)
    return (
        deep.config.name, deep.config.tags, pair.config.tags, deep.config.copies, deep.table["n"][1] is deep.config,
        sorted(pair.table), other.name, other.tags is config.tags, [(c.name, c.copies, c.tags) for c in copied],
        [c.tags for c in several], again.parts, clone.parts, again.value,
    )  # fmt: skip


INPUTS = [(1, ["a", "b"]), (3, ["q"])]
