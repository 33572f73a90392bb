def program(x):
    return f"the input is {x}"
