class Box:
    def __init__(self, size=0, **rest):
        self.size, self.rest = size, rest

    def grow(self, by=1):
        return self.size + by


def named(first, second=2):
    return first, second


def any_others(first=0, **others):
    return first, others


def text_of(call):
    try:
        return call()
    except TypeError as error:
        return str(error)


def program(options: dict[str, int]):
    box = Box()
    return (
        text_of(lambda: dict(a=1, **options)),
        text_of(lambda: named(1, second=3, **options)),
        text_of(lambda: named(1, **options)),
        text_of(lambda: any_others(first=1, **options)),
        text_of(lambda: any_others(b=1, **options)[1]),
        text_of(lambda: Box(size=1, **options).size),
        text_of(lambda: box.grow(by=2, **options)),
        text_of(lambda: any_others(first=3, c=4, **options)[1]),
    )


INPUTS = [({"a": 1},), ({"second": 2},), ({"first": 2},), ({"b": 2},), ({"size": 2},), ({"by": 2},), ({},)]
