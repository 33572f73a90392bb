import torch
import torch.nn.functional as F


def refused(function):
    try:
        return function()
    except RuntimeError as error:
        return type(error).__name__


def program(x, numbers, volume):
    return (
        F.max_pool2d(x, 2, ()),
        F.adaptive_avg_pool2d(x[:, :0], 2),
        F.adaptive_max_pool1d(x[:, :0, 0], 1),
        refused(lambda: F.adaptive_avg_pool2d(numbers, 2)),
        refused(lambda: F.adaptive_max_pool2d(numbers, 2)),
        refused(lambda: F.adaptive_avg_pool2d(x[..., :0], 2)),
        refused(lambda: F.avg_pool2d(x, (2, 2), padding=-1)),
        refused(lambda: F.pad(x[..., :0], (1, 1, 0, 0), "replicate")),
        refused(lambda: F.pad(x > 0, (1, 1, 1, 1), "reflect")),
        F.pad(x, (0, 0, -2, -2), "replicate").shape,
        refused(lambda: F.conv3d(volume, volume[:, :, :2, :2, :2], padding="same", dilation=-3)),
        refused(lambda: F.instance_norm(x, running_mean=x[0, 0, 0], running_var=x[0, 0, 1])),
        refused(lambda: F.rms_norm(x[0, 0, 0], (4, 4))),
    )


INPUTS = [(torch.randn(2, 3, 4, 4), torch.arange(48).reshape(1, 3, 4, 4), torch.randn(1, 1, 4, 4, 4))]
