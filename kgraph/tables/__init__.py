"""Results as tables: pandas, CSV, Parquet. The one package that imports pandas."""

from __future__ import annotations

import csv
import io
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from kgraph.errors import MissingDependencyError, UnknownNameError
from kgraph.tables.rows import laid_out, to_rows

if TYPE_CHECKING:
    import os
    from collections.abc import Iterable, Sequence

    import pandas as pd

    from kgraph.graph import KnowledgeGraph
    from kgraph.model import Claim
    from kgraph.tables.rows import Per, Result

__all__ = ["save_table", "to_csv", "to_matrix", "to_rows", "to_table"]

_FORMULA = ("=", "+", "-", "@", "\t", "\r")  # how spreadsheets know one


class _Voiced(Protocol):
    """What this module needs of a ``query.Voice``; the two stand side by side."""

    @property
    def who(self) -> str: ...
    @property
    def claim(self) -> Claim: ...
    @property
    def supporters(self) -> Sequence[object]: ...
    @property
    def opponents(self) -> Sequence[object]: ...
    @property
    def undecided(self) -> Sequence[object]: ...
    @property
    def narrated(self) -> Sequence[object]: ...


def to_table(
    result: Result, graph: KnowledgeGraph | None = None, *, per: Per = "evidence"
) -> pd.DataFrame:
    """Return a table with one row for each piece of evidence, in the order of the result.

    A graph is shown as its plain edges. Columns of edges and disputes:

    ================  ============================================================================
    ``speaker``       name of who speaks
    ``speaker_kind``  person, government ...
    ``edge_type``     name of the edge type
    ``object``        name of the actor or label of the claim that it ends on
    ``object_kind``   ``claim``, or the actor's kind
    ``stance``        for, against or open, towards a claim
    ``speaker_id``    id of the speaker
    ``object_id``     id of the actor or claim
    ================  ============================================================================

    A reading has one row, in which ``speakers``, ``targets`` and ``claims`` (each with its
    stance) are joined by ``; ``, and ``edge_type``. All go on with the evidence:

    ================  ============================================================================
    ``article``       id of the article
    ``start, end``    half-open code-point offsets into its text, over all roles
    ``words``         words of the content, or of the cue where there is none
    ``form``          direct, indirect or mixed
    ``certainty``     one word, where the article's words say how sure
    ``negated``       whether the speech act is ("did not condemn")
    ``hearsay``       whether it is known only from the mouth of another actor
    ``said_on``       day on which it was said (datetime64), NaT if not known
    ``reported_via``  who passed it on, outermost first, joined by ``; ``
    ``score``         the extractor's calibrated probability in [0, 1]
    ``attribution``   id of the attribution
    ``outlet``        news medium that published the article
    ``title``         of the article
    ``published``     day of publication (datetime64), NaT if not known
    ================  ============================================================================

    The last three, and names in place of ids where readings alone are at hand (readings,
    disputes, ``reported_via``), need the graph; without it these three columns are left out.

    With ``per="edge"``, edges have one row each: the columns of who says what, then ``evidence``
    and ``articles`` (how many), ``outlets``, ``first`` and ``last`` day, the ``words`` of the first
    piece of evidence, and the ids. Other answers (origins, positions, voices ...) have columns of
    their own, then the evidence; nouns have their fields.

    Args:
        result: A graph, or what a question to it returned.
        graph: The graph that the result comes from.
        per: One row for each piece of evidence, or one for each ``edge``.

    Raises:
        MissingDependencyError: If pandas is not installed.
        TypeError: If the result is something else.

    Example:
        >>> from kgraph.graph import KnowledgeGraph
        >>> to_table(KnowledgeGraph.of()).empty
        True
    """
    pd = _pandas("to_table")
    types, rows = laid_out(result, graph, per=per)
    columns = {name: [row[name] for row in rows] for name in types}
    return pd.DataFrame(
        {
            name: pd.Series(values, dtype="datetime64[s]" if types[name] == "day" else types[name])
            for name, values in columns.items()
        }
    )


def to_matrix(voices: Iterable[_Voiced]) -> pd.DataFrame:
    """Return the matrix of what ``who_says_what`` found: a row for a voice, a column for a claim.

    A cell says how often it is on which side ("2 for, 1 against"), and is empty where nothing is
    said. The claims that most voices speak of come first.

    Args:
        voices: What ``who_says_what`` returned.

    Raises:
        MissingDependencyError: If pandas is not installed.

    Example:
        >>> to_matrix([]).empty
        True
    """
    pd = _pandas("to_matrix")
    found = list(voices)
    many = Counter(voice.claim.id for voice in found)
    labels = {voice.claim.id: voice.claim.label for voice in found}
    order = sorted(many, key=lambda claim: (-many[claim], labels[claim], claim))
    names = list(dict.fromkeys(voice.who for voice in found))
    cells = {(voice.who, voice.claim.id): _sides(voice) for voice in found}
    rows = [[cells.get((who, claim), "") for claim in order] for who in names]
    columns = pd.Index([labels[claim] for claim in order], name="claim", dtype="str")
    return pd.DataFrame(rows, index=pd.Index(names, name="who", dtype="str"), columns=columns)


def to_csv(result: Result, graph: KnowledgeGraph | None = None, *, per: Per = "evidence") -> str:
    """Return the rows as CSV; what a spreadsheet would take for a formula gets a ``'`` before it.

    Args:
        result: As for ``to_table``.
        graph: The graph that the result comes from.
        per: As for ``to_table``.

    Example:
        >>> from kgraph.model import Claim
        >>> to_csv([Claim(id="claim:1", label="=1+1")]).splitlines()[1]
        "claim:1,'=1+1,,,,"
    """
    types, rows = laid_out(result, graph, per=per)
    written = io.StringIO()
    writer = csv.DictWriter(written, list(types), lineterminator="\n")
    writer.writeheader()
    writer.writerows({name: _safe(value) for name, value in row.items()} for row in rows)
    return written.getvalue()


def save_table(
    result: Result,
    path: str | os.PathLike[str],
    graph: KnowledgeGraph | None = None,
    *,
    per: Per = "evidence",
) -> None:
    """Write a result as ``.csv`` (UTF-8, needs nothing) or ``.parquet`` (pandas and pyarrow).

    Args:
        result: As for ``to_table``.
        path: Where to; the suffix says the form.
        graph: The graph that the result comes from.
        per: As for ``to_table``.

    Raises:
        MissingDependencyError: If what Parquet needs is not installed.
        UnknownNameError: If the suffix is another.

    Example:
        >>> save_table([], "table.xlsx")
        Traceback (most recent call last):
        kgraph.errors.UnknownNameError: no form of a table called '.xlsx'...
    """
    target = Path(path)
    suffix = target.suffix.lower()
    if suffix == ".csv":
        target.write_bytes(to_csv(result, graph, per=per).encode("utf-8", "replace"))
    elif suffix == ".parquet":
        table = to_table(result, graph, per=per)
        try:
            table.to_parquet(target, engine="pyarrow", index=False)
        except ImportError as error:
            raise MissingDependencyError(
                "Parquet needs pyarrow: pip install 'kgraph-attribution[parquet]'"
            ) from error
    else:
        raise UnknownNameError.among("form of a table", suffix, (".csv", ".parquet"))


def _pandas(what: str) -> Any:  # noqa: ANN401 - a module without types
    try:
        import pandas as pd
    except ImportError as error:
        raise MissingDependencyError(
            f"{what} needs pandas: pip install 'kgraph-attribution[pandas]'"
        ) from error
    return pd


def _sides(voice: _Voiced) -> str:
    sides = {
        "for": voice.supporters,
        "against": voice.opponents,
        "open": voice.undecided,
        "narrated": voice.narrated,
    }
    return ", ".join(f"{len(found)} {side}" for side, found in sides.items() if found)


def _safe(value: Any) -> Any:  # noqa: ANN401 - any cell
    if isinstance(value, str) and value.startswith(_FORMULA):
        return f"'{value}"
    return value
