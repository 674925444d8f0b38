"""Train the teacher of ``training.meanings``, and write what it makes of sentences nobody labelled.

``python -m training.teacher --help``. The teacher is all-MPNet-base-v2, twelve layers of which the
upper six learn; it reads the same word pieces under its own numbers. The sentences are PolNeAR's.
"""

from __future__ import annotations

import argparse
import math
import random
import re
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional
from transformers import MPNetModel

from kgraph.meanings import WIDTH, Pieces
from training.meanings import (
    BATCH,
    NONE,
    TOGETHER,
    VOCABULARY,
    Item,
    Taught,
    items_of,
    loss_of,
    measure,
)
from training.polnear import read_part
from training.statements import SIDES, read_affairs

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

WIDE, FIXED = 768, 6
WARMING = 20  # steps
_SENTENCE = re.compile(r"[^.!?\n]+(?:[.!?]+[\"”’)]*|\n|$)")
_SHORTEST = 25  # code points of a sentence
_UNSAID = 0.35  # share of the sentences taken that nobody says
_OWN = {"[CLS]": "<s>", "[SEP]": "</s>", "[PAD]": "<pad>", "[MASK]": "<mask>"}


class Teacher(nn.Module):
    """MPNet with the heads of ``training.meanings``; what the fixed layers give is kept."""

    def __init__(self, folder: Path) -> None:
        """Begin with the encoder of a folder in the form of Transformers."""
        super().__init__()
        net = MPNetModel.from_pretrained(folder, attn_implementation="eager")
        self.words, self.encoder = net.embeddings, net.encoder
        self.words.requires_grad_(False)
        self.encoder.layer[:FIXED].requires_grad_(False)
        self.encoder.relative_attention_bias.requires_grad_(False)
        self.proj = nn.Linear(WIDE, WIDTH, bias=False)
        nn.init.orthogonal_(self.proj.weight)
        self.side = nn.Linear(2 * WIDE, len(SIDES))
        self.scale = nn.Parameter(torch.tensor(math.log(12.0)))
        self.bias = nn.Parameter(torch.tensor(-6.0))
        self._number = _numbers(folder)
        self._kept: dict[tuple[int, ...], Tensor] = {}

    def forward(self, items: Sequence[Item], *, keep: bool = True) -> tuple[Tensor, Tensor]:
        """Return unit vectors (items, WIDTH) and logits of sides (items, 3)."""
        order = sorted(range(len(items)), key=lambda k: len(items[k].ids))
        parts = [
            self._read([items[k] for k in order[i : i + BATCH]], keep=keep)
            for i in range(0, len(order), BATCH)
        ]
        back = torch.tensor(order).argsort()
        vectors, sides = (torch.cat(p)[back] for p in zip(*parts, strict=True))
        return vectors, sides

    def _read(self, items: Sequence[Item], *, keep: bool) -> tuple[Tensor, Tensor]:
        size = max(len(i.ids) for i in items)
        there, inside = torch.zeros(len(items), size), torch.zeros(len(items), size)
        for k, item in enumerate(items):
            there[k, : len(item.ids)] = 1
            inside[k, : len(item.ids)] = torch.tensor(item.inside).float()
        x = self._below(items, there, keep=keep)
        x = self._through(x, there, self.encoder.layer[FIXED:])
        said, whole = ((x * m[..., None]).sum(1) / m.sum(1, keepdim=True) for m in (inside, there))
        vectors = functional.normalize(self.proj(said), dim=-1)
        return vectors, self.side(torch.cat([said, whole], -1))

    @torch.no_grad()
    def _below(self, items: Sequence[Item], there: Tensor, *, keep: bool) -> Tensor:
        """Return what the fixed layers make of some items, computed once where it is kept."""
        keys = [tuple(i.ids) for i in items]
        if not all(key in self._kept for key in keys):
            ids = torch.ones(there.shape, dtype=torch.long)
            for k, item in enumerate(items):
                ids[k, : len(item.ids)] = torch.from_numpy(self._number[item.ids])
            made = self._through(self.words(input_ids=ids), there, self.encoder.layer[:FIXED])
            if not keep:
                return made
            for k, key in enumerate(keys):
                self._kept[key] = made[k, : len(key)].half()
        x = torch.zeros(*there.shape, WIDE)
        for k, key in enumerate(keys):
            x[k, : len(key)] = self._kept[key].float()
        return x

    def _through(self, x: Tensor, there: Tensor, layers: nn.ModuleList) -> Tensor:
        place = self.encoder.compute_position_bias(x)
        mask = (1 - there)[:, None, None, :] * -1e9
        for layer in layers:
            x = layer(x, attention_mask=mask, position_bias=place)[0]
        return x


def _numbers(folder: Path) -> np.ndarray:
    """Return MPNet's number of each word piece of ours."""
    own = (folder / "vocab.txt").read_text("utf-8").splitlines()
    number = {piece: k for k, piece in enumerate(own)}
    pieces = VOCABULARY.read_text("utf-8").splitlines()
    return np.array([number.get(_OWN.get(p, p), number["[UNK]"]) for p in pieces])


def main() -> None:
    """Train, measure after each round, and write what it makes of PolNeAR's sentences."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("base", type=Path, help="folder of all-mpnet-base-v2")
    parser.add_argument("polnear", type=Path, help="the part of a PolNeAR checkout to read")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--rate", type=float, default=4e-5)
    parser.add_argument("-o", "--output", type=Path, default=Path("taught.npz"))
    args = parser.parse_args()
    torch.manual_seed(0)
    random.seed(0)
    model = Teacher(args.base)
    train(model, args.rounds, args.rate)
    teach(model, list(groups_of(args.polnear))).save(args.output)


def train(model: Teacher, rounds: int, rate: float) -> None:
    """Train the upper layers on all affairs but those held back."""
    pieces, affairs = Pieces(VOCABULARY), read_affairs()
    learnt = [a for a in affairs if not a.held_back]
    heads = [model.proj.weight, *model.side.parameters()]
    body = list(model.encoder.layer[FIXED:].parameters())
    rates = [rate, 5e-4, 1e-2]
    groups = zip((body, heads, [model.scale, model.bias]), rates, strict=True)
    optimiser = torch.optim.AdamW([{"params": p, "lr": r} for p, r in groups], weight_decay=0.01)
    steps = rounds * math.ceil(len(learnt) / TOGETHER)
    for step in range(steps):
        place = step % (steps // rounds)
        if place == 0:
            random.shuffle(learnt)
        model.train()
        some = items_of(learnt[place * TOGETHER :][:TOGETHER], pieces, glosses=True)
        loss = loss_of(*model(some), some, model.scale, model.bias)
        pace = min(1.0, (step + 1) / WARMING) * (1 - step / steps)
        for group, full in zip(optimiser.param_groups, rates, strict=True):
            group["lr"] = full * pace
        optimiser.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimiser.step()
        if place == steps // rounds - 1:
            print(measure(model, [a for a in affairs if a.held_back], pieces), flush=True)


def groups_of(polnear: Path) -> Iterator[list[Item]]:
    """Yield the sentences of each article: with what is said in it, else some as a whole."""
    pieces = Pieces(VOCABULARY)
    for record in read_part(polnear):
        text, items = record["text"], []
        contents = [span for a in record["attributions"] for span in a["content"]]
        for match in _SENTENCE.finditer(text):
            start, end = match.span()
            said = [(max(s, start), min(e, end)) for s, e in contents if s < end and e > start]
            if end - start < _SHORTEST or not (said or random.random() < _UNSAID):
                continue
            low, high = max(said, key=lambda span: span[1] - span[0], default=(start, end))
            ids, inside = pieces.cut(text[start:end], [(low - start, high - start)])
            items.append(Item(ids, inside, (0, 0), NONE))
        yield items


@torch.no_grad()
def teach(model: Teacher, groups: list[list[Item]]) -> Taught:
    """Return what a trained teacher makes of sentences."""
    model.eval()
    vectors, sides = zip(*(model(g, keep=False) for g in groups if g), strict=True)
    return Taught(
        [g for g in groups if g], torch.cat(vectors), torch.cat([s.softmax(-1) for s in sides])
    )


if __name__ == "__main__":
    main()
