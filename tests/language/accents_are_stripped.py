"""unicodedata: normal forms, categories and combining marks, as text is cleaned with them."""

import unicodedata


def slug(text: str):
    plain = unicodedata.normalize("NFKD", text)
    kept = [c for c in plain if not unicodedata.combining(c)]
    words = "".join(c.lower() if c.isalnum() else " " for c in kept).split()
    return "-".join(words)


def program(text: str):
    categories = [unicodedata.category(c) for c in text]
    composed = unicodedata.normalize("NFC", text)
    letters = sum(1 for category in categories if category[0] == "L")
    return slug(text), categories, composed, len(composed), unicodedata.normalize("NFD", composed), letters


INPUTS = [("Crème Brûlée №5!",), ("a\u0323\u0307 \uac01 ﬁ ①",), ("",)]
