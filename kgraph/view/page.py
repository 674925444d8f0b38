"""What every page is made with: templates, sources, and the policy that lets nothing else run."""

from __future__ import annotations

import base64
import hashlib
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from jinja2 import Environment


def templates() -> Environment:
    """Return the environment of our templates: all values are escaped, JSON is written tightly."""
    from jinja2 import Environment, PackageLoader  # noqa: PLC0415 - only to draw

    made = Environment(
        loader=PackageLoader("kgraph.view"), autoescape=True, trim_blocks=True, lstrip_blocks=True
    )
    made.policies["json.dumps_kwargs"] = {"separators": (",", ":")}
    return made


def source(*names: str) -> str:
    """Return the text of files beside the templates, one after the other."""
    folder = files("kgraph.view").joinpath("templates")
    return "\n".join(folder.joinpath(name).read_text("utf-8") for name in names)


def policy(*, scripts: Iterable[str], style: str) -> str:
    """Return a content security policy that allows these sources and no other."""
    allowed = " ".join(_hash(script) for script in scripts)
    return (
        f"default-src 'none'; {f'script-src {allowed}; ' if allowed else ''}"
        f"style-src {_hash(style)}; img-src data:; base-uri 'none'; form-action 'none'"
    )


def _hash(text: str) -> str:
    digest = base64.b64encode(hashlib.sha256(text.encode("utf-8")).digest())
    return f"'sha256-{digest.decode('ascii')}'"


def encodable(text: str) -> str:
    """Return the text without lone surrogates, which no file can hold."""
    return text.encode("utf-8", "replace").decode("utf-8")
