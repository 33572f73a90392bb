def program(sizes: dict[str, int]):
    return sizes["width"]


INPUTS = ({"width": 3, "height": "4"},)
