class Config(dict):
    def __getattr__(self, name):
        if name not in self:
            raise AttributeError(name)
        return self[name]

    def __setattr__(self, name, value):
        self[name] = value


class Folded(dict):
    def __missing__(self, key):
        return "?" + key

    def __setitem__(self, key, value):
        super().__setitem__(key.lower(), value)


def program(n: int, text: str):
    configs = []
    for i in range(n):
        config = Config(size=i)
        config.double = i * 2
        configs.append(config)
    folded = Folded(x="1")
    folded[text] = text
    folded.update({"Q": "2"})
    return (
        configs,
        sum(c.size + c.double for c in configs),
        folded,
        folded["ab"],
        folded["zz"],
        folded.get("zz"),
        {**folded},
    )


INPUTS = [(3, "Ab"), (0, "ab")]
