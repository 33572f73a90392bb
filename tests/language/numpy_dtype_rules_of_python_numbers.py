import numpy as np


def program(a, b):
    kinds = []
    for value in (a + 1, a + 1.5, a / 2, a // 2, a * True, a + b, np.sqrt(a), a == 1, a.mean(), a.sum(), -a, a**2):
        kinds.append(str(value.dtype))
    return kinds, a.dtype == b.dtype, np.result_type(a, b)


F32, I64, U8 = (np.arange(1, 4).astype(d) for d in (np.float32, np.int64, np.uint8))
INPUTS = [(F32, I64), (U8, U8), (U8, F32), (I64, U8), (np.float16([1, 2]), U8[:2])]
