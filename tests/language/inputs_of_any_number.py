from __future__ import annotations

import torch


def program(*images):
    return [image.flip(-1) for image in images], len(images)


INPUTS = [(torch.arange(6.0).view(2, 3),), (torch.ones(1, 4),)]
