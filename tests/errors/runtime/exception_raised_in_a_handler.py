def program(table: dict[str, int], name: str):
    try:
        return table[name]
    except KeyError:
        raise LookupError(f"no setting named {name}")


INPUTS = ({"a": 1}, "b")
