"""Train the teacher of ``training.meanings``, and write what it makes of sentences nobody labelled.

``python -m training.teacher --help``. The teacher is all-MPNet-base-v2, twelve layers of which the
upper six learn; it reads the same word pieces under its own numbers. The sentences are PolNeAR's.
"""

from __future__ import annotations

import argparse
import random
import re
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import torch
from torch import Tensor, nn
from transformers import MPNetModel

from kgraph.meanings import Pieces
from training.meanings import NONE, VOCABULARY, Item, Reader, Taught, ids_of, train
from training.polnear import read_part
from training.statements import read_affairs

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

WIDE, FIXED, PADDING = 768, 6, 1
_SENTENCE = re.compile(r"[^.!?\n]+(?:[.!?]+[\"”’)]*|\n|$)")
_SHORTEST = 25  # code points of a sentence
_UNSAID = 0.35  # share of the sentences taken that nobody says
_OWN = {"[CLS]": "<s>", "[SEP]": "</s>", "[PAD]": "<pad>", "[MASK]": "<mask>"}


class Teacher(Reader):
    """MPNet with the two heads; what the fixed layers give of statements is kept."""

    def __init__(self, folder: Path) -> None:
        """Begin with the encoder of a folder in the form of Transformers."""
        super().__init__()
        net = MPNetModel.from_pretrained(folder, attn_implementation="eager")
        self.words, self.encoder = net.embeddings, net.encoder
        self.words.requires_grad_(False)
        self.encoder.layer[:FIXED].requires_grad_(False)
        self.encoder.relative_attention_bias.requires_grad_(False)
        self.add_heads(WIDE)
        self.keeps = True
        self._number = torch.tensor(_numbers(folder))
        self._kept: dict[tuple[int, ...], Tensor] = {}

    def encode(self, items: Sequence[Item], there: Tensor) -> Tensor:
        """Return MPNet's last layer."""
        return self._through(self._below(items, there), there, self.encoder.layer[FIXED:])

    @torch.no_grad()
    def _below(self, items: Sequence[Item], there: Tensor) -> Tensor:
        """Return what the fixed layers make of some items, computed once where it is kept."""
        keys = [tuple(i.ids) for i in items]
        if not all(key in self._kept for key in keys):
            ids = self._number[ids_of(items, there.shape[1], 0)]
            ids[there == 0] = PADDING
            made = self._through(self.words(input_ids=ids), there, self.encoder.layer[:FIXED])
            if not self.keeps:
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
    parser.add_argument("--weights", type=Path, default=Path("teacher.pt"), help="kept here")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--rate", type=float, default=4e-5)
    parser.add_argument("-o", "--output", type=Path, default=Path("taught.npz"))
    args = parser.parse_args()
    torch.manual_seed(0)
    random.seed(0)
    model = Teacher(args.base)
    train(
        model,
        read_affairs(),
        rounds=args.rounds,
        rate=args.rate,
        kept=args.weights,
        taught=None,
    )
    teach(model, list(groups_of(args.polnear))).save(args.output)


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
    model.keeps = False
    vectors, sides = zip(*(model(g) for g in groups if g), strict=True)
    return Taught(
        [g for g in groups if g], torch.cat(vectors), torch.cat([s.softmax(-1) for s in sides])
    )


if __name__ == "__main__":
    main()
