import sys


def program(values: dict[str, int], name: str):
    outside = sys.exc_info()
    try:
        return values[name]
    except Exception:
        kind, error, _ = sys.exc_info()
        return kind.__name__, str(error), issubclass(kind, LookupError), outside


INPUTS = [({"a": 1}, "b"), ({"a": 1}, "a")]
