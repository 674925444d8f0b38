"""The tagger in PyTorch: MiniLM (BERT, 384 wide) with a tag head and two link heads.

The teacher has MiniLM's six layers, the student fewer of them, the shipped one also narrower ones.

Heads, per word piece:

* ``tags``: logits of TAGS (begin / inside of source, cue, content; outside).
* ``to_cue``: which piece begins the cue that this content piece belongs to (0 = none).
* ``to_source``: which piece begins the source that this cue piece belongs to (0 = none).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import torch
from safetensors.torch import load_file
from torch import Tensor, nn

if TYPE_CHECKING:
    from pathlib import Path

TAGS = ("O", "B-source", "I-source", "B-cue", "I-cue", "B-content", "I-content")
WIDTH, LAYERS, HEADS, INNER, LINK_WIDTH = 384, 6, 12, 1536, 64
KEPT = (0, 1, 2, 4)
"""The teacher's layers with which the student begins."""


class Layer(nn.Module):
    """One BERT encoder layer (post-norm)."""

    def __init__(self, dropout: float, inner: int) -> None:
        super().__init__()
        self.query, self.key, self.value = (nn.Linear(WIDTH, WIDTH) for _ in range(3))
        self.attended = nn.Linear(WIDTH, WIDTH)
        self.norm1, self.norm2 = nn.LayerNorm(WIDTH, eps=1e-12), nn.LayerNorm(WIDTH, eps=1e-12)
        self.widen, self.narrow = nn.Linear(WIDTH, inner), nn.Linear(inner, WIDTH)
        self.dropout = nn.Dropout(dropout)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        batch, length, _ = x.shape

        def split(y: Tensor) -> Tensor:
            return y.view(batch, length, HEADS, WIDTH // HEADS).transpose(1, 2)

        q, k, v = split(self.query(x)), split(self.key(x)), split(self.value(x))
        mixed = nn.functional.scaled_dot_product_attention(q, k, v, attn_mask=mask.to(q.dtype))
        return self.mixed(x, mixed.transpose(1, 2).reshape(x.shape))

    def mixed(self, x: Tensor, mixed: Tensor) -> Tensor:
        """Return what the layer makes of its input and what its attention gathered."""
        x = self.norm1(x + self.dropout(self.attended(mixed)))
        inner = nn.functional.gelu(self.widen(x))
        return self.norm2(x + self.dropout(self.narrow(inner)))


class Tagger(nn.Module):
    """MiniLM with the three heads."""

    def __init__(self, dropout: float = 0.1, layers: int = LAYERS, inner: int = INNER) -> None:
        super().__init__()
        self.words = nn.Embedding(30522, WIDTH)
        self.positions = nn.Embedding(512, WIDTH)
        self.kind = nn.Parameter(torch.zeros(WIDTH))
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.layers = nn.ModuleList(Layer(dropout, inner) for _ in range(layers))
        self.dropout = nn.Dropout(dropout)
        self.tag = nn.Linear(WIDTH, len(TAGS))
        self.link = nn.ModuleDict(
            {
                name: nn.ModuleList([nn.Linear(WIDTH, LINK_WIDTH), nn.Linear(WIDTH, LINK_WIDTH)])
                for name in ("to_cue", "to_source")
            }
        )

    def encode(self, ids: Tensor, attention: Tensor) -> Tensor:
        """Return the last layer's vector of each piece (b, n, WIDTH)."""
        mask = (1.0 - attention[:, None, None, :].float()) * -10000.0
        places = torch.arange(ids.shape[1], device=ids.device)[None]
        x = self.dropout(self.norm(self.words(ids) + self.positions(places) + self.kind))
        for layer in self.layers:
            x = layer(x, mask)
        return x

    def forward(self, ids: Tensor, attention: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Return tag logits (b, n, 7) and link logits (b, n, n) to cues and to sources."""
        return self.heads(self.encode(ids, attention), attention)

    def heads(self, x: Tensor, attention: Tensor | None) -> tuple[Tensor, Tensor, Tensor]:
        """Return what the heads make of the last layer's vectors."""
        mask = 0.0 if attention is None else (1.0 - attention[:, None, :].float()) * -10000.0
        links = []
        for name in ("to_cue", "to_source"):
            asks, answers = self.link[name]
            links.append(asks(x) @ answers(x).transpose(-1, -2) / LINK_WIDTH**0.5 + mask)
        return self.tag(x), links[0], links[1]


def load_base(path: Path, dropout: float = 0.1) -> Tagger:
    """Return the tagger with the encoder of a BERT ``model.safetensors`` and fresh heads."""
    stored, model = load_file(str(path)), Tagger(dropout)
    names = {
        "query": "attention.self.query",
        "key": "attention.self.key",
        "value": "attention.self.value",
        "attended": "attention.output.dense",
        "norm1": "attention.output.LayerNorm",
        "widen": "intermediate.dense",
        "narrow": "output.dense",
        "norm2": "output.LayerNorm",
    }
    state = {
        "words.weight": stored["embeddings.word_embeddings.weight"],
        "positions.weight": stored["embeddings.position_embeddings.weight"],
        "kind": stored["embeddings.token_type_embeddings.weight"][0],
        "norm.weight": stored["embeddings.LayerNorm.weight"],
        "norm.bias": stored["embeddings.LayerNorm.bias"],
    }
    for i in range(LAYERS):
        for ours, theirs in names.items():
            for part in ("weight", "bias"):
                state[f"layers.{i}.{ours}.{part}"] = stored[f"encoder.layer.{i}.{theirs}.{part}"]
    missing = model.load_state_dict(state, strict=False)
    if missing.unexpected_keys or any(k.startswith("layers") for k in missing.missing_keys):
        raise ValueError(f"{path} is not a MiniLM-L6 encoder: {missing}")
    return model


def load_trained(weights: dict[str, Tensor]) -> Tagger:
    """Return the tagger, as deep and as wide as they are, with the weights of a run."""
    layers = len({name.split(".")[1] for name in weights if name.startswith("layers.")})
    model = Tagger(layers=layers, inner=len(weights["layers.0.widen.bias"]))
    model.load_state_dict(weights)
    return model


def thinned(teacher: dict[str, Tensor]) -> Tagger:
    """Return a student that begins with some of a trained teacher's layers and all its heads."""
    model, state = Tagger(layers=len(KEPT)), {}
    for name, value in teacher.items():
        if not name.startswith("layers."):
            state[name] = value
            continue
        _, layer, part = name.split(".", 2)
        if int(layer) in KEPT:
            state[f"layers.{KEPT.index(int(layer))}.{part}"] = value
    model.load_state_dict(state)
    return model


@torch.no_grad()
def narrowed(model: Tagger, inner: int, ids: Tensor, attention: Tensor) -> Tagger:
    """Return the model with the ``inner`` units in each layer that add most to some texts.

    What a unit adds is its mean activation times the length of what it writes.
    """
    activations: list[Tensor] = []
    hooks = [
        layer.narrow.register_forward_pre_hook(
            lambda _, given: activations.append(given[0][attention.bool()].abs().mean(0))
        )
        for layer in model.eval().layers
    ]
    model.encode(ids, attention)
    for hook in hooks:
        hook.remove()
    state = dict(model.state_dict())
    for i, (layer, activation) in enumerate(zip(model.layers, activations, strict=True)):
        adds = activation * layer.narrow.weight.norm(dim=0)
        kept = adds.topk(inner).indices.sort().values
        state[f"layers.{i}.widen.weight"] = layer.widen.weight[kept]
        state[f"layers.{i}.widen.bias"] = layer.widen.bias[kept]
        state[f"layers.{i}.narrow.weight"] = layer.narrow.weight[:, kept]
    return load_trained(state)
