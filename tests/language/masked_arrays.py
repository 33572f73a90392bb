import numpy as np


def program(boxes, least):
    known = np.ma.masked_invalid(boxes)
    large = np.ma.masked_where(boxes < least, boxes)
    return {
        "rows": np.ma.compress_rows(known),
        "columns": np.ma.compress_cols(known),
        "mean": known.mean(axis=0).filled(-1.0),
        "filled": known.filled(0),
        "left": known.compressed(),
        "count": known.count(),
        "sum": np.ma.array(boxes, mask=boxes > least).filled(0).sum(),
        "mask": large.mask if large.count() < boxes.size else None,
        "shape": (large.shape, len(large), isinstance(large, np.ma.MaskedArray)),
    }


INPUTS = [
    (np.array([[1.0, 2.0], [np.nan, 4.0], [5.0, np.inf], [7.0, 8.0]]), 2.0),
    (np.array([[1.0, 2.0]]), 2.0),
    (np.zeros((0, 5)), 1.0),
]
