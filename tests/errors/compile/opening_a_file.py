def program(x, path: str):
    with open(path) as file:
        return x * len(file.read())
