"""int() and float() of texts in every form, with Python's errors for those that are none."""


def read(word: str):
    try:
        return str(int(word))
    except ValueError:
        pass
    try:
        return repr(float(word))
    except ValueError as error:
        return str(error)


def program(words: list[str]):
    out = [read(word) for word in words]
    return out, int(words[0], 16) if words[0].isalnum() else -1, sum(len(word) for word in out)


INPUTS = [
    (["12", " -7 ", "1_000", "1e3", ".5", "inf", "-NaN", "0x1f", "", "１２", "1.", "--1"],), (["ff"],), (["zz"],),
]  # fmt: skip
