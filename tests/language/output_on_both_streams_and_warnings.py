import sys
import warnings


def program(n: int):
    print("to the log", n, file=sys.stderr)
    written = sys.stdout.write("x" * n + "\n")
    sys.stdout.flush()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        warnings.warn(f"{n} is odd")
    if n > 2:
        warnings.warn("old", DeprecationWarning, stacklevel=2)
    return written


INPUTS = [(1,), (3,)]
