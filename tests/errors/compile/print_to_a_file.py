import sys


def program(x):
    print("here", file=sys.stderr)
    return x
