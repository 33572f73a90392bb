import json


def program(text: str):
    try:
        return json.loads(text)["a"]
    except json.JSONDecodeError as error:
        return error.msg, error.pos, error.lineno, error.colno, str(error)


INPUTS = [('{"a": 1}',), ("{bad",), ('{"a":\n  [1, 2,, 3]}',), ("",), ('{"é": "ü" x',)]
