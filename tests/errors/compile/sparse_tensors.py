def program(x):
    return x.to_sparse()
