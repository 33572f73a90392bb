from __future__ import annotations


def program(text: str, long: str):
    table = {
        ord("a"): long,
        ord("b"): None,
        ord("c"): "",
        ord("d"): "x",
        ord("ü"): "ue",
        ord("e"): ord("é"),
        0x1F642: 33,
    }
    table[ord("f")] = 0
    back = str.maketrans("xyz", "\0ab", "q")
    return text.translate(table), text.translate(back), text.translate({}), len(text.translate(table))


INPUTS = [
    ("", "y"),
    ("abcdefgh" * 5, "yyyy"),
    ("bbbb", "y"),
    ("aaaaaaaa", "long and longer"),
    ("grüße 🙂🙂 aaa dd xyzq\0", "ab"),
    ("ü" * 50 + "a" * 50 + "日本" * 20, "日"),
]
