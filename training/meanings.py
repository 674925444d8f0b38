"""Train and write the model of what words mean: ``python -m training.meanings --help``.

MiniLM reads the sentence. The mean over the words that somebody says gives a vector, near for what
speaks of the same proposition in one affair, whichever side it takes; with the mean over the
sentence it gives the side. With ``--taught`` it also learns to read sentences that nobody labelled
as a larger model does, see ``training.teacher``.
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
AS_TAUGHT, AS_NEAR = 2.0, 10.0  # weights of a teacher's vectors, and of its cosines
TAUGHT_AT_ONCE = 28  # sentences of an article in one step
FITTED_ON = 60  # groups of sentences by which the vectors are first turned to the teacher's


@dataclass(frozen=True, slots=True)
class Item:
    """A statement in word pieces."""

    ids: list[int]
    inside: list[bool]
    claim: tuple[int, int]
    side: int


@dataclass(frozen=True)
class Taught:
    """What a teacher makes of sentences, in groups of those of one article.

    Attributes:
        groups: The sentences.
        vectors: Theirs, (sentences, WIDTH).
        sides: Probabilities of theirs, (sentences, 3).
    """

    groups: list[list[Item]]
    vectors: Tensor
    sides: Tensor

    def save(self, path: Path) -> None:
        """Write it as NumPy arrays."""
        items = [i for g in self.groups for i in g]
        np.savez_compressed(
            path,
            sizes=[len(g) for g in self.groups],
            lengths=[len(i.ids) for i in items],
            ids=np.concatenate([i.ids for i in items]).astype(np.int32),
            inside=np.concatenate([i.inside for i in items]),
            vectors=self.vectors.half().numpy(),
            sides=self.sides.half().numpy(),
        )

    @classmethod
    def load(cls, path: Path) -> Taught:
        """Read what ``save`` wrote."""
        with np.load(path) as kept:
            ends = kept["lengths"].cumsum()[:-1]
            ids, inside = (np.split(kept[name], ends) for name in ("ids", "inside"))
            items = [
                Item(i.tolist(), s.tolist(), (0, 0), NONE) for i, s in zip(ids, inside, strict=True)
            ]
            of = iter(items)
            groups = [[next(of) for _ in range(size)] for size in kept["sizes"]]
            return cls(groups, *(torch.tensor(kept[n]).float() for n in ("vectors", "sides")))

    def parts(self) -> list[tuple[list[Item], Tensor, Tensor]]:
        """Return some sentences of one article at a time, with their vectors and sides."""
        made, start = [], 0
        for group in self.groups:
            for low in range(0, len(group), TAUGHT_AT_ONCE):
                some = group[low : low + TAUGHT_AT_ONCE]
                at = slice(start + low, start + low + len(some))
                made.append((some, self.vectors[at], self.sides[at]))
            start += len(group)
        return made


class Reader(nn.Module):
    """An encoder with the two heads, and what turns cosines into odds while it learns."""

    proj: nn.Linear
    side: nn.Linear
    scale: nn.Parameter
    bias: nn.Parameter

    def add_heads(self, wide: int) -> None:
        """Add fresh heads to an encoder of this width."""
        self.proj = nn.Linear(wide, WIDTH, bias=False)
        nn.init.orthogonal_(self.proj.weight)
        self.side = nn.Linear(2 * wide, len(SIDES))
        self.scale = nn.Parameter(torch.tensor(math.log(12.0)))
        self.bias = nn.Parameter(torch.tensor(-6.0))

    def encode(self, items: Sequence[Item], there: Tensor) -> Tensor:
        """Return the last layer's vectors (items, pieces, wide).

        Args:
            items: Some of like length.
            there: Which pieces they have, (items, pieces).
        """
        raise NotImplementedError

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
        there, inside = (torch.zeros(len(items), size) for _ in range(2))
        for k, item in enumerate(items):
            there[k, : len(item.ids)] = 1
            inside[k, : len(item.ids)] = torch.tensor(item.inside)
        return self.heads(self.encode(items, there), inside, there)

    def heads(self, x: Tensor, inside: Tensor, there: Tensor) -> tuple[Tensor, Tensor]:
        """Return what the heads make of the last layer."""
        said, whole = ((x * m[..., None]).sum(1) / m.sum(1, keepdim=True) for m in (inside, there))
        vectors = functional.normalize(self.proj(said), dim=-1)
        return vectors, self.side(torch.cat([said, whole], -1))


def ids_of(items: Sequence[Item], size: int, padding: int) -> Tensor:
    """Return the word pieces of some items, (items, size), filled up with a padding."""
    ids = torch.full((len(items), size), padding)
    for k, item in enumerate(items):
        ids[k, : len(item.ids)] = torch.tensor(item.ids)
    return ids


class Understanding(Reader):
    """MiniLM with the two heads."""

    def __init__(self, base: Path) -> None:
        """Begin with a BERT ``model.safetensors``."""
        super().__init__()
        self.body = load_base(base)
        self.body.tag = self.body.link = None  # type: ignore[assignment]  # the tagger's heads
        self.body.words.weight.requires_grad = False
        self.body.layers[0].requires_grad_(False)
        self.add_heads(WIDE)

    def encode(self, items: Sequence[Item], there: Tensor) -> Tensor:
        """Return MiniLM's last layer."""
        return self.body.encode(ids_of(items, there.shape[1], 0), there)


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
    parser.add_argument("--taught", type=Path, help="what training.teacher wrote")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--rate", type=float, default=6e-5)
    parser.add_argument("-o", "--output", type=Path, default=Path("kgraph/data/meanings"))
    args = parser.parse_args()
    torch.manual_seed(0)
    random.seed(0)
    model = Understanding(args.base)
    if args.go_on:
        model.load_state_dict(torch.load(args.weights))
    taught = Taught.load(args.taught) if args.taught else None
    if taught:
        turn(model, taught)
    measured = train(
        model,
        read_affairs(),
        rounds=args.rounds,
        rate=args.rate,
        kept=args.weights,
        taught=taught,
    )
    write(model.eval(), args.output)
    (args.output / "metrics.json").write_text(json.dumps(measured, indent=1) + "\n", "utf-8")


@torch.no_grad()
def turn(model: Understanding, taught: Taught) -> None:
    """Give the model the projection by which its vectors are most like the teacher's."""
    model.eval()
    means, wanted = [], []
    for items, vectors, _ in random.sample(taught.parts(), FITTED_ON):
        for item, vector in zip(items, vectors, strict=True):
            there = torch.ones(1, len(item.ids))
            x = model.body.encode(torch.tensor([item.ids]), there)
            means.append(x[0, torch.tensor(item.inside)].mean(0))
            wanted.append(vector)
    x, y = torch.stack(means), torch.stack(wanted)
    ridge = 0.05 * len(x) * x.pow(2).mean() * torch.eye(WIDE)
    model.proj.weight.copy_(torch.linalg.solve(x.T @ x + ridge, x.T @ y).T)


def train(  # noqa: PLR0913
    model: Reader,
    affairs: list[Affair],
    *,
    rounds: int,
    rate: float,
    kept: Path,
    taught: Taught | None,
) -> list[dict[str, float]]:
    """Train on all affairs but those held back, and return what those give after each round."""
    lessons: list[tuple[list[Item], Tensor, Tensor]] = []
    pieces = Pieces(VOCABULARY)
    learnt = [a for a in affairs if not a.held_back]
    kept_back = [a for a in affairs if a.held_back]
    heads = [model.proj.weight, *model.side.parameters()]
    others = {id(p) for p in (*heads, model.scale, model.bias)}
    body = [p for p in model.parameters() if p.requires_grad and id(p) not in others]
    rates = [rate, 5e-4, 1e-2]
    groups = zip((body, heads, [model.scale, model.bias]), rates, strict=True)
    optimiser = torch.optim.AdamW([{"params": p, "lr": r} for p, r in groups], weight_decay=0.01)
    steps, measured = rounds * math.ceil(len(learnt) / TOGETHER), []
    for step in range(steps):
        place = step % (steps // rounds)
        if place == 0:
            random.shuffle(learnt)
        model.train()
        some = items_of(learnt[place * TOGETHER :][:TOGETHER], pieces, glosses=True)
        loss = _loss(model, some)
        if taught:
            lessons = lessons or random.sample(taught.parts(), len(taught.parts()))
            loss = loss + taught_loss(model, *lessons.pop())
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


def taught_loss(model: Reader, items: list[Item], wanted: Tensor, sides: Tensor) -> Tensor:
    """Return by how much the model reads sentences otherwise than its teacher."""
    vectors, logits = model(items)
    apart = (1 - (vectors * wanted).sum(-1)).mean()
    others = ~torch.eye(len(items), dtype=torch.bool)
    cosines = functional.mse_loss((vectors @ vectors.T)[others], (wanted @ wanted.T)[others])
    taken = -(sides * logits.log_softmax(-1)).sum(-1).mean()
    return AS_TAUGHT * apart + AS_NEAR * cosines + SIDE_WEIGHT / 2 * taken


def _loss(model: Reader, items: Sequence[Item]) -> Tensor:
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
def measure(model: Reader, affairs: Iterable[Affair], pieces: Pieces) -> dict[str, float]:
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
