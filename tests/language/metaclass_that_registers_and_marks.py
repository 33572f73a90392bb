class Registering(type):
    names = []

    def __new__(meta, name, bases, namespace):
        namespace["tag"] = name.lower()
        meta.names.append(name)
        return super().__new__(meta, name, bases, namespace)

    def __call__(cls, *args):
        made = super().__call__(*args)
        made.marked = True
        return made


class Base(metaclass=Registering):
    def __init__(self, x):
        self.x = x


class Derived(Base):
    pass


def program(n: int):
    made = [Base(n), Derived(n + 1)]
    return [(m.x, m.tag, m.marked) for m in made], Registering.names[0]


INPUTS = [(3,)]
