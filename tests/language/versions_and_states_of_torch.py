import torch
from torch._subclasses.fake_tensor import is_fake
from torch.utils._python_dispatch import is_traceable_wrapper_subclass


def program(x: torch.Tensor):
    newer = torch.__version__ >= "2.0"
    captured = is_fake(x) or is_traceable_wrapper_subclass(x) or torch._C._are_functorch_transforms_active()
    return {
        "version": torch.__version__.split("+")[0],
        "newer": newer,
        "captured": captured,
    }, f"torch {torch.__version__}"


INPUTS = [(torch.ones(2),)]
