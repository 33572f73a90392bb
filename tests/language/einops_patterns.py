"""Patterns of einops on tensors of a known and of any number of dimensions, on lists and arrays, and its errors."""

import einops
import numpy as np
import torch
from einops import pack, parse_shape, rearrange, reduce, repeat, unpack


def program(x: torch.Tensor, parts: int, rows: list[torch.Tensor]):
    found = []
    for number, pattern_gives in enumerate([heads, spread, reduced, repeated, listed, summed, packed, arrays]):
        try:
            found.append((number, pattern_gives(x, parts, rows)))
        except einops.EinopsError as error:
            found.append((number, [torch.tensor([ord(letter) for letter in str(error)])]))
        except NotImplementedError as error:
            found.append((number, [torch.tensor(len(str(error)))]))
    return found


def heads(x, parts, rows):
    q = rearrange(x, "b n (h d) -> b h n d", h=parts)
    return [q, rearrange(q, "b h n d -> b n (h d)"), rearrange(x, "b (n k) d -> (k b) d n", k=parts)]


def spread(x, parts, rows):
    return [
        rearrange(x, "... d -> d ..."),
        rearrange(x, "b ... (d p) -> (p b) ... d", p=parts),
        rearrange(x, "b ... -> (...) b"),
        rearrange(x, "b ... d -> (b ... d)"),
    ]


def reduced(x, parts, rows):
    return [
        reduce(x, "... (d p) -> ... d", "max", p=parts),
        reduce(x, "b ... -> b 1", "sum"),
        reduce(x, "... d -> d", "prod"),
        reduce(x > 0, "b ... d -> b d", "any"),
        reduce(x, "b ... (d 2) -> d", torch.amax),
        reduce(x, "b ... -> ()", "mean"),
    ]


def repeated(x, parts, rows):
    x[0] += 1  # eager's views see it
    new = repeat(x, "b ... d -> b p ... (d q) 2", p=parts, q=2)
    x[0] += 1
    return [new, repeat(rows[0], "d -> b d", b=x.shape[0]), repeat(rows[0], "d -> (d p)", p=parts)]


def listed(x, parts, rows):
    return [rearrange(rows, "b d -> d b"), reduce(rows, "b d -> d", "min"), repeat(rows, "b d -> b (p d)", p=parts)]


def summed(x, parts, rows):
    sizes = parse_shape(x, "batch ... width")
    scores = einops.einsum(x, torch.stack(rows), "batch ... width, out width -> batch ... out")
    return [scores, torch.tensor([sizes["batch"], sizes["width"], len(sizes)])]


def packed(x, parts, rows):
    joined, shapes = pack([x, x[:, 0]], "b * d")
    apart = unpack(joined * 2, shapes, "b * d")
    return [joined, *apart, *unpack(joined, [[2], [-1]], "b * d")]


def arrays(x, parts, rows):
    image = rearrange(x.numpy(), "b (h p) d -> h (p d) b", p=parts)
    wide = repeat(image, "h w c -> h (w 2) c q", q=2)
    return [torch.from_numpy(reduce(np.asarray(wide), "h w c q -> c q", "mean"))]


INPUTS = [
    (torch.arange(24.0).reshape(2, 3, 4) - 9, 1, [torch.arange(4.0), torch.ones(4)]),
    (torch.arange(48.0).reshape(2, 4, 6).sin(), 2, [torch.arange(6.0)] * 3),
    (torch.arange(48.0).reshape(2, 3, 2, 4).cos(), 2, [torch.arange(4.0)]),
    (torch.arange(30.0).reshape(1, 5, 6), 3, [torch.arange(6.0)]),
]
