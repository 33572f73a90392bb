import csv


def program(x, text: str):
    return x, list(csv.reader(text.splitlines(), quoting=csv.QUOTE_NONNUMERIC))
