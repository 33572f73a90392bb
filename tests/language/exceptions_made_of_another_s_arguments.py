class Rejected(Exception):
    """A row that is left out, with what the error behind it was given."""


class Worse(Rejected):
    def __init__(self, why, code):
        super().__init__(why)
        self.why = why
        self.code = code


def look_up(table, n):
    try:
        return table[n]
    except KeyError as e:
        raise Rejected(n, e.args)


def parsed(text):
    try:
        return int(text)
    except ValueError as e:
        raise Worse(e.args, [len(text)])


def program(table: dict[int, str], n: int, text: str):
    found = []
    for key in (n, n + 1):
        try:
            found.append((look_up(table, key), parsed(text)))
        except Worse as e:
            found.append(("worse", e.why, e.code, e.args, str(e)))
        except Rejected as e:
            found.append(("rejected", e.args[0], e.args, str(e)))
    try:
        raise Worse(n, [n])
    except (Worse, KeyError) as e:
        return found, e.code, e.why, e.args


INPUTS = [({1: "a"}, 1, "12"), ({2: "b"}, 1, "x"), ({}, 5, "3")]
