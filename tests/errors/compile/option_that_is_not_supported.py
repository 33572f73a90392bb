import json


def program(text: str):
    return json.loads(text, parse_float=str)
