"""Functions of rows and of groups of rows over a Spark DataFrame, by way of Arrow.

Nouns travel between stages pickled, in columns of bytes: they never leave the job.
"""

from __future__ import annotations

import itertools
import pickle
from typing import TYPE_CHECKING, Any, TypeAlias, cast

from kgraph.errors import MissingDependencyError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from pyspark.sql import DataFrame

    Row: TypeAlias = dict[str, Any]
    Made: TypeAlias = Iterable[tuple[Any, ...]]

_AT_ONCE = 256  # rows that one batch of results has


def packed(value: object) -> bytes:
    """Return a value as bytes for a column."""
    return pickle.dumps(value, protocol=pickle.HIGHEST_PROTOCOL)


def unpacked(column: bytes) -> Any:  # noqa: ANN401 - whatever was packed
    """Return the value in a column of this job."""
    return pickle.loads(column)  # noqa: S301 - written by ``packed`` a stage before


def node_key(order: tuple[str, str, int]) -> str:
    """Return a string that sorts as the order of claims and events does."""
    day, article, number = order
    return f"{day}\0{article}\0{number:07}"


def check_spark() -> None:
    """Raise a ``MissingDependencyError`` if Spark is not installed."""
    try:
        import pyspark  # noqa: F401 - only whether it is there
    except ImportError as error:
        raise MissingDependencyError(
            "kgraph.distributed needs Spark: pip install 'kgraph-attribution[spark]'"
        ) from error


def each_row(frame: DataFrame, function: Callable[[Row], Made], schema: str) -> DataFrame:
    """Return the rows that a function makes of each row.

    Args:
        frame: The rows.
        function: Gives tuples in the order of the schema.
        schema: Names and types, as Spark writes them.
    """
    arrow = _arrow(schema)

    def run(batches: Iterator[Any]) -> Iterator[Any]:
        rows = (row for batch in batches for row in batch.to_pylist())
        made = (new for row in rows for new in function(row))
        while some := list(itertools.islice(made, _AT_ONCE)):
            yield from _table(some, arrow).to_batches()

    # the types of Spark differ from version to version
    return frame.mapInArrow(cast("Any", run), schema)


def each_group(
    frame: DataFrame, by: str, function: Callable[[list[Row]], Made], schema: str
) -> DataFrame:
    """Return the rows that a function makes of all rows that have one value in a column.

    Args:
        frame: The rows.
        by: The column.
        function: Gets the rows in no particular order; gives tuples in the order of the schema.
        schema: Names and types, as Spark writes them.
    """
    arrow = _arrow(schema)

    def run(table: Any) -> Any:  # noqa: ANN401 - Arrow has no types
        return _table(list(function(table.to_pylist())), arrow)

    return frame.groupBy(by).applyInArrow(run, schema)


def kept(frame: DataFrame) -> DataFrame:
    """Return the rows computed once: where Spark has a folder for checkpoints, there."""
    if frame.sparkSession.sparkContext.getCheckpointDir():
        return frame.checkpoint()
    return frame.localCheckpoint()


def _arrow(schema: str) -> Any:  # noqa: ANN401 - Arrow has no types
    from pyspark.sql.pandas.types import to_arrow_schema
    from pyspark.sql.types import StructType

    parsed: Any = StructType.fromDDL(schema)
    return to_arrow_schema(parsed)


def _table(rows: Sequence[tuple[Any, ...]], schema: Any) -> Any:  # noqa: ANN401 - as above
    import pyarrow as pa

    columns = zip(*rows, strict=True) if rows else [() for _ in schema]
    arrays = [
        pa.array(list(column), type=field.type)
        for column, field in zip(columns, schema, strict=True)
    ]
    return pa.Table.from_arrays(arrays, schema=schema)
