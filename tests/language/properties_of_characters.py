"""unicodedata tells of characters that an input brings how wide they are, which way they run and what they are worth."""

import unicodedata


def worth(character: str):
    try:
        return unicodedata.numeric(character), unicodedata.decimal(character)
    except ValueError as error:
        return str(error)


def program(text: str):
    wide = sum(2 if unicodedata.east_asian_width(c) in "FW" else 1 for c in text)
    told = [(unicodedata.bidirectional(c), unicodedata.mirrored(c), unicodedata.digit(c, None)) for c in text]
    normal = [unicodedata.is_normalized(form, text) for form in ("NFC", "NFD", "NFKC")]
    try:
        unicodedata.east_asian_width(text)
    except TypeError as error:
        return wide, told, normal, [worth(c) for c in text], str(error)
    return wide, told, normal, [worth(c) for c in text], ""


INPUTS = [("aé日ｱＡ가",), ("½7²٣Ⅷ(א\u0301",), ("x",), ("",)]
