import os

LOG = open(os.devnull, "w")


def program(x):
    print("hello", file=LOG)
    return x
