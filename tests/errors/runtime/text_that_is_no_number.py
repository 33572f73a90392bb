def program(text: str):
    return [int(part) for part in text.split(",")]


INPUTS = ("1,two",)
