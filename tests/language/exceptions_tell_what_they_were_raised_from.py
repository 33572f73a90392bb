class Bad(Exception):
    pass


class Wrapped(RuntimeError):
    def __init__(self, message, code=1):
        super().__init__(message)
        self.code = code


def parse(text):
    try:
        return int(text)
    except ValueError as error:
        raise Bad("bad " + text) from error


def chain_of(error):
    texts = []
    while error is not None:
        texts.append(f"{type(error).__name__}: {error}")
        error = error.__cause__
    return texts


def program(text: str, key: str):
    found = []
    try:
        found.append(str(parse(text)))
    except Bad as error:
        cause = error.__cause__
        found.append(f"{cause} {isinstance(cause, ValueError)} {isinstance(cause, KeyError)} {cause is None}")
    try:
        try:
            found.append(str({"a": 1}[key]))
        except KeyError as error:
            raise Wrapped("no " + key, 5) from (error if key != "none" else None)
    except Wrapped as wrapped:
        found.append(f"{wrapped.code} {wrapped.__cause__!r} {wrapped.__cause__ is not None}")
    try:
        try:
            raise ValueError("first")
        except ValueError:
            raise Wrapped("second")
    except Wrapped as wrapped:
        found.append(str(wrapped.__cause__ is None))
    try:
        try:
            parse(text)
        except Bad as inner:
            raise Wrapped("outer") from inner
    except Wrapped as wrapped:
        found += chain_of(wrapped)
    return found


INPUTS = [("12", "a"), ("zz", "b"), ("1", "none")]
