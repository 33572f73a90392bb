import numpy as np


def program(a, with_shape):
    shape = a.shape if with_shape else ()
    shapes = [a.shape, ()] if with_shape else [()]
    first = np.broadcast_shapes(a.shape, (1,)) if with_shape else ()
    return (
        len(shape),
        shape,
        [len(one) for one in shapes],
        (a.strides if with_shape else ()),
        len(first),
        isinstance(shape, tuple),
    )


INPUTS = [(np.zeros((2, 3)), True), (np.zeros(4), False), (np.zeros(()), True)]
