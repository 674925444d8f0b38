"""Distil the trained tagger into a smaller one: ``python -m training.distil --help``.

The student keeps some of the teacher's layers, and with ``--inner`` the units in them that do most.
It learns the gold tags and links, the teacher's
distribution over both, and the teacher's last vectors. The teacher reads each article in a few
forms (windows of several sizes, quotation marks thinned), once.
"""

from __future__ import annotations

import argparse
import random
from pathlib import Path

import torch
from torch.nn.functional import cross_entropy, kl_div, log_softmax, mse_loss, softmax

from kgraph.attribution.windows import cut_windows
from kgraph.neural import load_tokenizer
from training.network import Tagger, load_trained, narrowed, thinned
from training.train import (
    HELD_BACK,
    IGNORE,
    batches,
    fit,
    label,
    read,
    report,
    tensors,
    vary_quotes,
)

FORMS = ((192, True), (256, False))  # pieces in a window, whether quotation marks vary


def examples(records: list[dict], rng: random.Random) -> list[list[tuple]]:
    """Return, per form, the windows of the articles: ids, tags and links."""
    data = Path(__file__).resolve().parent.parent / "kgraph/data/tagger/vocab.txt"
    tokenizer = load_tokenizer(data)
    made = []
    for size, vary in FORMS:
        windows = []
        for record in records:
            text = vary_quotes(record["text"], rng) if vary else record["text"]
            windows += [
                (w.ids, *label(w, record["attributions"]))
                for w in cut_windows(text, tokenizer, size)
            ]
        made.append(windows)
    return made


@torch.no_grad()
def with_teacher(teacher: Tagger, windows: list[tuple]) -> list[tuple]:
    """Return the windows, each with the teacher's last vectors in half precision."""
    made = []
    for batch in batches(windows, 2048, random.Random(0)):
        ids, attention, *_ = tensors(batch)
        vectors = teacher.encode(ids, attention).half()
        made += [(*w, v[: len(w[0])].clone()) for w, v in zip(batch, vectors, strict=True)]
    return made


def loss_of(student: Tagger, teacher: Tagger, batch: list[tuple]) -> torch.Tensor:
    """Return the loss on the gold, on the teacher's distributions and on its vectors."""
    ids, attention, *gold = tensors(batch)
    vectors = torch.zeros(*ids.shape, batch[0][4].shape[-1])
    for row, window in enumerate(batch):
        vectors[row, : len(window[0])] = window[4].float()
    x = student.encode(ids, attention)
    there = attention.bool()
    loss = mse_loss(x[there], vectors[there]) / vectors[there].var()
    with torch.no_grad():
        taught = teacher.heads(vectors, attention)
    for k, (out, soft, hard) in enumerate(
        zip(student.heads(x, attention), taught, gold, strict=True)
    ):
        known = hard != IGNORE
        if not known.any():
            continue
        mine, weight = out[known], 0.3 if k else 1.0
        loss = loss + weight * kl_div(
            log_softmax(mine, -1), softmax(soft[known], -1), reduction="batchmean"
        )
        loss = loss + 0.5 * weight * cross_entropy(mine, hard[known])
    return loss


def arguments() -> argparse.Namespace:
    """Return the command line's arguments."""
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("data", type=Path, help="polnear_train.jsonl")
    ap.add_argument("teacher", type=Path, help="weights that training.train wrote")
    ap.add_argument("out", type=Path)
    ap.add_argument("--start", type=Path, help="weights of a student to go on from")
    ap.add_argument("--inner", type=int, help="width of its layers inside; default as they are")
    ap.add_argument("--epochs", type=int, default=2)
    ap.add_argument("--rate", type=float, default=4e-4)
    ap.add_argument("--pieces", type=int, default=2048, help="padded word pieces in a step")
    ap.add_argument("--threads", type=int, default=2)
    ap.add_argument("--seed", type=int, default=7)
    return ap.parse_args()


def main() -> None:
    """Distil and save the averaged weights."""
    args = arguments()
    torch.set_num_threads(args.threads)
    torch.manual_seed(args.seed)
    rng = random.Random(args.seed)
    records = read(args.data)
    held = examples(records[::HELD_BACK], rng)[0]
    weights = torch.load(args.teacher)
    teacher = load_trained(weights)
    print("teacher", report(teacher, held), flush=True)
    teacher.eval()
    forms = examples([r for i, r in enumerate(records) if i % HELD_BACK], rng)
    student = load_trained(torch.load(args.start)) if args.start else thinned(weights)
    if args.inner:
        some = random.Random(args.seed).sample(forms[0], 64)
        student = narrowed(student, args.inner, *tensors(some)[:2])
        print(f"narrowed to {args.inner}", report(student, held), flush=True)
    read_forms: dict[int, list[tuple]] = {}

    def batches_of(epoch: int) -> list[list[tuple]]:
        form = epoch % len(forms)
        if form not in read_forms:
            read_forms[form] = with_teacher(teacher, forms[form])
        return batches(read_forms[form], args.pieces, rng)

    fit(student, batches_of, lambda model, batch: loss_of(model, teacher, batch), held, args)


if __name__ == "__main__":
    main()
