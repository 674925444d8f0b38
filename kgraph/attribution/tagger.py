"""Text -> tagged spans of source, cue and content, and which belongs to which.

The model is MiniLM fine-tuned on PolNeAR (``training/``), as an int8 ONNX file. It has a tag head
and two link heads: each content piece points to its cue, each cue piece to its source.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.resources import as_file, files
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from kgraph.attribution.windows import Window, cut_windows
from kgraph.neural import load_session, load_tokenizer

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from numpy.typing import NDArray

Role = Literal["source", "cue", "content"]

TAGS = ("O", "B-source", "I-source", "B-cue", "I-cue", "B-content", "I-content")


@dataclass(slots=True)
class TaggedSpan:
    """A stretch of text with its role, and its links.

    Attributes:
        role: source, cue or content.
        start: Offset of its first code point.
        end: Offset after its last code point.
        score: Mean probability of its tags, in [0, 1], uncalibrated.
        links: For a content, log-probability per cue span (by index); for a cue, per source
            span. The key -1 stands for "none".
    """

    role: Role
    start: int
    end: int
    score: float
    links: dict[int, float] = field(default_factory=dict)


class Tagger:
    """The model and its tokenizer, loaded once."""

    def __init__(self, folder: Path, *, threads: int = 1) -> None:
        """Load ``model.onnx``, ``vocab.txt`` and ``tagger.json`` of a folder."""
        self._session = load_session(folder / "model.onnx", threads)
        self._tokenizer = load_tokenizer(folder / "vocab.txt")
        settings = json.loads((folder / "tagger.json").read_text(encoding="utf-8"))
        self.version: str = settings["version"]
        self._moves = np.array(settings["moves"], dtype=np.float64)

    def tag(self, text: str) -> list[TaggedSpan]:
        """Return the spans of a text, window by window, in text order within each."""
        spans: list[TaggedSpan] = []
        windows = cut_windows(text, self._tokenizer)
        outputs = [self._run(window) for window in windows]
        logs = [_log_softmax(tags) for tags, *_ in outputs]
        kept = [_in_text(window) for window in windows]
        paths = best_paths([log[k] for log, k in zip(logs, kept, strict=True)], self._moves)
        for window, output, log, path in zip(windows, outputs, logs, paths, strict=True):
            found = list(_spans(window, (log, *output[1:]), path, text))
            for span in found:
                span.links = {k + len(spans) if k >= 0 else -1: v for k, v in span.links.items()}
            spans += found
        return spans

    def _run(self, window: Window) -> tuple[NDArray[Any], ...]:
        """Return tags and links of a window. One at a time stays in the processor's cache."""
        outputs = self._session.run(None, {"ids": np.array([window.ids], dtype=np.int64)})
        return tuple(output[0] for output in outputs)


@lru_cache(maxsize=2)
def load_tagger(threads: int = 1) -> Tagger:
    """Return the packaged tagger, loaded once in a process."""
    with as_file(files("kgraph.data").joinpath("tagger")) as folder:
        return Tagger(folder, threads=threads)


def best_paths(scores: list[NDArray[Any]], moves: NDArray[Any]) -> list[list[int]]:
    """Return the best path of tags through each window (Viterbi, all windows a step at a time).

    Args:
        scores: Per window (n, tags) log-probabilities.
        moves: (tags, tags) score of going from one tag to the next; -inf where it may not.
    """
    lengths = [len(score) for score in scores]
    if not any(lengths):
        return [[] for _ in scores]
    padded = np.zeros((max(lengths), len(scores), len(moves)))
    for k, score in enumerate(scores):
        padded[: len(score), k] = score
    best = padded[0] + moves[0]
    bests, back = [best], []
    for step in padded[1:]:
        table = best[:, :, None] + moves
        back.append(table.argmax(1))
        best = table.max(1) + step
        bests.append(best)
    return [
        _path(bests[n - 1][k], [came[k] for came in back[: n - 1]]) if n else []
        for k, n in enumerate(lengths)
    ]


def _path(last: NDArray[Any], back: list[NDArray[Any]]) -> list[int]:
    """Return the tags that led to the best of the last ones."""
    path = [int(last.argmax())]
    for came in reversed(back):
        path.append(int(came[path[-1]]))
    return path[::-1]


def _in_text(window: Window) -> list[int]:
    """Return the pieces that are text, not markers."""
    return [i for i, (s, e) in enumerate(window.offsets) if s < e]


def _log_softmax(x: NDArray[Any]) -> NDArray[Any]:
    x = x.astype(np.float64)
    x -= x.max(-1, keepdims=True)
    return np.asarray(x - np.log(np.exp(x).sum(-1, keepdims=True)))


def _spans(
    window: Window, outputs: tuple[NDArray[Any], ...], path: list[int], text: str
) -> Iterator[TaggedSpan]:
    """Yield the spans of a window, from its tags' log-probabilities and link scores."""
    tags = outputs[0]
    groups: list[tuple[str, list[int]]] = []
    for piece, tag in zip(_in_text(window), path, strict=True):
        mark, _, role = TAGS[tag].partition("-")
        if mark == "B" or (mark == "I" and (not groups or groups[-1][0] != role)):
            groups.append((role, [piece]))
        elif mark == "I":
            groups[-1][1].append(piece)
        else:
            groups.append(("", []))
    groups = _merged([g for g in groups if g[0]], window)
    starts = {
        role: {k: g[1] for k, g in enumerate(groups) if g[0] == role} for role in ("cue", "source")
    }
    for role, pieces in groups:
        start, end = window.offsets[pieces[0]][0], window.offsets[pieces[-1]][1]
        start, end = _whole_words(text, start, end)
        score = float(np.exp(np.mean([tags[p].max() for p in pieces])))
        span = TaggedSpan(role=role, start=start, end=end, score=score)  # type: ignore[arg-type]
        if role == "content":
            span.links = _links(outputs[1], pieces, starts["cue"])
        elif role == "cue":
            span.links = _links(outputs[2], pieces, starts["source"])
        yield span


def _merged(groups: list[tuple[str, list[int]]], window: Window) -> list[tuple[str, list[int]]]:
    """Join spans that break within a word: a word piece does not begin a role of its own."""
    merged: list[tuple[str, list[int]]] = []
    for role, pieces in groups:
        if merged and window.offsets[merged[-1][1][-1]][1] == window.offsets[pieces[0]][0]:
            before, letters = merged[-1], window.ids[pieces[0]]
            if before[0] == role and letters:
                before[1].extend(pieces)
                continue
        merged.append((role, list(pieces)))
    return merged


def _links(
    scores: NDArray[Any], pieces: list[int], places: dict[int, list[int]]
) -> dict[int, float]:
    """Return the mean log-probability with which the pieces point into each place, or to none."""
    logs = _log_softmax(scores[pieces])
    found = {-1: float(logs[:, 0].mean())}
    for k, there in places.items():
        found[k] = float(np.logaddexp.reduce(logs[:, there], axis=1).mean())
    return found


def _whole_words(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the offsets widened to whole words."""
    while start > 0 and text[start - 1].isalnum() and text[start].isalnum():
        start -= 1
    while end < len(text) and text[end].isalnum() and text[end - 1].isalnum():
        end += 1
    return start, end
