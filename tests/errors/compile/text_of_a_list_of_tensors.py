def program(x):
    return f"the input and its double are {[x, x * 2]}"
