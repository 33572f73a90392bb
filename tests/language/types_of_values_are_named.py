def program(n: int, text: str):
    either = n if n > 0 else text
    maybe = [n] if n > 0 else None
    return (
        type(either).__name__, type(either) is int, either.__class__.__name__, maybe.__class__ is list,
        n.__class__.__name__, type(either) is str, type(maybe) is type(None), [text].__class__.__name__,
    )  # fmt: skip


INPUTS = [(1, "a"), (-1, "b")]
