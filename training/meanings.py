"""Train and write the model of what words mean: ``python -m training.meanings --help``.

MiniLM reads the sentence. The mean over the words that somebody says gives a vector, near for what
speaks of the same proposition in one affair, whichever side it takes; with the mean over the
sentence it gives the side.
"""

from __future__ import annotations

import argparse
import json
import math
import random
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from kgraph.meanings import WIDTH, Pieces
from training.export import joint_products, mixed, write_int8
from training.network import WIDTH as WIDE
from training.network import load_base
from training.statements import SIDES, Affair, Statement, read_affairs

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

VOCABULARY = Path("kgraph/data/tagger/vocab.txt")
TOGETHER = 2  # affairs in one step
BATCH = 16  # sentences of like length that are read at once
WARMING = 20  # steps
SIDE_WEIGHT = 0.15
OTHERS_WEIGHT = 0.2  # of pairs from two affairs, which are easy
NONE = -100  # what cross-entropy passes over


@dataclass(frozen=True, slots=True)
class Item:
    """A statement in word pieces."""

    ids: list[int]
    inside: list[bool]
    claim: tuple[int, int]
    side: int


class Understanding(nn.Module):
    """MiniLM with the two heads, and what turns cosines into odds while it learns."""

    def __init__(self, base: Path) -> None:
        """Begin with a BERT ``model.safetensors``."""
        super().__init__()
        self.body = load_base(base)
        self.body.tag = self.body.link = None  # type: ignore[assignment]  # the tagger's heads
        self.body.words.weight.requires_grad = False
        self.body.layers[0].requires_grad_(False)
        self.proj = nn.Linear(WIDE, WIDTH, bias=False)
        nn.init.orthogonal_(self.proj.weight)
        self.side = nn.Linear(2 * WIDE, len(SIDES))
        self.scale = nn.Parameter(torch.tensor(math.log(12.0)))
        self.bias = nn.Parameter(torch.tensor(-6.0))

    def forward(self, items: Sequence[Item]) -> tuple[Tensor, Tensor]:
        """Return unit vectors (items, WIDTH) and logits of sides (items, 3)."""
        order = sorted(range(len(items)), key=lambda k: len(items[k].ids))
        made = [
            self._read([items[k] for k in order[i : i + BATCH]])
            for i in range(0, len(order), BATCH)
        ]
        back = torch.tensor(order).argsort()
        vectors, sides = (torch.cat(parts)[back] for parts in zip(*made, strict=True))
        return vectors, sides

    def _read(self, items: Sequence[Item]) -> tuple[Tensor, Tensor]:
        size = max(len(i.ids) for i in items)
        ids, there, inside = (torch.zeros(len(items), size) for _ in range(3))
        for k, item in enumerate(items):
            ids[k, : len(item.ids)] = torch.tensor(item.ids)
            there[k, : len(item.ids)] = 1
            inside[k, : len(item.ids)] = torch.tensor(item.inside).float()
        return self.heads(self.body.encode(ids.long(), there), inside, there)

    def heads(self, x: Tensor, inside: Tensor, there: Tensor) -> tuple[Tensor, Tensor]:
        """Return what the heads make of the last layer."""
        said, whole = ((x * m[..., None]).sum(1) / m.sum(1, keepdim=True) for m in (inside, there))
        vectors = functional.normalize(self.proj(said), dim=-1)
        return vectors, self.side(torch.cat([said, whole], -1))


class Alone(nn.Module):
    """The model for one statement at a time: no padding, so no mask."""

    def __init__(self, model: Understanding) -> None:
        """Take over trained weights."""
        super().__init__()
        self.model, self.joint = model, joint_products(model.body)

    def forward(self, ids: Tensor, inside: Tensor) -> tuple[Tensor, Tensor]:
        """Return the vector (1, WIDTH) and the probabilities of the sides (1, 3)."""
        x = mixed(self.model.body, self.joint, ids)
        vectors, sides = self.model.heads(x, inside, torch.ones_like(inside))
        return vectors, sides.softmax(-1)


def main() -> None:
    """Train, measure after each round, and write ``model.onnx`` with ``metrics.json``."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("base", type=Path, help="model.safetensors of all-MiniLM-L6-v2")
    parser.add_argument("--weights", type=Path, default=Path("meanings.pt"), help="kept here")
    parser.add_argument("--go-on", action="store_true", help="begin with those weights")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--rate", type=float, default=6e-5)
    parser.add_argument("-o", "--output", type=Path, default=Path("kgraph/data/meanings"))
    args = parser.parse_args()
    torch.manual_seed(0)
    random.seed(0)
    model = Understanding(args.base)
    if args.go_on:
        model.load_state_dict(torch.load(args.weights))
    measured = train(model, read_affairs(), args.rounds, args.rate, args.weights)
    write(model.eval(), args.output)
    (args.output / "metrics.json").write_text(json.dumps(measured, indent=1) + "\n", "utf-8")


def train(
    model: Understanding, affairs: list[Affair], rounds: int, rate: float, kept: Path
) -> list[dict[str, float]]:
    """Train on all affairs but those held back, and return what those give after each round."""
    pieces = Pieces(VOCABULARY)
    learnt = [a for a in affairs if not a.held_back]
    kept_back = [a for a in affairs if a.held_back]
    heads = [model.proj.weight, *model.side.parameters()]
    body = [p for p in model.body.parameters() if p.requires_grad]
    rates = [rate, 5e-4, 1e-2]
    groups = zip((body, heads, [model.scale, model.bias]), rates, strict=True)
    optimiser = torch.optim.AdamW([{"params": p, "lr": r} for p, r in groups], weight_decay=0.01)
    steps, measured = rounds * math.ceil(len(learnt) / TOGETHER), []
    for step in range(steps):
        place = step % (steps // rounds)
        if place == 0:
            random.shuffle(learnt)
        model.train()
        loss = _loss(model, items_of(learnt[place * TOGETHER :][:TOGETHER], pieces, glosses=True))
        pace = min(1.0, (step + 1) / WARMING) * (1 - step / steps)
        for group, full in zip(optimiser.param_groups, rates, strict=True):
            group["lr"] = full * pace
        optimiser.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimiser.step()
        if place == steps // rounds - 1:
            measured.append(measure(model, kept_back, pieces))
            torch.save(model.state_dict(), kept)
            print(step + 1, measured[-1], flush=True)
    return measured


def items_of(affairs: Sequence[Affair], pieces: Pieces, *, glosses: bool) -> list[Item]:
    """Return the statements of some affairs, on request with the propositions themselves."""
    made = []
    for number, affair in enumerate(affairs):
        told = list(affair.statements)
        if glosses:
            told += [Statement(c, 0, words, 0, len(words)) for c, words in affair.claims.items()]
        for k, s in enumerate(told):
            ids, inside = pieces.cut(s.text, [(s.start, s.end)])
            claim = (number, s.claim or -k - 1)
            made.append(Item(ids, inside, claim, s.side if s.claim else NONE))
    return made


def _loss(model: Understanding, items: Sequence[Item]) -> Tensor:
    """Return the loss of pairs (one proposition or not) and of sides."""
    vectors, sides = model(items)
    known = {claim: k for k, claim in enumerate(dict.fromkeys(i.claim for i in items))}
    claims = torch.tensor([known[i.claim] for i in items])
    affairs = torch.tensor([i.claim[0] for i in items])
    logits = vectors @ vectors.T * model.scale.exp() + model.bias
    alike = (claims[:, None] == claims[None]).float()
    each = functional.binary_cross_entropy_with_logits(logits, alike, reduction="none")
    near = affairs[:, None] == affairs[None]
    loss = each[near & ~torch.eye(len(items), dtype=torch.bool)].mean()
    if not near.all():
        loss = loss + OTHERS_WEIGHT * each[~near].mean()
    wanted = torch.tensor([i.side for i in items])
    return loss + SIDE_WEIGHT * functional.cross_entropy(sides, wanted)


@torch.no_grad()
def measure(model: Understanding, affairs: Iterable[Affair], pieces: Pieces) -> dict[str, float]:
    """Return the average precision and best F1 of pairs, and how often the side is right."""
    model.eval()
    scores: list[float] = []
    same: list[bool] = []
    sides: list[bool] = []
    for affair in affairs:
        items = items_of([affair], pieces, glosses=False)
        vectors, logits = model(items)
        cosines = (vectors @ vectors.T).tolist()
        guesses = logits.argmax(1).tolist()
        sides += [g == i.side for g, i in zip(guesses, items, strict=True) if i.side != NONE]
        for a, one in enumerate(items):
            for b, other in enumerate(items[:a]):
                if one.claim[1] > 0 or other.claim[1] > 0:
                    scores.append(cosines[a][b])
                    same.append(one.claim == other.claim)
    right = np.array(same)[np.argsort(-np.array(scores))]
    hits = right.cumsum()
    precision, recall = hits / np.arange(1, len(right) + 1), hits / right.sum()
    f1 = 2 * precision * recall / np.maximum(precision + recall, 1e-9)
    return {
        "average_precision": round(float(precision[right].mean()), 4),
        "f1": round(float(f1.max()), 4),
        "side": round(sum(sides) / len(sides), 4),
    }


def write(model: Understanding, folder: Path) -> None:
    """Write the model as int8 ONNX."""
    folder.mkdir(parents=True, exist_ok=True)
    examples = torch.randint(1000, 2000, (1, 40)), torch.ones(1, 40)
    path = folder / "model.onnx"
    write_int8(Alone(model), examples, path, ["ids", "inside"], ["vector", "sides"])


if __name__ == "__main__":
    main()
