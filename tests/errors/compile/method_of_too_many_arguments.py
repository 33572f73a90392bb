def program(x):
    return x.mean(0).item(1)
