def area(width, height):
    return width * height


def program(x):
    return area(*x.shape)
