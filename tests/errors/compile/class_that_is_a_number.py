class Meters(float):
    def __repr__(self):
        return f"{float(self):.1f} m"


def program(x: float):
    return repr(Meters(x) + 1)
