"""Why an operator of PyTorch's isn't supported, and what to write instead, by the families that operators come in.

>>> explain("aten::svd_lowrank")[1]
'where its input is constant compute it before the program starts, in __init__ for instance; else use ...'
"""

from __future__ import annotations

import re

BEFOREHAND = "where its input is constant compute it before the program starts, in __init__ for instance"

# What a name of ``aten::`` matches, what is then said of it, and the fix; the first that fits counts.
FAMILIES = [
    (r".*sparse.*|coalesce|to_dense|_?indices|_?values|crow_indices|col_indices|smm|sspaddmm|hspmm",
     "sparse tensors aren't supported", "use a dense tensor"),
    (r".*quantize.*|q_scale|q_zero_point|int_repr|qscheme|fbgemm_.*|fused_moving_avg.*",
     "quantized tensors aren't supported", "compile the model as it was before it was quantized"),
    (r".*nested.*|to_padded_tensor", "nested tensors aren't supported", "pad the sequences: nn.utils.rnn.pad_sequence"),
    (r"rename_?|align_to|align_as|refine_names|.*_names", "named tensors aren't supported",
     "call dims by their numbers"),
    (r".*complex.*|chalf", "complex arithmetic of this kind isn't supported yet",
     "compute with the real and the imaginary parts: torch.view_as_real(x)"),
    (r"eig|symeig|svd_lowrank|pca_lowrank",
     "matrix decompositions of this kind aren't supported yet",
     f"{BEFOREHAND}; else use torch.linalg.svd or eigh where they serve"),
    (r"fractional_max_pool\dd|rrelu.*|.*dropout.*",
     "it draws random numbers in a way that isn't supported",
     "draw them with torch.rand or torch.randn, or leave the layer out: in use it should do nothing by chance"),
    (r".*backward.*|requires_grad.*|retain_grad", "gradients aren't compiled", "compile the forward pass only"),
    (r".*(cuda|cudnn|miopen|mkldnn|mps|xpu|vulkan).*", "it is of one device or library alone",
     "call the operator that serves every device, without the prefix"),
]  # fmt: skip


def explain(qualified: str) -> tuple[str, str]:
    """Reason and fix for an operator that has no declaration."""
    space, _, name = qualified.partition("::")
    name = name.partition(".")[0]
    if space not in ("aten", "prims"):
        return (
            f"the operator {qualified} isn't one of PyTorch's own, and its source can't be read",
            "call the Python function that it wraps, or make it with torch.library.custom_op, which is read",
        )
    for pattern, reason, fix in FAMILIES:
        if re.fullmatch(pattern, name):
            return f"the operator {qualified} isn't supported: {reason}", fix
    return (
        f"the operator {qualified} isn't supported yet",
        f"write it with other operators; {BEFOREHAND}",
    )
