from decimal import Decimal


def program(price: str):
    return Decimal(price).quantize(Decimal("0.01"))
