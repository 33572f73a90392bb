import json


def program(text: str, raw: bytes):
    return json.loads(text), json.loads(raw)


INPUTS = [
    ('[1, 2.5, "x", null, true, {"a": [1, {"b": [2]}]}]', b'"\\u00e9"'),
    ('"\\ud83d\\ude00"', b"{}"),
    ("-12.5e3", b" [] "),
    ("[1,]", b"1"),
]
