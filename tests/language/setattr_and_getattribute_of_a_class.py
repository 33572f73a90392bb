from __future__ import annotations


class Config:
    """Old names of attributes lead to the new ones."""

    renamed = {"n_layer": "layers", "n_head": "heads"}

    def __init__(self, layers: int, heads: int):
        self.layers = layers
        self.n_head = heads

    def __setattr__(self, name, value):
        renamed = super().__getattribute__("renamed")
        super().__setattr__(renamed.get(name, name), value)

    def __getattribute__(self, name):
        if name != "renamed" and name in super().__getattribute__("renamed"):
            name = super().__getattribute__("renamed")[name]
        return super().__getattribute__(name)


def program(a: int, b: int):
    config = Config(a, b)
    config.n_layer = config.layers + 1
    return (
        config.n_layer,
        config.layers,
        config.n_head,
        hasattr(config, "depth"),
        hasattr(config, "n_layer"),
        getattr(config, "x", 5),
    )


INPUTS = [(1, 2), (10, 20)]
