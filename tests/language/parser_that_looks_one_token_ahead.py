def tokenize(text):
    i = 0
    while i < len(text):
        if text[i].isdigit():
            start = i
            while i < len(text) and text[i].isdigit():
                i += 1
            yield "number", text[start:i]
        else:
            if text[i] != " ":
                yield "sign", text[i]
            i += 1


class Parser:
    def __init__(self, text):
        self.tokens = tokenize(text)
        self.current = next(self.tokens, ("end", ""))

    def advance(self):
        token = self.current
        self.current = next(self.tokens, ("end", ""))
        return token

    def sum(self):
        value = self.product()
        while self.current[1] in ("+", "-"):
            sign = self.advance()[1]
            other = self.product()
            value = value + other if sign == "+" else value - other
        return value

    def product(self):
        value = self.atom()
        while self.current[1] == "*":
            self.advance()
            value = value * self.atom()
        return value

    def atom(self):
        _, text = self.advance()
        if text == "(":
            value = self.sum()
            self.advance()
            return value
        return int(text)


def program(text: str):
    return Parser(text).sum()


INPUTS = [("1 + 2 * (3 + 4) - 5",), ("7",), ("2 * x",)]
