import enum


class Options(enum.IntFlag):
    FAST = 1
    EXACT = 2


def program(fast: bool):
    chosen = Options.FAST if fast else Options.EXACT
    tested = bool(chosen & Options.FAST), chosen == 2, chosen.value
    return chosen, tested
