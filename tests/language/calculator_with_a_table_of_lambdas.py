def program(text: str):
    stack = []
    ops = {"+": lambda a, b: a + b, "-": lambda a, b: a - b, "*": lambda a, b: a * b, "/": lambda a, b: a / b}
    try:
        for tok in text.split():
            if tok in ops:
                b, a = stack.pop(), stack.pop()
                stack.append(ops[tok](a, b))
            else:
                stack.append(float(tok))
    except IndexError:
        return "stack underflow"
    except ZeroDivisionError as e:
        return str(e)
    return stack[0] if len(stack) == 1 else stack


INPUTS = [("3 4 + 2 * 7 /",), ("1 +",), ("2 0 /",)]
