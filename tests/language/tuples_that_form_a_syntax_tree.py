def expression(tokens):
    left = term(tokens)
    while tokens and tokens[0] in "+-":
        left = (tokens.pop(0), left, term(tokens))
    return left


def term(tokens):
    left = factor(tokens)
    while tokens and tokens[0] in "*/":
        left = (tokens.pop(0), left, factor(tokens))
    return left


def factor(tokens):
    token = tokens.pop(0)
    if token != "(":
        return float(token)
    inside = expression(tokens)
    tokens.pop(0)
    return inside


def value(tree):
    if isinstance(tree, float):
        return tree
    operator, left, right = tree
    a, b = value(left), value(right)
    return {"+": a + b, "-": a - b, "*": a * b}[operator] if operator != "/" else a / b


def linked(numbers: list[int]):
    head = None
    for number in reversed(numbers):
        head = (number, head)
    return head


def program(text: str, numbers: list[int]):
    tree = expression(text.split())
    return tree, value(tree), linked(numbers)


INPUTS = [("1 + 2 * ( 3 - 4 / 8 )", [1, 2, 3]), ("5", []), ("1 / 0", [7])]
