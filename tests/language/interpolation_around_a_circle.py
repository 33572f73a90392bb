import numpy as np


def program(x, angles, values):
    around = np.interp(x, angles, values, period=360)
    try:
        np.interp(x, angles, values, period=0)
        told = ""
    except ValueError as error:
        told = str(error)
    return (
        around,
        np.interp(x, np.sort(angles), values, left=-1.0, right=9.0),
        np.interp(1, angles, values, period=-90.0),
        told,
    )


INPUTS = [
    (
        np.array([-180.0, 170.0, 185.0, 0.0, 725.0]),
        np.array([190.0, -190.0, 350.0, -350.0]),
        np.array([5.0, 10.0, 3.0, 4.0]),
    ),
    (np.array([1.0]), np.array([30.0, 60.0]), np.array([1.0, 2.0])),
]
