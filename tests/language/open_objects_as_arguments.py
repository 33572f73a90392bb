class Config:
    rate = 0.5

    def __init__(self, **options):
        self.__dict__.update(options)


def program(config: Config, name: str):
    held = getattr(config, name)
    setattr(config, name + "_old", held)
    config.rate += 1
    made = Config(**{name: config.rate})
    return hasattr(config, "a_old"), sorted(vars(config)), made


INPUTS = [(Config(a=3, b=[1]), "a"), (Config(b=3, rate=1.5), "b"), (Config(a=3), "rate")]
