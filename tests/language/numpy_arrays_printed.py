import numpy as np


def program(x):
    return str(x), repr(x), f"{x[0]} and {x.mean(axis=0)}", f"{x.shape} {x.dtype}"


INPUTS = [
    (np.arange(6.0).reshape(2, 3),),
    (np.array([[1, 200], [-3, 4]], np.int32),),
    (np.array([[0.1, 1e10], [np.nan, -2.5]], np.float32),),
    (np.arange(1200).reshape(2, 600),),
    (np.linspace(0, 1, 30).reshape(1, 30) > 0.5,),
]
