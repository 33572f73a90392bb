def program(x, y=None):
    limit = None
    return x < limit
