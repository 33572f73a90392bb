TABLE = {"a": 1}


def shadowed():
    TABLE = TABLE
    return TABLE


def program(n: int):
    texts = []

    def inner():
        return later

    for call in (shadowed, inner, lambda: [later for _ in range(n)]):
        try:
            call()
            texts.append("fine")
        except NameError as error:
            texts.append(f"{type(error).__name__}: {error}")
    later = 3
    return texts, inner()


INPUTS = [(0,), (1,)]
