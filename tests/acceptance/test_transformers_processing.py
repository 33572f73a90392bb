"""What surrounds Hugging Face's models, from its own unmodified sources: tokenizers in Python, image processors, and
what turns outputs into boxes and masks."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import torch
from torch import Tensor

import flambeau as fl
from tests.conftest import require

WORDS = "[PAD] [UNK] [CLS] [SEP] [MASK] the cat sat ##s ##ting run on un ##want ##ed , . ! a naive ' don t 中".split()


@pytest.fixture(scope="session")
def transformers(torchvision_models):
    require(importlib.util.find_spec("transformers") is not None, "transformers isn't installed")
    import transformers

    transformers.logging.set_verbosity_error()
    return transformers


def check(program: Any, inputs: list[tuple[Any, ...]], path: Path) -> None:
    fl.script(program, example_inputs=inputs[0]).save(path / "program.flam")
    loaded = fl.load(path / "program.flam")
    for arguments in inputs:
        with torch.no_grad():
            expected = program(*arguments)
        assert_same(loaded(*arguments), expected)


def assert_same(actual: Any, expected: Any) -> None:
    if isinstance(expected, Tensor):
        torch.testing.assert_close(actual, expected, rtol=1e-5, atol=1e-5)
    elif isinstance(expected, (list, tuple)):
        assert len(actual) == len(expected)
        for one, other in zip(actual, expected):
            assert_same(one, other)
    elif hasattr(expected, "items"):
        assert list(actual) == list(expected)
        for key in expected:
            assert_same(actual[key], expected[key])
    else:
        assert type(actual) is type(expected) and actual == expected


def test_tokenizer(transformers, tmp_path: Path) -> None:
    from transformers.models.bert.tokenization_bert_legacy import BertTokenizerLegacy

    (tmp_path / "vocab.txt").write_text("\n".join(WORDS))
    tokenizer = BertTokenizerLegacy(str(tmp_path / "vocab.txt"))

    def encode(text: str, pair: str):
        both = tokenizer(text, pair, padding="max_length", max_length=12, truncation=True, return_tensors="pt")
        ids = tokenizer(text)["input_ids"]
        return tokenizer.tokenize(text), ids, both["input_ids"], both["attention_mask"], tokenizer.decode(ids)

    texts = [("The cats sat on, unwanted!", "a"), ("", "the cat"), ("Naïve 中文 don't [SEP] a", "the cat sat " * 5)]
    check(encode, texts, tmp_path)


@pytest.mark.parametrize("name", ["ViT", "CLIP", "Detr", "ConvNext", "Segformer"])
def test_image_processor(transformers, name: str, tmp_path: Path) -> None:
    sizes = {"size": {"shortest_edge": 64, "longest_edge": 100}} if name == "Detr" else {}
    processor = getattr(transformers, f"{name}ImageProcessor")(**sizes)
    torch.manual_seed(0)
    images = [(torch.randint(0, 255, size).byte(),) for size in ((3, 60, 80), (3, 90, 70))]
    check(lambda image: processor(image, return_tensors="pt")["pixel_values"], images, tmp_path)


def test_detections(transformers, tmp_path: Path) -> None:
    processor = transformers.DetrImageProcessor()

    def boxes(logits: Tensor, places: Tensor, sizes: Tensor):
        outputs = SimpleNamespace(logits=logits, pred_boxes=places)
        return processor.post_process_object_detection(outputs, threshold=0.3, target_sizes=sizes)

    torch.manual_seed(0)
    some = (torch.randn(2, 5, 8) * 3, torch.rand(2, 5, 4), torch.tensor([[30, 40], [50, 60]]))
    none = (torch.zeros(1, 5, 8), torch.rand(1, 5, 4), torch.tensor([[30, 40]]))
    check(boxes, [some, none], tmp_path)


@pytest.mark.parametrize("kind", ["semantic", "instance", "panoptic"])
def test_masks(transformers, kind: str, tmp_path: Path) -> None:
    processor = transformers.Mask2FormerImageProcessor()

    def masks(classes: Tensor, queries: Tensor):
        outputs = SimpleNamespace(class_queries_logits=classes, masks_queries_logits=queries)
        sizes = [(20, 24)] * len(classes)
        return getattr(processor, f"post_process_{kind}_segmentation")(outputs, target_sizes=sizes)

    torch.manual_seed(0)
    some = (torch.randn(2, 5, 8) * 3, torch.randn(2, 5, 10, 12))
    check(masks, [some, (torch.zeros(1, 5, 8), torch.randn(1, 5, 10, 12))], tmp_path)
