def program(x):
    x.sum().backward()
    return x
