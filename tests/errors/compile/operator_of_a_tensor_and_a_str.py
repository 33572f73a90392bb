def program(x):
    return x + "one"
