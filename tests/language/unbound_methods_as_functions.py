"""Methods read from the class: str.lower(x), map(str.strip, ...), key=str.lower, key=len."""


def program(words: list[str]):
    return (
        str.upper(words[0]), list(map(str.strip, words)), sorted(words, key=str.lower), sorted(words, key=len),
        [str.isalpha(word) for word in words], max(words, key=str.casefold), str.replace(words[0], "b", "x"),
    )  # fmt: skip


INPUTS = [(["b ", "Ab", "c1"],), (["ß", "Z", " é"],)]
