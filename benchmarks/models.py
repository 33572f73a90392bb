"""What the peers are measured on: ten models and two whole pipelines, with seeded weights, batch 1, float32.

Batch norms get their statistics from seeded noise, so that activations neither vanish nor explode. The pipelines are
those of ``../shared/acceptance`` where it is there, else the project's own examples.
"""

from __future__ import annotations

import importlib
import sys
import types
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn

ROOT = Path(__file__).parents[1]
ACCEPTANCE = ROOT.parent / "shared" / "acceptance"
sys.path.append(str(ACCEPTANCE if ACCEPTANCE.is_dir() else ROOT / "examples"))  # where the pipelines are


@dataclass(frozen=True)
class Model:
    """``make`` gives a module in evaluation mode, ``inputs`` its arguments; both always give the same."""

    name: str
    title: str
    make: Callable[[], nn.Module]
    inputs: Callable[[], tuple[Any, ...]]
    is_unordered: bool = False  # rounding may let rows of the results change places


def vision() -> Any:
    """torchvision, also where its own library of operators doesn't load: PyPI's needs CUDA's libraries."""
    if "torchvision" not in sys.modules:
        # It would describe all operators of that library, which must exist then; one is needed here.
        skipped = "torchvision._meta_registrations"
        sys.modules[skipped] = types.ModuleType(skipped)
        library = torch.library.Library("torchvision", "FRAGMENT")
        library.define("nms(Tensor dets, Tensor scores, float iou_threshold) -> Tensor")
        library.impl("nms", _nms, "CPU")
        torch.library.register_fake("torchvision::nms", _nms_shape, lib=library)
        vision.library = library  # type: ignore[attr-defined]  # registered as long as it lives
        sys.modules["torchvision_cpu"] = types.ModuleType("torchvision_cpu")  # the pipelines' way to do the same
        import torchvision

        torchvision.extension._has_ops = _has_operators
    return sys.modules["torchvision"]


def _has_operators() -> bool:
    return True


def _nms(boxes: Tensor, scores: Tensor, threshold: float) -> Tensor:
    """Greedy non-maximum suppression of boxes (N, 4): indices of those kept, the best first."""
    order = scores.sort(descending=True, stable=True).indices
    held = boxes[order]
    area = (held[:, 2] - held[:, 0]) * (held[:, 3] - held[:, 1])
    corner = torch.minimum(held[:, None, 2:], held[:, 2:]) - torch.maximum(held[:, None, :2], held[:, :2])
    both = corner.clamp(min=0).prod(2)
    suppresses = (both / (area[:, None] + area - both) > threshold).numpy()
    kept = torch.ones(len(held), dtype=torch.bool)
    alive = kept.numpy()
    for i in range(len(held)):
        if alive[i]:
            alive[i + 1 :] &= ~suppresses[i, i + 1 :]
    return order[kept]


def _nms_shape(boxes: Tensor, scores: Tensor, threshold: float) -> Tensor:
    """As many indices as are kept, for exporters."""
    return boxes.new_empty(torch.library.get_ctx().new_dynamic_size(), dtype=torch.int64)


def noise(*shape: int) -> Tensor:
    return torch.randn(*shape, generator=torch.Generator().manual_seed(0))


def image_noise() -> tuple[Tensor]:
    """A normalised image of 224 x 224."""
    return (noise(1, 3, 224, 224),)


def photo(height: int, width: int) -> Tensor:
    """The middle of a photo: RGB uint8 (height, width, 3), at most 427 x 640."""
    from sklearn.datasets import load_sample_image

    image = torch.from_numpy(load_sample_image("china.jpg").copy())
    top, left = (image.shape[0] - height) // 2, (image.shape[1] - width) // 2
    return image[top : top + height, left : left + width].contiguous()


def calibrated(model: nn.Module, run: Callable[[nn.Module, Tensor], Any], size: int = 224) -> nn.Module:
    """``model`` in evaluation mode, its batch norms settled on what they see while ``run`` gives it noise."""
    model.eval()
    norms = [layer for layer in model.modules() if isinstance(layer, nn.BatchNorm2d)]
    for norm in norms:
        norm.momentum = None  # the plain mean of all batches
        norm.reset_running_stats()
        norm.train()
    with torch.no_grad():
        run(model, noise(2, 3, size, size))
    return model.eval()


def classifier(name: str, norms: bool = True) -> Callable[[], nn.Module]:
    """One of torchvision's, for 1000 classes; without ``norms`` it has no batch norms to calibrate."""

    def make() -> nn.Module:
        torch.manual_seed(0)
        model: nn.Module = getattr(vision().models, name)(weights=None).eval()
        for parameter in model.parameters():
            if not parameter.any():  # a transformer's untrained head gives zeros only
                nn.init.normal_(parameter, std=0.02)
        return calibrated(model, lambda model, x: model(x)) if norms else model

    return make


class Scores(nn.Module):
    """A segmentation network's scores alone, of the dict that it gives."""

    def __init__(self, model: nn.Module) -> None:
        super().__init__()
        self.model = model

    def forward(self, x: Tensor):  # type: ignore[no-untyped-def]
        return self.model(x)["out"]


def deeplab() -> nn.Module:
    torch.manual_seed(0)
    model = vision().models.segmentation.deeplabv3_resnet101(weights=None, weights_backbone=None)
    return calibrated(Scores(model), lambda model, x: model(x), size=160)


class Encoder(nn.Module):
    """BERT's last hidden states and its pooled first one."""

    def __init__(self, bert: nn.Module) -> None:
        super().__init__()
        self.bert = bert

    def forward(self, ids: Tensor, mask: Tensor):  # type: ignore[no-untyped-def]
        out = self.bert(ids, attention_mask=mask)
        return out.last_hidden_state, out.pooler_output


def bert() -> nn.Module:
    vision()  # transformers imports it
    import transformers

    transformers.logging.set_verbosity_error()
    torch.manual_seed(0)
    return Encoder(transformers.BertModel(transformers.BertConfig())).eval()


def bert_inputs() -> tuple[Tensor, Tensor]:
    """128 tokens, the last 16 of them padding."""
    mask = torch.ones(1, 128, dtype=torch.long)
    mask[:, 112:] = 0
    return torch.randint(3, 30000, (1, 128), generator=torch.Generator().manual_seed(0)), mask


class Recurrent(nn.Module):
    """Ten layers of LSTM over a sequence."""

    def __init__(self) -> None:
        super().__init__()
        self.lstm = nn.LSTM(512, 512, num_layers=10, batch_first=True)

    def forward(self, x: Tensor):  # type: ignore[no-untyped-def]
        out, (hidden, cell) = self.lstm(x)
        return out, hidden, cell


def lstm() -> nn.Module:
    torch.manual_seed(0)
    return Recurrent().eval()


class Detector(nn.Module):
    """RetinaNet on one image (3, H, W) -> boxes (N, 4), scores (N,), labels (N,)."""

    def __init__(self, model: nn.Module) -> None:
        super().__init__()
        self.model = model

    def forward(self, image: Tensor):  # type: ignore[no-untyped-def]
        found = self.model([image])[0]
        return found["boxes"], found["scores"], found["labels"]


def retinanet() -> nn.Module:
    """Untrained scores lie around 0.01: the threshold lets enough pass for the suppression to have work."""
    torch.manual_seed(0)
    options = {"weights": None, "weights_backbone": None, "min_size": 320, "max_size": 480, "score_thresh": 0.0105}
    model = vision().models.detection.retinanet_resnet50_fpn(**options)
    return Detector(calibrated(model, lambda model, x: model(list(x)), size=320)).eval()


def image_pipeline() -> nn.Module:
    """A ResNet-34 with its preprocessing."""
    return _pipeline("resnet_infer", "resnet34")


def segment_pipeline() -> nn.Module:
    """A segmentation network with its preprocessing and painting."""
    return _pipeline("segment_infer", "segment")


def _pipeline(acceptance: str, example: str) -> nn.Module:
    if not ACCEPTANCE.is_dir():
        pipeline: nn.Module = importlib.import_module(example).make_pipeline()
        return pipeline
    vision()
    made: nn.Module = getattr(importlib.import_module("pipelines"), acceptance)()
    return made


MODELS = {
    model.name: model
    for model in (
        Model("resnet34", "ResNet-34", classifier("resnet34"), image_noise),
        Model("resnet50", "ResNet-50", classifier("resnet50"), image_noise),
        Model("mobilenet_v3_large", "MobileNetV3-Large", classifier("mobilenet_v3_large"), image_noise),
        Model("efficientnet_b0", "EfficientNet-B0", classifier("efficientnet_b0"), image_noise),
        Model("deeplabv3_resnet101", "DeepLabV3-ResNet-101", deeplab, image_noise),
        Model("vit_b_16", "ViT-B/16", classifier("vit_b_16", norms=False), image_noise),
        Model("swin_t", "Swin-T", classifier("swin_t", norms=False), image_noise),
        Model("bert_base", "BERT-base, 128 tokens", bert, bert_inputs),
        Model("lstm", "LSTM of 10 layers, 50 steps", lstm, lambda: (noise(1, 50, 512),)),
        Model("retinanet", "RetinaNet with NMS", retinanet,
              lambda: (photo(427, 640).permute(2, 0, 1).float() / 255,), is_unordered=True),
        Model("image_pipeline", "image pipeline", image_pipeline, lambda: (photo(224, 224),)),
        Model("segment_pipeline", "segmentation pipeline", segment_pipeline, lambda: ([photo(320, 320)],)),
    )
}  # fmt: skip
