"""Fine-tune MiniLM on PolNeAR train: ``python -m training.train --help``.

One article in twenty is held back from the training (by position in the file); it is what choices
are made on. PolNeAR dev is only for the final figure.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from bisect import bisect_left, bisect_right
from pathlib import Path
from typing import TYPE_CHECKING

import torch
from torch.nn.functional import cross_entropy

from kgraph.attribution.windows import Window, cut_windows
from kgraph.neural import load_tokenizer
from training.network import TAGS, Tagger, load_base

if TYPE_CHECKING:
    from collections.abc import Callable

HELD_BACK = 20
IGNORE = -100
HALF = "AVX512" in torch.backends.cpu.get_cpu_capability()  # elsewhere bf16 is emulated, slowly
QUOTES = '"“”'
ROLES = ("content", "source", "cue")  # later ones win where they overlap


def read(path: Path) -> list[dict]:
    """Return the records of a JSONL file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def vary_quotes(text: str, rng: random.Random) -> str:
    """Return the text with its double quotation marks blanked, thinned or straightened at times.

    Offsets stay. News pages lose and mix these marks; a model that leans on them fails there.
    """
    roll = rng.random()
    if roll < 0.12:
        return "".join(" " if c in QUOTES else c for c in text)
    if roll < 0.20:
        return "".join(" " if c in QUOTES and rng.random() < 0.3 else c for c in text)
    if roll < 0.30:
        return "".join('"' if c in QUOTES else c for c in text)
    return text


def pieces(window: Window, spans: list[list[int]]) -> list[int]:
    """Return the pieces of a window that lie in the spans, in order."""
    real = [i for i, (s, e) in enumerate(window.offsets) if s < e]
    found = []
    for start, end in spans:
        first = bisect_right(real, start, key=lambda i: window.offsets[i][1])
        last = bisect_left(real, end, key=lambda i: window.offsets[i][0])
        found += real[first:last]
    return found


def touches(attribution: dict, start: int, end: int) -> bool:
    """Return whether any role of the attribution reaches into [start, end)."""
    return any(s < end and e > start for role in ROLES for s, e in attribution[role])


def label(window: Window, attributions: list[dict]) -> tuple[list[int], list[int], list[int]]:
    """Return per piece its tag and the pieces that it links to (IGNORE where it links to none)."""
    n = len(window.ids)
    text = [o for o in window.offsets if o[0] < o[1]]
    attributions = [a for a in attributions if touches(a, text[0][0], text[-1][1])] if text else []
    tags, to_cue, to_source = [0] * n, [IGNORE] * n, [IGNORE] * n
    for role in ROLES:
        for attribution in attributions:
            for span in attribution[role]:
                found = pieces(window, [span])
                for k, i in enumerate(found):
                    tags[i] = TAGS.index(f"{'I' if k else 'B'}-{role}")
    for attribution in attributions:
        cue, source = pieces(window, attribution["cue"]), pieces(window, attribution["source"])
        for i in pieces(window, attribution["content"]):
            to_cue[i] = cue[0] if cue else 0
        for i in cue:
            to_source[i] = source[0] if source else 0
    return tags, to_cue, to_source


def batches(windows: list[tuple], most: int, rng: random.Random) -> list[list[tuple]]:
    """Return batches of windows of like length, at most ``most`` padded pieces each, shuffled."""
    ordered = sorted(windows, key=lambda w: len(w[0]) + rng.random() * 30)
    made, batch, longest = [], [], 0
    for window in ordered:
        longest = max(longest, len(window[0]))
        if batch and longest * (len(batch) + 1) > most:
            made.append(batch)
            batch, longest = [], len(window[0])
        batch.append(window)
    made.append(batch)
    rng.shuffle(made)
    return made


def tensors(batch: list[tuple]) -> list[torch.Tensor]:
    """Return ids, attention, tags, cue links and source links, padded."""
    longest = max(len(w[0]) for w in batch)

    def pad(column: int, value: int) -> torch.Tensor:
        return torch.tensor([list(w[column]) + [value] * (longest - len(w[0])) for w in batch])

    attention = torch.tensor([[1] * len(w[0]) + [0] * (longest - len(w[0])) for w in batch])
    return [pad(0, 0), attention, pad(1, IGNORE), pad(2, IGNORE), pad(3, IGNORE)]


def loss_of(model: Tagger, batch: list[tuple]) -> tuple[torch.Tensor, list[torch.Tensor]]:
    """Return the summed loss of the three heads and their outputs."""
    ids, attention, tags, to_cue, to_source = tensors(batch)
    with torch.autocast("cpu", dtype=torch.bfloat16, enabled=HALF):
        out = model(ids, attention)
    parts = [
        cross_entropy(o.float().flatten(0, 1), gold.flatten(), ignore_index=IGNORE)
        for o, gold in zip(out, (tags, to_cue, to_source), strict=True)
        if (gold != IGNORE).any()
    ]
    return parts[0] + 0.3 * sum(parts[1:]), [*out, tags, to_cue, to_source]


@torch.no_grad()
def report(model: Tagger, windows: list[tuple]) -> dict[str, float]:
    """Return piece-level F1 per role and the accuracy of the links on held-back articles."""
    model.eval()
    hit = {r: [0, 0, 0] for r in ("source", "cue", "content")}
    links = {"to_cue": [0, 0], "to_source": [0, 0]}
    for batch in batches(windows, 4096, random.Random(0)):
        _, (tag, cue, source, tags, to_cue, to_source) = loss_of(model, batch)
        said, valid = tag.argmax(-1), tags != IGNORE
        for k, role in enumerate(hit):
            a = ((said == 2 * k + 1) | (said == 2 * k + 2)) & valid
            b = (tags == 2 * k + 1) | (tags == 2 * k + 2)
            for j, x in enumerate((a & b, a, b)):
                hit[role][j] += int(x.sum())
        for name, out, gold in (("to_cue", cue, to_cue), ("to_source", source, to_source)):
            there = gold != IGNORE
            links[name][0] += int((out.argmax(-1)[there] == gold[there]).sum())
            links[name][1] += int(there.sum())
    model.train()
    f1 = {role: round(2 * tp / (p + g), 4) for role, (tp, p, g) in hit.items()}
    return f1 | {name: round(right / n, 4) for name, (right, n) in links.items()}


def fit(
    model: Tagger,
    batches_of: Callable[[int], list[list[tuple]]],
    loss: Callable[[Tagger, list[tuple]], torch.Tensor],
    held: list[tuple],
    args: argparse.Namespace,
) -> None:
    """Train all but the word vectors; after each epoch save the averaged weights and report.

    Args:
        model: Begins so.
        batches_of: The batches of an epoch, by its number from 0.
        loss: Of a batch.
        held: Windows to report on.
        args: ``epochs``, ``rate`` (the highest; warmed up, then falling to 0) and ``out``.
    """
    model.words.weight.requires_grad_(False)
    trained = {name: p for name, p in model.named_parameters() if p.requires_grad}
    optimiser = torch.optim.AdamW(
        trained.values(), lr=args.rate, weight_decay=0.01, betas=(0.9, 0.98)
    )
    average = {name: p.detach().clone() for name, p in trained.items()}
    model.train()
    step, began, measured = 0, time.time(), []
    for epoch in range(args.epochs):
        some = batches_of(epoch)
        total = step + len(some) * (args.epochs - epoch)
        for batch in some:
            step += 1
            rise, fall = step / (0.08 * total), (total - step) / (0.92 * total)
            for group in optimiser.param_groups:
                group["lr"] = args.rate * min(rise, fall)
            found = loss(model, batch)
            optimiser.zero_grad()
            found.backward()
            torch.nn.utils.clip_grad_norm_(trained.values(), 1.0)
            optimiser.step()
            decay = min(0.998, (1 + step) / (10 + step))
            for name, value in trained.items():
                average[name].lerp_(value.detach(), 1 - decay)
            if step % 50 == 0:
                seconds = time.time() - began
                print(f"{step}/{total} loss {found.item():.3f} {seconds:.0f}s", flush=True)
        current = {name: value.clone() for name, value in model.state_dict().items()}
        model.load_state_dict(average, strict=False)
        measured.append({"epoch": epoch + 1, **report(model, held)})
        print(measured[-1], flush=True)
        args.out.with_suffix(".json").write_text(json.dumps(measured), encoding="utf-8")
        torch.save(model.state_dict(), args.out)
        model.load_state_dict(current)


def arguments() -> argparse.Namespace:
    """Return the command line's arguments."""
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("data", type=Path, help="polnear_train.jsonl")
    ap.add_argument("base", type=Path, help="model.safetensors of all-MiniLM-L6-v2")
    ap.add_argument("out", type=Path)
    ap.add_argument("--epochs", type=int, default=4)
    ap.add_argument("--rate", type=float, default=4e-4)
    ap.add_argument("--pieces", type=int, default=2048, help="padded word pieces in a step")
    ap.add_argument("--threads", type=int, default=2)
    ap.add_argument("--seed", type=int, default=7)
    return ap.parse_args()


def main() -> None:
    """Train and save the averaged weights."""
    args = arguments()
    torch.set_num_threads(args.threads)
    torch.manual_seed(args.seed)
    rng = random.Random(args.seed)
    data = Path(__file__).resolve().parent.parent / "kgraph/data/tagger/vocab.txt"
    tokenizer = load_tokenizer(data)

    def prepare(records: list[dict], vary: bool) -> list[tuple]:
        made = []
        for record in records:
            text = vary_quotes(record["text"], rng) if vary else record["text"]
            windows = cut_windows(text, tokenizer, rng.choice((128, 256, 384)) if vary else 384)
            made += [(w.ids, *label(w, record["attributions"])) for w in windows]
        return made

    records = read(args.data)
    held = prepare(records[::HELD_BACK], vary=False)
    kept = [r for i, r in enumerate(records) if i % HELD_BACK]
    fit(
        load_base(args.base),
        lambda _: batches(prepare(kept, vary=True), args.pieces, rng),
        lambda model, batch: loss_of(model, batch)[0],
        held,
        args,
    )


if __name__ == "__main__":
    main()
