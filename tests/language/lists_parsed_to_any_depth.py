def read(tokens):
    token = tokens.pop(0)
    if token != "(":
        try:
            return int(token)
        except ValueError:
            return token
    parts = []
    while tokens[0] != ")":
        parts.append(read(tokens))
    tokens.pop(0)
    return parts


def value(tree, names: dict[str, float]):
    if isinstance(tree, str):
        return names[tree]
    if not isinstance(tree, list):
        return tree
    operator, *operands = tree
    values = [value(part, names) for part in operands]
    if operator == "+":
        return sum(values)
    if operator == "*":
        product = 1
        for one in values:
            product *= one
        return product
    raise ValueError(f"unknown operator {operator}")


def program(text: str):
    tree = read(text.replace("(", " ( ").replace(")", " ) ").split())
    stack = [[]]
    for letter in text:
        if letter == "(":
            inner = []
            stack[-1].append(inner)
            stack.append(inner)
        elif letter == ")":
            stack.pop()
    return tree, value(tree, {"x": 0.5}), stack[0]


INPUTS = [("(+ 1 (* 2 x (+ 3 4)))",), ("7",), ("(- 1 2)",), ("(+ y)",), ("(+ 1",)]
