"""Write the word vectors that find claims in other words: ``python -m training.meanings --help``.

Each word goes alone through a sentence model; what comes out is centred, projected on its main
axes and weighed down where the word is frequent; what all sentences share is taken out. After
model2vec (Tulkens and van Dongen 2024) and smooth inverse frequency (Arora, Liang and Ma 2017).
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter
from pathlib import Path

import numpy as np
import onnxruntime as ort

from kgraph.attribution.windows import load_tokenizer

WIDTH = 64
SMOOTHING = 1e-4  # frequency at which a word weighs half
SHARED = 4  # main directions of sentences that tell none from another
SENTENCES = 20_000
BATCH = 256
VOCABULARY = Path("kgraph/data/tagger/vocab.txt")  # the sentence model's own
_WORD = re.compile(r"[a-z]{2,}")


def main() -> None:
    """Write ``words.txt`` and ``vectors.npy``."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("model", type=Path, help="ONNX file of all-MiniLM-L6-v2")
    parser.add_argument("corpus", type=Path, help="JSON lines with text, for frequencies")
    parser.add_argument("lists", type=Path, nargs="+", help="word lists, one word in a line")
    parser.add_argument("-o", "--output", type=Path, default=Path("kgraph/data/meanings"))
    args = parser.parse_args()
    common = {w for w in load_tokenizer(VOCABULARY).get_vocab() if _WORD.fullmatch(w)}
    listed = {w for path in args.lists for w in path.read_text("utf-8").split()}
    words = sorted(common | {w for w in listed if _WORD.fullmatch(w)})
    vectors = _projected(_encoded(words, args.model), [w in common for w in words])
    texts = [json.loads(line)["text"] for line in args.corpus.open(encoding="utf-8")]
    frequency = _frequencies(texts)
    weights = np.array([SMOOTHING / (SMOOTHING + frequency.get(w, 0.0)) for w in words])
    vectors = _told_apart(vectors * weights[:, None], words, texts)
    vectors /= np.abs(vectors).max()
    args.output.mkdir(parents=True, exist_ok=True)
    (args.output / "words.txt").write_text("".join(f"{w}\n" for w in words), "utf-8")
    whole = np.round(vectors * np.iinfo(np.int8).max).astype(np.int8)
    np.save(args.output / "vectors.npy", whole)


def _encoded(words: list[str], model: Path) -> np.ndarray:
    """Return the mean of the model's last layer over each word alone, (words, model width)."""
    session = ort.InferenceSession(str(model))
    wanted = {i.name for i in session.get_inputs()}
    tokenizer = load_tokenizer(VOCABULARY)
    start, end = (int(tokenizer.token_to_id(mark)) for mark in ("[CLS]", "[SEP]"))
    encoded = [[start, *tokenizer.encode(w).ids, end] for w in words]
    made: dict[int, np.ndarray] = {}
    order = sorted(range(len(words)), key=lambda k: len(encoded[k]))
    for start in range(0, len(order), BATCH):
        batch = order[start : start + BATCH]
        longest = max(len(encoded[k]) for k in batch)
        ids = np.zeros((len(batch), longest), np.int64)
        for row, k in enumerate(batch):
            ids[row, : len(encoded[k])] = encoded[k]
        mask = (ids > 0).astype(np.int64)
        fed = {"input_ids": ids, "attention_mask": mask, "token_type_ids": np.zeros_like(ids)}
        out = session.run(None, {n: v for n, v in fed.items() if n in wanted})[0]
        if out.ndim > mask.ndim:  # not yet pooled
            out = (out * mask[..., None]).sum(axis=1) / mask.sum(axis=1, keepdims=True)
        made.update(zip(batch, out, strict=True))
    return np.array([made[k] for k in range(len(words))])


def _projected(vectors: np.ndarray, common: list[bool]) -> np.ndarray:
    """Return unit vectors on the main axes of the common words."""
    centred = vectors - vectors[common].mean(axis=0)
    axes = np.linalg.svd(centred[common], full_matrices=False)[2][:WIDTH]
    made = centred @ axes.T
    return made / np.linalg.norm(made, axis=1, keepdims=True)


def _frequencies(texts: list[str]) -> dict[str, float]:
    counts = Counter(w for text in texts for w in _WORD.findall(text.lower()))
    return {word: n / counts.total() for word, n in counts.items()}


def _told_apart(vectors: np.ndarray, words: list[str], texts: list[str]) -> np.ndarray:
    """Return the vectors without the directions that sentences share."""
    rows = {word: k for k, word in enumerate(words)}
    made = []
    for sentence in (s for text in texts for s in re.split(r"(?<=[.!?])\s+|\n", text)):
        known = [rows[w] for w in _WORD.findall(sentence.lower()) if w in rows]
        if len(known) > SHARED and len(made) < SENTENCES:
            total = vectors[known].sum(axis=0)
            made.append(total / np.linalg.norm(total))
    shared = np.linalg.svd(np.array(made), full_matrices=False)[2][:SHARED]
    return vectors - vectors @ shared.T @ shared


if __name__ == "__main__":
    main()
