"""Where the triple stores that people use have what: paths below the URL that a user gives."""

from __future__ import annotations

from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING

from kgraph.errors import UnknownNameError

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True, kw_only=True)
class Preset:
    """A kind of triple store.

    Attributes:
        name: What it is called.
        url: What the user gives, as an example.
        query: Path for queries.
        update: Path for SPARQL Update.
        graphs: Path of the Graph Store Protocol.
        union: Parameters with which a query sees all named graphs together.
    """

    name: str
    url: str
    query: str
    update: str
    graphs: str
    union: Mapping[str, str] = field(default_factory=dict)


PRESETS: Mapping[str, Preset] = MappingProxyType(
    {
        preset.name: preset
        for preset in (
            Preset(
                name="oxigraph",
                url="http://localhost:7878",
                query="/query",
                update="/update",
                graphs="/store",
                union={"union-default-graph": ""},
            ),
            Preset(
                name="fuseki",
                url="http://localhost:3030/DATASET",
                query="/query",
                update="/update",
                graphs="/data",
                union={"default-graph-uri": "urn:x-arq:UnionGraph"},
            ),
            Preset(
                name="graphdb",
                url="http://localhost:7200/repositories/REPOSITORY",
                query="",
                update="/statements",
                graphs="/rdf-graphs/service",
            ),
            Preset(
                name="virtuoso",
                url="http://localhost:8890",
                query="/sparql",
                update="/sparql-auth",
                graphs="/sparql-graph-crud-auth",
            ),
            Preset(name="qlever", url="http://localhost:7001", query="", update="", graphs=""),
        )
    }
)


def preset_named(name: str) -> Preset:
    """Return the preset of that name.

    Raises:
        UnknownNameError: If there is none; the message offers the nearest.
    """
    if name not in PRESETS:
        raise UnknownNameError.among("kind of triple store", name, PRESETS)
    return PRESETS[name]
