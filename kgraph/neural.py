"""What the packaged models share: the tokenizer, and a session of ONNX Runtime."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from onnxruntime import InferenceSession
    from tokenizers import Tokenizer


def load_tokenizer(vocabulary: Path) -> Tokenizer:
    """Return the lower-casing BERT word-piece tokenizer over a vocabulary file."""
    from tokenizers import Tokenizer, models, normalizers, pre_tokenizers

    words = vocabulary.read_text(encoding="utf-8").splitlines()
    tokenizer = Tokenizer(
        models.WordPiece({word: i for i, word in enumerate(words)}, unk_token="[UNK]")
    )
    tokenizer.normalizer = normalizers.BertNormalizer(lowercase=True)
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    return tokenizer


def marker(tokenizer: Tokenizer, piece: str) -> int:
    """Return the id of a marker piece, without which a vocabulary is of no use here."""
    found = tokenizer.token_to_id(piece)
    if found is None:
        raise ValueError(f"the tagger's vocabulary has no {piece}")
    return found


def load_session(model: Path, threads: int) -> InferenceSession:
    """Return a session of an ONNX file on the processor, which waits without spinning."""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.log_severity_level = 3
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    return onnxruntime.InferenceSession(
        str(model),
        options,
        providers=["CPUExecutionProvider"],
        # The fused form is slower than the addition and normalisation that it replaces.
        disabled_optimizers=["SkipLayerNormFusion"],
    )
