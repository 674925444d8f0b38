"""Write the trained tagger as int8 ONNX with its settings: ``python -m training.export --help``."""

from __future__ import annotations

import argparse
import json
import tempfile
from pathlib import Path

import numpy as np
import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from kgraph.attribution.windows import cut_windows
from kgraph.neural import load_tokenizer
from training.network import HEADS, TAGS, WIDTH, Tagger, load_trained
from training.train import HELD_BACK, label, read

NEVER = -1e4


def joint_products(body: Tagger) -> nn.ModuleList:
    """Return for each layer one product that gives query, key and value at once."""
    made = nn.ModuleList()
    for layer in body.layers:
        joint = nn.Linear(WIDTH, 3 * WIDTH)
        parts = (layer.query, layer.key, layer.value)
        joint.weight = nn.Parameter(torch.cat([part.weight for part in parts]))
        joint.bias = nn.Parameter(torch.cat([part.bias for part in parts]))
        made.append(joint)
    return made


def mixed(body: Tagger, joint: nn.ModuleList, ids: Tensor) -> Tensor:
    """Return the last layer's vectors of one text (1, n): no padding, so no mask."""
    length = ids.shape[1]
    places = torch.arange(length, device=ids.device)[None]
    x = body.norm(body.words(ids) + body.positions(places) + body.kind)
    for layer, product in zip(body.layers, joint, strict=True):
        q, k, v = product(x).view(length, 3, HEADS, WIDTH // HEADS).permute(1, 2, 0, 3)
        weights = (q @ k.transpose(-1, -2) * (WIDTH // HEADS) ** -0.5).softmax(-1)
        x = layer.mixed(x, (weights @ v).transpose(0, 1).reshape(1, length, WIDTH))
    return x


class Alone(nn.Module):
    """The tagger for one window at a time."""

    def __init__(self, tagger: Tagger) -> None:
        """Take over a trained tagger's weights."""
        super().__init__()
        self.tagger, self.joint = tagger, joint_products(tagger)

    def forward(self, ids: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Return tag logits (1, n, 7) and link logits (1, n, n) to cues and to sources."""
        return self.tagger.heads(mixed(self.tagger, self.joint, ids), None)


def moves(records: list[dict], vocabulary: Path, weight: float) -> list[list[float]]:
    """Return the weighted log-probabilities of going from one tag to the next in train.

    An "inside" that does not follow its own role is forbidden.
    """
    tokenizer, counts = load_tokenizer(vocabulary), np.ones((len(TAGS), len(TAGS)))
    for record in records:
        for window in cut_windows(record["text"], tokenizer):
            tags = label(window, record["attributions"])[0]
            line = [t for t, (s, e) in zip(tags, window.offsets, strict=True) if s < e]
            for a, b in zip([0, *line], line, strict=False):
                counts[a, b] += 1
    table = weight * np.log(counts / counts.sum(1, keepdims=True))
    for k, tag in enumerate(TAGS):
        if tag.startswith("I-"):
            for j, before in enumerate(TAGS):
                if before[2:] != tag[2:]:
                    table[j, k] = NEVER
    return [[round(float(x), 4) for x in row] for row in table]


def strip(path: Path) -> None:
    """Leave out of a model what its exporter notes about itself, with paths of the machine."""
    model = onnx.load(path)
    for part in (model, model.graph, *model.graph.node, *model.graph.value_info):
        part.ClearField("metadata_props")
        part.ClearField("doc_string")
    for part in (*model.graph.input, *model.graph.output, *model.graph.initializer):
        part.ClearField("metadata_props")
        part.ClearField("doc_string")
    onnx.save(model, path)


def write_int8(
    model: nn.Module,
    examples: tuple[Tensor, ...],
    path: Path,
    inputs: list[str],
    outputs: list[str],
) -> None:
    """Write a model of one text, each input (1, pieces), as int8 ONNX."""
    size = {1: torch.export.Dim("pieces", min=2, max=512)}
    with tempfile.TemporaryDirectory() as folder:
        plain = Path(folder) / "plain.onnx"
        torch.onnx.export(
            model.eval(),
            examples,
            plain,
            input_names=inputs,
            output_names=outputs,
            dynamic_shapes=tuple(size for _ in inputs),
            external_data=False,
            dynamo=True,
        )
        # 7 bits: processors without VNNI overflow on 8 and would find other spans; costs 0.002 F1
        quantize_dynamic(
            plain, path, weight_type=QuantType.QInt8, per_channel=True, reduce_range=True
        )
    strip(path)


def main() -> None:
    """Export, quantise and save."""
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("weights", type=Path)
    ap.add_argument("data", type=Path, help="polnear_train.jsonl, for the moves between tags")
    ap.add_argument("--out", type=Path, default=Path("kgraph/data/tagger"))
    ap.add_argument("--weight", type=float, default=0.3)
    ap.add_argument("--version", required=True)
    args = ap.parse_args()
    model = load_trained(torch.load(args.weights))
    ids = torch.randint(1000, 2000, (1, 40))
    write_int8(
        Alone(model), (ids,), args.out / "model.onnx", ["ids"], ["tags", "to_cue", "to_source"]
    )
    records = [r for i, r in enumerate(read(args.data)) if i % HELD_BACK]
    settings = {
        "version": args.version,
        "tags": list(TAGS),
        "moves": moves(records, args.out / "vocab.txt", args.weight),
    }
    (args.out / "tagger.json").write_text(json.dumps(settings) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
