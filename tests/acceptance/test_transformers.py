"""Hugging Face's models, through their own unmodified sources: scripted, saved, loaded, and equal to eager,
from Python and from C++.

Weights are seeded and configurations small. One file serves all batch sizes and lengths; where a model generates, the
loop and its cache are in the program.
"""

from __future__ import annotations

import importlib.util
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import torch
from torch import Tensor, nn

import flambeau as fl
from tests.conftest import require
from tests.cpp.runner import Runner

TEXT = {"vocab_size": 99, "num_hidden_layers": 2, "num_attention_heads": 4, "intermediate_size": 48, "hidden_size": 32}


@pytest.fixture(scope="session")
def transformers(torchvision_models):
    require(importlib.util.find_spec("transformers") is not None, "transformers isn't installed")
    import transformers

    transformers.logging.set_verbosity_error()
    return transformers


def seeded(made: Callable[[], nn.Module]) -> nn.Module:
    """A model with seeded weights, none of them all zeros."""
    torch.manual_seed(0)
    model = made().eval()
    for parameter in model.parameters():
        if not parameter.any():
            nn.init.normal_(parameter, std=0.02)
    return model


def tokens(batch: int, length: int) -> Tensor:
    return torch.randint(3, 99, (batch, length), generator=torch.Generator().manual_seed(batch * 100 + length))


def padded(batch: int, length: int) -> tuple[Tensor, Tensor]:
    """Token ids, and a mask that ends the second row half-way."""
    mask = torch.ones(batch, length, dtype=torch.long)
    mask[1:2, length // 2 :] = 0
    return tokens(batch, length), mask


def noise(*shape: int) -> Tensor:
    return torch.randn(*shape, generator=torch.Generator().manual_seed(sum(shape)))


# --- the modules that are compiled: each calls a model as its users do ------------------------------------------------


class Encoder(nn.Module):
    def __init__(self, model: nn.Module) -> None:
        super().__init__()
        self.model = model

    def forward(self, input_ids, attention_mask):
        out = self.model(input_ids=input_ids, attention_mask=attention_mask)
        return {
            "last": out.last_hidden_state,
            "first": out[0][:, 0],
            "pooled": out.get("pooler_output", out[0].mean(1)),
        }


class Greedy(nn.Module):
    """A decoder's greedy loop: the prompt at once, then token by token from the cache."""

    def __init__(self, model: nn.Module, end: int) -> None:
        super().__init__()
        self.model = model
        self.end = end

    def forward(self, input_ids, steps: int):
        past, last, step_ids = None, None, input_ids
        for _ in range(steps):
            out = self.model(input_ids=step_ids, past_key_values=past, use_cache=True)
            past = out.past_key_values
            last = out.logits[:, -1]
            step_ids = last.argmax(-1, keepdim=True)
            input_ids = torch.cat([input_ids, step_ids], dim=1)
            if (step_ids == self.end).all():
                break
        return input_ids, last


class Generate(nn.Module):
    """The library's own ``generate``, with its processors of logits, its cache and its stopping criteria."""

    def __init__(self, model: nn.Module, **options: Any) -> None:
        super().__init__()
        self.model = model
        self.options = options

    def forward(self, input_ids, attention_mask, steps: int):
        return self.model.generate(input_ids, attention_mask=attention_mask, max_new_tokens=steps, **self.options)


class Logits(nn.Module):
    def __init__(self, model: nn.Module) -> None:
        super().__init__()
        self.model = model

    def forward(self, input_ids, attention_mask):
        logits, *_ = self.model(input_ids=input_ids, attention_mask=attention_mask, return_dict=False)
        return logits


class Translate(nn.Module):
    """An encoder-decoder's greedy loop over the encoder's output, with both caches."""

    def __init__(self, model: nn.Module, start: int, end: int) -> None:
        super().__init__()
        self.model = model
        self.start = start
        self.end = end

    def forward(self, features, steps: int):
        encoded = self.model.get_encoder()(features)
        step_ids = torch.full((features.shape[0], 1), self.start)
        result, cache = step_ids, None
        while result.shape[1] <= steps:
            out = self.model(encoder_outputs=encoded, decoder_input_ids=step_ids, cache=cache, use_cache=True)
            cache = out.cache
            step_ids = out.logits[:, -1:].argmax(-1)
            result = torch.cat([result, step_ids], dim=1)
            if bool((step_ids == self.end).all()):
                break
        return result


class Teacher(nn.Module):
    """An encoder-decoder on given target tokens."""

    def __init__(self, model: nn.Module) -> None:
        super().__init__()
        self.model = model

    def forward(self, input_ids, attention_mask, decoder_input_ids):
        out = self.model(input_ids=input_ids, attention_mask=attention_mask, decoder_input_ids=decoder_input_ids)
        return out.logits, out.encoder_last_hidden_state


class Pixels(nn.Module):
    def __init__(self, model: nn.Module) -> None:
        super().__init__()
        self.model = model

    def forward(self, pixel_values):
        return self.model(pixel_values).to_tuple()


class Detector(nn.Module):
    def __init__(self, model: nn.Module) -> None:
        super().__init__()
        self.model = model

    def forward(self, pixel_values, pixel_mask):
        out = self.model(pixel_values=pixel_values, pixel_mask=pixel_mask)
        scores, labels = out.logits.softmax(-1)[..., :-1].max(-1)
        return {"boxes": out.pred_boxes, "scores": scores, "labels": labels}


class Contrast(nn.Module):
    def __init__(self, model: nn.Module) -> None:
        super().__init__()
        self.model = model

    def forward(self, input_ids, attention_mask, pixel_values):
        out = self.model(input_ids=input_ids, attention_mask=attention_mask, pixel_values=pixel_values)
        return out.logits_per_image, out.text_embeds, out.image_embeds


class Masks(nn.Module):
    """SAM's prompt encoder and mask decoder, on image embeddings."""

    def __init__(self, model: nn.Module) -> None:
        super().__init__()
        self.model = model

    def forward(self, image_embeddings, input_points, input_labels):
        positions = self.model.get_image_wide_positional_embeddings().repeat(image_embeddings.shape[0], 1, 1, 1)
        sparse, dense = self.model.prompt_encoder(
            input_points=input_points, input_labels=input_labels, input_boxes=None, input_masks=None
        )
        return self.model.mask_decoder(
            image_embeddings=image_embeddings, image_positional_embeddings=positions, multimask_output=True,
            sparse_prompt_embeddings=sparse, dense_prompt_embeddings=dense,
        )  # fmt: skip


class Embedder(nn.Module):
    """A text's embedding: a WordPiece tokenizer in plain Python, a model, and a pooling."""

    def __init__(self, model: nn.Module, vocabulary: dict[str, int]) -> None:
        super().__init__()
        self.model = model
        self.vocabulary = vocabulary

    def words(self, text: str):
        words, word = [], ""
        for character in text.lower():
            if character.isalnum():
                word += character
                continue
            if word:
                words.append(word)
                word = ""
            if not character.isspace():
                words.append(character)
        return [*words, word] if word else words

    def pieces(self, word: str):
        found, start = [], 0
        while start < len(word):
            end = len(word)
            while end > start:
                piece = ("##" if start else "") + word[start:end]
                if piece in self.vocabulary:
                    break
                end -= 1
            if end == start:
                return [self.vocabulary["[UNK]"]]
            found.append(self.vocabulary[piece])
            start = end
        return found

    def forward(self, text: str):
        ids = [self.vocabulary["[CLS]"]]
        for word in self.words(text):
            ids.extend(self.pieces(word))
        ids.append(self.vocabulary["[SEP]"])
        input_ids = torch.tensor([ids])
        out = self.model(input_ids=input_ids, attention_mask=torch.ones_like(input_ids))
        return nn.functional.normalize(out.last_hidden_state.mean(1), dim=-1), ids


# --- the models, each with inputs of several sizes --------------------------------------------------------------------


def bert(lib: Any) -> nn.Module:
    return Encoder(seeded(lambda: lib.BertModel(lib.BertConfig(**TEXT, max_position_embeddings=64))))


class Hidden(nn.Module):
    def __init__(self, model: nn.Module) -> None:
        super().__init__()
        self.model = model

    def forward(self, input_ids, attention_mask):
        out = self.model(input_ids=input_ids, attention_mask=attention_mask, output_hidden_states=True)
        return out.last_hidden_state, torch.stack(out.hidden_states[1:]).mean(0), len(out.hidden_states)


def hidden_states(lib: Any) -> nn.Module:
    return Hidden(bert(lib).model)


def deberta(lib: Any) -> nn.Module:
    config = lib.DebertaV2Config(
        **TEXT, relative_attention=True, position_buckets=8, pos_att_type=["p2c", "c2p"], norm_rel_ebd="layer_norm",
        share_att_key=True, max_position_embeddings=64,
    )  # fmt: skip
    return Encoder(seeded(lambda: lib.DebertaV2Model(config)))


def longformer(lib: Any) -> nn.Module:
    config = lib.LongformerConfig(**TEXT, attention_window=[4, 4], max_position_embeddings=64, pad_token_id=1)
    return Encoder(seeded(lambda: lib.LongformerModel(config)))


class Last(nn.Module):
    def __init__(self, model: nn.Module) -> None:
        super().__init__()
        self.model = model

    def forward(self, input_ids):
        return self.model(input_ids=input_ids).last_hidden_state


def funnel(lib: Any) -> nn.Module:
    config = lib.FunnelConfig(
        vocab_size=99, block_sizes=[1, 1], num_decoder_layers=1, d_model=32, n_head=2, d_head=16, d_inner=64
    )
    return Last(seeded(lambda: lib.FunnelModel(config)))


class Segment(nn.Module):
    def __init__(self, model: nn.Module) -> None:
        super().__init__()
        self.model = model

    def forward(self, pixels):
        return self.model(pixel_values=pixels).logits


def segformer(lib: Any) -> nn.Module:
    config = lib.SegformerConfig(
        hidden_sizes=[8, 16, 16, 32], depths=[1, 1, 1, 1], num_attention_heads=[1, 1, 2, 2], decoder_hidden_size=16,
        num_labels=5,
    )  # fmt: skip
    return Segment(seeded(lambda: lib.SegformerForSemanticSegmentation(config)))


def embedder(lib: Any) -> nn.Module:
    pieces = "[PAD] [UNK] [CLS] [SEP] the cat sat on mat , . play ##ing ##ed ##s un ##happy über straße".split()
    return Embedder(bert(lib).model, {piece: number for number, piece in enumerate(pieces)})


def distilbert(lib: Any) -> nn.Module:
    config = lib.DistilBertConfig(vocab_size=99, dim=32, n_layers=2, n_heads=4, hidden_dim=48)
    return Encoder(seeded(lambda: lib.DistilBertModel(config)))


def roberta(lib: Any) -> nn.Module:
    return Encoder(seeded(lambda: lib.RobertaModel(lib.RobertaConfig(**TEXT, max_position_embeddings=64))))


def _gpt2(lib: Any) -> nn.Module:
    config = lib.GPT2Config(vocab_size=99, n_embd=32, n_layer=2, n_head=4, n_positions=64, eos_token_id=2)
    return seeded(lambda: lib.GPT2LMHeadModel(config))


def outspoken(model: nn.Module) -> nn.Module:
    """A model whose logits differ enough for its tokens to vary."""
    with torch.no_grad():
        for parameter in model.parameters():
            parameter.mul_(8)
    model.generation_config.pad_token_id = 0
    return model


def _llama(lib: Any) -> nn.Module:
    return seeded(lambda: lib.LlamaForCausalLM(lib.LlamaConfig(**TEXT, num_key_value_heads=2)))


def _t5(lib: Any) -> nn.Module:
    config = lib.T5Config(vocab_size=99, d_model=32, d_kv=8, d_ff=48, num_layers=2, num_heads=4)
    return seeded(lambda: lib.T5ForConditionalGeneration(config))


def _mixtral(lib: Any) -> nn.Module:
    config = lib.MixtralConfig(**TEXT, num_key_value_heads=2, num_local_experts=4, max_position_embeddings=64)
    return seeded(lambda: lib.MixtralForCausalLM(config))


def mamba(lib: Any) -> nn.Module:
    config = lib.MambaConfig(**TEXT, state_size=4, pad_token_id=0)
    return Logits(seeded(lambda: lib.MambaForCausalLM(config)))


class Chat(nn.Module):
    """Tokens, some of which stand for the patches of an image."""

    def __init__(self, model: nn.Module) -> None:
        super().__init__()
        self.model = model

    def forward(self, input_ids, pixel_values):
        return self.model(input_ids=input_ids, pixel_values=pixel_values, use_cache=False).logits


def llava(lib: Any) -> nn.Module:
    vision = {k: v for k, v in TEXT.items() if k != "vocab_size"}
    config = lib.LlavaConfig(
        vision_config=lib.CLIPVisionConfig(**vision, image_size=32, patch_size=8),
        text_config=lib.LlamaConfig(**TEXT), image_token_index=98, vision_feature_layer=-1,
    )  # fmt: skip
    return Chat(seeded(lambda: lib.LlavaForConditionalGeneration(config)))


def asked(batch: int) -> tuple[Tensor, Tensor]:
    """Questions about an image of sixteen patches."""
    ids = tokens(batch, 22).clamp(max=90)
    ids[:, 2:18] = 98
    return ids, noise(batch, 3, 32, 32)


class Heard(nn.Module):
    """A recording's letters: the likeliest of each frame, those that repeat and the blanks left out."""

    def __init__(self, model: nn.Module) -> None:
        super().__init__()
        self.model = model

    def forward(self, sound):
        logits = self.model(sound).logits
        words = []
        for row in logits.argmax(-1).tolist():
            kept = [c for c, before in zip(row, [0, *row]) if c != before and c != 0]
            words.append("".join(chr(96 + c) for c in kept))
        return logits, words


def wav2vec2(lib: Any) -> nn.Module:
    config = lib.Wav2Vec2Config(
        **{**TEXT, "vocab_size": 27}, conv_dim=(16, 16), conv_stride=(5, 2), conv_kernel=(10, 3),
        num_conv_pos_embeddings=16, num_conv_pos_embedding_groups=2,
    )  # fmt: skip
    return Heard(seeded(lambda: lib.Wav2Vec2ForCTC(config)))


def vit(lib: Any) -> nn.Module:
    config = {k: v for k, v in TEXT.items() if k != "vocab_size"}
    return Pixels(seeded(lambda: lib.ViTModel(lib.ViTConfig(**config, image_size=32, patch_size=8))))


def detr(lib: Any) -> nn.Module:
    backbone = lib.ResNetConfig(
        embedding_size=8, hidden_sizes=[8, 12, 16, 24], depths=[1, 1, 1, 1], layer_type="basic", out_features=["stage4"]
    )
    config = lib.DetrConfig(
        use_timm_backbone=False, use_pretrained_backbone=False, backbone=None, backbone_config=backbone, d_model=32,
        encoder_layers=2, decoder_layers=2, encoder_attention_heads=4, decoder_attention_heads=4, encoder_ffn_dim=48,
        decoder_ffn_dim=48, num_queries=10, num_labels=7,
    )  # fmt: skip
    return Detector(seeded(lambda: lib.DetrForObjectDetection(config)))


def clip(lib: Any) -> nn.Module:
    vision = {k: v for k, v in TEXT.items() if k != "vocab_size"}
    config = lib.CLIPConfig(
        text_config={**TEXT, "max_position_embeddings": 32, "eos_token_id": 98},
        vision_config={**vision, "image_size": 32, "patch_size": 8}, projection_dim=16,
    )  # fmt: skip
    return Contrast(seeded(lambda: lib.CLIPModel(config)))


def whisper(lib: Any) -> nn.Module:
    config = lib.WhisperConfig(
        vocab_size=99, d_model=32, encoder_layers=2, decoder_layers=2, encoder_attention_heads=4,
        decoder_attention_heads=4, encoder_ffn_dim=48, decoder_ffn_dim=48, num_mel_bins=16, max_source_positions=20,
        max_target_positions=32, pad_token_id=0, bos_token_id=1, eos_token_id=2, decoder_start_token_id=3,
        suppress_tokens=None, begin_suppress_tokens=None,
    )  # fmt: skip
    return Translate(seeded(lambda: lib.WhisperForConditionalGeneration(config)), 3, 2)


def sam(lib: Any) -> nn.Module:
    config = lib.SamConfig(
        vision_config={"hidden_size": 32, "num_pos_feats": 16, "output_channels": 16, "num_hidden_layers": 1,
                       "num_attention_heads": 2, "image_size": 64, "patch_size": 16, "mlp_dim": 32, "window_size": 2,
                       "global_attn_indexes": [0]},
        prompt_encoder_config={"hidden_size": 32, "image_size": 64, "patch_size": 16, "mask_input_channels": 4},
        mask_decoder_config={"hidden_size": 32, "mlp_dim": 32, "num_attention_heads": 4, "iou_head_hidden_dim": 32,
                             "iou_head_depth": 2},
    )  # fmt: skip
    return Masks(seeded(lambda: lib.SamModel(config)))


def points(batch: int, prompts: int, count: int) -> tuple[Tensor, Tensor, Tensor]:
    labels = (torch.arange(batch * prompts * count) % 2).view(batch, prompts, count)
    return noise(batch, 32, 4, 4), noise(batch, prompts, count, 2).abs() * 20, labels


SENTENCES = [padded(1, 5), padded(2, 9), padded(3, 16)]
ASKED = [(*padded(1, 5), 4), (tokens(2, 6), torch.tensor([[0, 0, 1, 1, 1, 1], [1] * 6]), 7), (*padded(1, 3), 3)]
PROMPTS = [(tokens(1, 5), 6), (tokens(2, 9), 9), (tokens(2, 3), 1), (tokens(1, 4), 0)]
MODELS: dict[str, tuple[Callable[[Any], nn.Module], list[tuple[Any, ...]]]] = {
    "bert": (bert, SENTENCES),
    "text to embedding": (embedder, [("The cat sat, playing.",), ("",), ("Über Straße: unhappy cats!  xyz",)]),
    "distilbert": (distilbert, SENTENCES),
    "hidden states": (hidden_states, SENTENCES),
    "deberta": (deberta, SENTENCES),
    "longformer": (longformer, SENTENCES),
    "funnel": (funnel, [(tokens(1, 8),), (tokens(2, 12),)]),
    "segformer": (segformer, [(noise(1, 3, 64, 64),), (noise(2, 3, 96, 64),)]),
    "roberta": (roberta, SENTENCES),
    "gpt2": (lambda lib: Logits(_gpt2(lib)), SENTENCES),
    "gpt2 generating": (lambda lib: Greedy(_gpt2(lib), 2), PROMPTS),
    "gpt2's generate": (
        lambda lib: Generate(outspoken(_gpt2(lib)), repetition_penalty=1.3, no_repeat_ngram_size=3), ASKED
    ),
    "gpt2's beam search": (lambda lib: Generate(outspoken(_gpt2(lib)), num_beams=3, length_penalty=0.7), ASKED),
    "llama": (lambda lib: Logits(_llama(lib)), SENTENCES),
    "llama's generate": (lambda lib: Generate(outspoken(_llama(lib)), use_cache=False, min_new_tokens=3), ASKED),
    "llama generating": (lambda lib: Greedy(_llama(lib), 2), PROMPTS),
    "mixtral generating": (lambda lib: Greedy(_mixtral(lib), 2), PROMPTS),
    "mamba": (mamba, SENTENCES),
    "llava": (llava, [asked(1), asked(2)]),
    "wav2vec2 to text": (wav2vec2, [(noise(1, 400),), (noise(2, 520),)]),
    "t5": (lambda lib: Teacher(_t5(lib)), [(*padded(1, 5), tokens(1, 4)), (*padded(2, 9), tokens(2, 3))]),
    "t5 generating": (lambda lib: Translate(_t5(lib), 0, 1), PROMPTS),
    "vit": (vit, [(noise(1, 3, 32, 32),), (noise(3, 3, 32, 32),)]),
    "detr": (detr, [(noise(b, 3, h, w), torch.ones(b, h, w, dtype=torch.long)) for b, h, w in ((1, 64, 96), (2, 96, 64))]),
    "clip": (clip, [(*padded(1, 5), noise(2, 3, 32, 32)), (*padded(3, 9), noise(1, 3, 32, 32))]),
    "whisper generating": (whisper, [(noise(1, 16, 40), 6), (noise(2, 16, 40), 9)]),
    "sam": (sam, [points(1, 2, 3), points(2, 1, 1)]),
}  # fmt: skip


def leaves(value: Any) -> list[Any]:
    if isinstance(value, dict):
        return [leaf for key in value for leaf in (key, *leaves(value[key]))]
    if isinstance(value, (list, tuple)):
        return [leaf for part in value for leaf in leaves(part)]
    return [value]


def assert_parity(actual: Any, expected: Any) -> None:
    """Floats within 1e-4 of the largest output, all else exactly."""
    for one, other in zip(leaves(actual), leaves(expected), strict=True):
        if isinstance(other, Tensor):
            scale = other.abs().max().item() if other.is_floating_point() else 0
            torch.testing.assert_close(one, other, rtol=0, atol=1e-4 * scale)
        else:
            assert one == other


def test_generate_warns_nobody_while_it_is_compiled(transformers, capfd) -> None:
    """What it says once, where a prompt is longer than the model, isn't said for inputs that nobody has given."""
    transformers.logging.set_verbosity_warning()
    try:
        fl.script(Generate(_gpt2(transformers)), ASKED[0])
    finally:
        transformers.logging.set_verbosity_error()
    assert "exceeded" not in capfd.readouterr().err


@pytest.mark.parametrize("name", ["bert", "roberta", "vit"])
def test_a_model_by_itself(transformers, name: str, tmp_path: Path) -> None:
    """All optional inputs stay inputs of the program, and its result is the library's own class."""
    make, inputs = MODELS[name]
    model = make(transformers).model
    fl.script(model, inputs[0][:1]).save(tmp_path / "model.flam")
    program = fl.load(tmp_path / "model.flam")
    for arguments in inputs:
        with torch.no_grad():
            expected = model(*arguments)
        actual = program(*arguments)
        assert type(actual) is type(expected) and list(actual) == list(expected)
        assert_parity(dict(actual), dict(expected))
    if name == "bert":
        types = torch.zeros_like(inputs[0][0])
        with torch.no_grad():
            expected = model(inputs[0][0], token_type_ids=types)
        assert_parity(dict(program(inputs[0][0], token_type_ids=types)), dict(expected))


@pytest.mark.filterwarnings("ignore:.*deprecated.*:FutureWarning")
@pytest.mark.parametrize("name", MODELS)
def test_model(transformers, cpp: Runner, name: str, tmp_path: Path) -> None:
    make, inputs = MODELS[name]
    model = make(transformers)
    fl.script(model, inputs[0]).save(tmp_path / "model.flam")
    program = fl.load(tmp_path / "model.flam")
    for arguments in inputs:
        with torch.no_grad():
            expected = model(*arguments)
        assert_parity(program(*arguments), expected)
        kind, actual = cpp.call(tmp_path / "model.flam", arguments)
        assert kind == "value", f"from C++: {actual}"
        assert_parity(actual, expected)
