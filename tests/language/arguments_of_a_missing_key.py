def program(table: dict[str, int], keys: list[str]):
    found = []
    for key in keys:
        try:
            found.append(("there", str(table[key])))
        except KeyError as error:
            found.append((error.args[0], str(error)))
    return found


INPUTS = [({"a": 1}, ["a", "b", "it's", "tab\there\n", "é\x07\u200b", '"both\'s"', "back\\slash", ""])]
