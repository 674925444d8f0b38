"""Where the nodes stand: positions that do not move, computed here and not in the browser.

``spread`` is stress majorisation (Gansner, Koren and North 2004) on the distances in the graph,
with a pull of the two sides of a dispute to the left and right; then boxes are pushed apart, and
away from lines that pass through them. It takes time and memory in the square of the number of
nodes; ``shelves`` is what larger graphs get.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    import numpy.typing as npt

    from kgraph.view.boxes import Box

    Points = npt.NDArray[np.float64]
    Pairs = npt.NDArray[np.intp]
    Flags = npt.NDArray[np.bool_]
    Places = dict[str, tuple[float, float]]

GAP = 14.0
LINK = 64.0
STRETCH = 1.3
PULL_WIDTH = 360.0
PULL = 0.6
STEPS = 240
FEWEST = 12
TOUCH = 0.01
WORK = 1.5e7
FILL = 0.6
POWERS = 60
ASPECT = 1.5
MAX_SPREAD = 700


def spread(
    boxes: Mapping[str, Box],
    links: Sequence[tuple[str, str]],
    *,
    sides: Mapping[str, float],
    seed: int = 0,
) -> Places:
    """Return a position for each box: linked ones near each other, none over another.

    Args:
        boxes: The boxes by node id; their order matters only for ties.
        links: Pairs of node ids.
        sides: Wished side by node id, from -1 (left) to 1 (right); may lack ids.
        seed: Of the small noise that breaks ties.
    """
    if len(boxes) > MAX_SPREAD:
        return shelves(boxes, links)
    parts = []
    for names in components(boxes, links):
        size = np.array([[boxes[n].width, boxes[n].height] for n in names])
        row = {name: i for i, name in enumerate(names)}
        ends = sorted({(row[a], row[b]) for a, b in links if a in row and a != b})
        wish = np.array([sides.get(name, 0.0) for name in names])
        pulled = np.array([name in sides for name in names])
        centres = _component(size, np.array(ends, dtype=np.intp).reshape(-1, 2), wish, pulled, seed)
        parts.append((names, centres, size))
    return _corners_to_anchors(_packed(parts), boxes)


def shelves(boxes: Mapping[str, Box], links: Sequence[tuple[str, str]]) -> Places:
    """Return positions in rows, the most linked first, each followed by its neighbours."""
    near: dict[str, list[str]] = {name: [] for name in boxes}
    for a, b in links:
        near[a].append(b)
        near[b].append(a)
    order: dict[str, None] = {}
    for name in sorted(boxes, key=lambda n: (-len(near[n]), n)):
        order |= dict.fromkeys([name, *sorted(near[name], key=lambda n: (len(near[n]), n))])
    parts = [
        ([name], np.zeros((1, 2)), np.array([[boxes[name].width, boxes[name].height]]))
        for name in order
    ]
    return _corners_to_anchors(_packed(parts), boxes)


def components(names: Iterable[str], links: Iterable[tuple[str, str]]) -> list[list[str]]:
    """Return the connected components, the largest first, in the order of the names."""
    root = {name: name for name in names}

    def find(name: str) -> str:
        while root[name] != name:
            root[name] = root[root[name]]
            name = root[name]
        return name

    for a, b in links:
        root[find(a)] = find(b)
    found: dict[str, list[str]] = {}
    for name in root:
        found.setdefault(find(name), []).append(name)
    return sorted(found.values(), key=len, reverse=True)


def _corners_to_anchors(centres: Places, boxes: Mapping[str, Box]) -> Places:
    """Return node positions for the centres of boxes, rounded to a tenth."""
    return {
        name: (
            round(x - (boxes[name].right - boxes[name].left) / 2, 1) + 0.0,
            round(y - (boxes[name].bottom - boxes[name].top) / 2, 1) + 0.0,
        )
        for name, (x, y) in centres.items()
    }


def _component(size: Points, ends: Pairs, wish: Points, pulled: Flags, seed: int) -> Points:
    """Return the centres of the boxes of one connected component."""
    if len(size) == 1:
        return np.zeros((1, 2))
    target = _distances(size, ends)
    points = _classical(target, seed)
    points = _turned(points, wish, pulled) if pulled.any() else _lying(points)
    points = _majorised(points, target, wish * PULL_WIDTH, np.where(pulled, PULL, 0.0))
    points[:, 0] *= STRETCH
    return _apart(_roomy(points, size), size, ends)


def _distances(size: Points, ends: Pairs) -> Points:
    """Return shortest-path lengths between all pairs (Floyd and Warshall)."""
    reach = (size[:, 0] + 1.5 * size[:, 1]) / 5
    far: Points = np.full((len(size), len(size)), np.inf)
    np.fill_diagonal(far, 0.0)
    degree = np.bincount(ends.ravel(), minlength=len(size))
    for a, b in ends:
        crowd = 5 * math.sqrt(min(degree[a], degree[b]))
        far[a, b] = far[b, a] = LINK + reach[a] + reach[b] + crowd
    for k in range(len(size)):
        np.minimum(far, far[:, k : k + 1] + far[k], out=far)
    return far


def _classical(target: Points, seed: int) -> Points:
    """Return a first placement: classical scaling by powers, with a little noise against ties."""
    n = len(target)
    random = np.random.default_rng(seed)
    squares = target**2
    mean = squares.mean(axis=0)
    inner = -0.5 * (squares - mean - mean[:, None] + mean.mean())
    axes: Points = random.normal(size=(n, 2))
    for _ in range(POWERS):
        axes = np.linalg.qr(inner @ axes).Q
    length = np.sqrt(np.maximum((axes * (inner @ axes)).sum(axis=0), 1.0))
    noise: Points = random.normal(scale=2.0, size=(n, 2))
    first: Points = axes * length + noise
    return first


def _turned(points: Points, wish: Points, pulled: Flags) -> Points:
    """Return the points turned so that the wished sides lie left and right."""
    towards = (points * (wish * pulled)[:, None]).sum(axis=0)
    length = math.hypot(*towards)
    if length == 0:
        return _lying(points)
    x, y = towards / length
    turned: Points = points @ np.array([[x, -y], [y, x]])
    return turned


def _lying(points: Points) -> Points:
    """Return the points turned so that they are wider than high."""
    return points[:, ::-1] if np.ptp(points[:, 1]) > np.ptp(points[:, 0]) else points


def _majorised(points: Points, target: Points, wish: Points, pull: Points) -> Points:
    """Return points of least stress: ``sum((|pi - pj| - d)^2 / d^2)``, pulled along x."""
    weight = 1 / np.where(target > 0, target, np.inf) ** 2
    laplacian = np.diag(weight.sum(axis=1)) - weight
    force = pull * weight.sum(axis=1)
    hold = weight.max() * 1e-6 * np.eye(len(points))
    inverse_x = np.linalg.inv(laplacian + hold + np.diag(force))
    inverse_y = np.linalg.inv(laplacian + hold)
    for _ in range(_steps(len(points) ** 2)):
        apart = points[:, None] - points[None]
        length = np.maximum(np.hypot(apart[..., 0], apart[..., 1]), 1e-3)
        moved = (weight * target / length)[..., None] * apart
        step = moved.sum(axis=1)
        points = np.column_stack([inverse_x @ (step[:, 0] + force * wish), inverse_y @ step[:, 1]])
    return points


def _roomy(points: Points, size: Points) -> Points:
    """Return the points, further apart where the boxes would fill too much of the picture."""
    drawn = float(np.prod(size + GAP, axis=1).sum())
    whole = float(np.prod(np.ptp(points, axis=0) + GAP))
    return points * max(1.0, math.sqrt(drawn / whole / FILL))


def _steps(work: int) -> int:
    """Return how often a step of so many pairs is worth repeating."""
    return int(max(FEWEST, min(STEPS, WORK / work)))


def _apart(points: Points, size: Points, ends: Pairs) -> Points:
    """Return the points with boxes pushed off each other and off the lines."""
    steps = _steps(len(points) * (len(points) + len(ends)))
    for step in range(steps):
        cool = 1 - step / steps
        points = points + 0.4 * cool * _off_lines(points, size, ends) + _off_boxes(points, size)
    for _ in range(_steps(len(points) ** 2)):
        push = _off_boxes(points, size)
        if not push.any():
            break
        points = points + push
    return points


def _off_boxes(points: Points, size: Points) -> Points:
    """Return the push on each box out of those that it overlaps, along the shorter way."""
    apart = points[:, None] - points[None]
    overlap = (size[:, None] + size[None]) / 2 + GAP - np.abs(apart)
    np.einsum("iij->ij", overlap)[:] = 0.0
    hit = (overlap > TOUCH).all(axis=2)
    sideways = overlap[..., 0] <= overlap[..., 1]
    index = np.arange(len(points))
    order = np.sign(index[:, None] - index[None])
    sign = np.where(apart != 0, np.sign(apart), order[..., None])
    push = np.zeros_like(apart)
    push[..., 0] = np.where(hit & sideways, overlap[..., 0] * sign[..., 0], 0.0)
    push[..., 1] = np.where(hit & ~sideways, overlap[..., 1] * sign[..., 1], 0.0)
    damped: Points = 0.5 * push.sum(axis=1) / np.maximum(1, np.sqrt(hit.sum(axis=1)))[:, None]
    return damped


def _off_lines(points: Points, size: Points, ends: Pairs) -> Points:
    """Return the push on each box away from lines between two others that cross it."""
    if not len(ends):
        return np.zeros_like(points)
    start, along = points[ends[:, 0]], points[ends[:, 1]] - points[ends[:, 0]]
    length = np.maximum(np.hypot(along[:, 0], along[:, 1]), 1e-3)
    normal = np.column_stack([-along[:, 1], along[:, 0]]) / length[:, None]
    offset = points[None] - start[:, None]
    part = (offset * along[:, None]).sum(axis=2) / (length**2)[:, None]
    off = (offset * normal[:, None]).sum(axis=2)
    need = np.abs(normal) @ (size.T / 2) + GAP / 3
    own = np.zeros_like(off, dtype=bool)
    own[np.arange(len(ends)), ends[:, 0]] = own[np.arange(len(ends)), ends[:, 1]] = True
    hit = (np.abs(off) < need) & (part > 0) & (part < 1) & ~own
    amount = np.where(hit, (need - np.abs(off)) * np.where(off >= 0, 1.0, -1.0), 0.0)
    push: Points = np.einsum("en,ej->nj", amount, normal) / np.maximum(1, hit.sum(axis=0))[:, None]
    back = -0.15 * amount.sum(axis=1)[:, None] * normal / np.maximum(1, hit.sum(axis=1))[:, None]
    np.add.at(push, ends[:, 0], back)
    np.add.at(push, ends[:, 1], back)
    return push


def _packed(parts: Sequence[tuple[list[str], Points, Points]]) -> Places:
    """Return the centres of all boxes, the parts set in rows that share a middle line."""
    spans = [
        ((points - size / 2).min(axis=0), (points + size / 2).max(axis=0))
        for _, points, size in parts
    ]
    area = sum(float(np.prod(high - low + 3 * GAP)) for low, high in spans)
    widest = max((float((high - low)[0]) for low, high in spans), default=0.0)
    width = max(widest, math.sqrt(area * ASPECT))
    places: Places = {}
    x = y = row_height = 0.0
    for (names, points, _), (low, high) in zip(parts, spans, strict=True):
        part_width, part_height = (float(v) for v in high - low)
        if x and x + part_width > width:
            x, y, row_height = 0.0, y + row_height + 3 * GAP, 0.0
        for name, point in zip(names, points - low, strict=True):
            places[name] = (x + float(point[0]), y + float(point[1]))
        x += part_width + 3 * GAP
        row_height = max(row_height, part_height)
    return places
