def program(d: dict):
    match d:
        case {"type": "a", "x": x, **rest}:
            return "a", x, rest
        case {"type": t}:
            return "t", t
        case {}:
            return "none"


INPUTS = [({"type": "a", "x": 1, "y": 2},), ({"type": "b"},), ({"q": 5},)]
