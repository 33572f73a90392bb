def program(text: str):
    pos = 0

    def factor():
        nonlocal pos
        if text[pos] == "(":
            pos += 1
            v = expr()
            pos += 1
            return v
        start = pos
        while pos < len(text) and text[pos].isdigit():
            pos += 1
        return int(text[start:pos])

    def term():
        nonlocal pos
        v = factor()
        while pos < len(text) and text[pos] == "*":
            pos += 1
            v = v * factor()
        return v

    def expr():
        nonlocal pos
        v = term()
        while pos < len(text) and text[pos] in "+-":
            op = text[pos]
            pos += 1
            w = term()
            v = v + w if op == "+" else v - w
        return v

    return expr()


INPUTS = [("1+2*(3-4)",), ("7",), ("2*(3+4)*5",)]
