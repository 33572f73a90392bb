import torch
from torch import nn


class Resizer:
    def load(self, image):
        self.image = image * 2

    def crops(self, size: int):
        made = []
        for y in range(0, self.image.shape[0], size):
            for x in range(0, self.image.shape[1], size):
                made.append(self.image[y : y + size, x : x + size].sum())
        return made


resizer = Resizer()


class Net(nn.Module):
    def forward(self, image, load: bool):
        there = hasattr(resizer, "image"), hasattr(self, "seen"), getattr(self, "seen", None)
        if load:
            resizer.load(image)
            self.seen = image.shape[0]
        try:
            sums = resizer.crops(2)
        except AttributeError as error:
            return there, str(error)
        return there, sums, self.seen


program = Net().eval()
INPUTS = [(torch.ones(2, 2), False), (torch.ones(3, 4), True), (torch.ones(1, 1), False), (torch.ones(5, 2), True)]
