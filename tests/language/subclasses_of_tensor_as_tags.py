import torch


class Tagged(torch.Tensor):
    def __deepcopy__(self, memo):
        return self.clone()


class Image(Tagged):
    channels = 3

    def flipped(self):
        return self.flip(-1)

    @property
    def width(self) -> int:
        return self.shape[-1]


class Mask(Tagged):
    pass


class Label(torch.Tensor):
    __torch_function__ = torch._C._disabled_torch_function_impl


def kind(x: torch.Tensor) -> str:
    if isinstance(x, Image):
        return "image"
    return "mask" if isinstance(x, (Mask, str)) else "tensor"


def program(x: torch.Tensor, mask: torch.Tensor, plain: torch.Tensor):
    scaled = x * 2 + plain
    kinds = [kind(x), kind(mask), kind(plain), kind(scaled), kind(plain + 1), kind(x.as_subclass(torch.Tensor))]
    made = (plain > 0).as_subclass(Mask)
    kinds += [kind(made), kind(made.sum()), kind(torch.cat([x, plain])), kind(x[0]), kind(torch.zeros(2))]
    kinds += [type(x).__name__, type(plain).__name__, str(isinstance(scaled, torch.Tensor))]
    label = mask.as_subclass(torch.Tensor).as_subclass(Label)
    kinds += [str(isinstance(label, Label)), str(isinstance(label + 1, Label))]
    total = (x.flipped() * x.width + x.channels).sum()
    return kinds, float(total), float(made.sum()), type(mask) is Mask


INPUTS = [
    (torch.ones(2, 3).as_subclass(Image), torch.ones(2).as_subclass(Mask), torch.tensor([[1.0, -2.0, 3.0]])),
    (torch.arange(6.0).view(2, 3).as_subclass(Image), torch.zeros(1).as_subclass(Mask), torch.zeros(1, 3)),
]
