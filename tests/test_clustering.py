"""Connected components within blocks."""

from hypothesis import given, settings
from hypothesis import strategies as st

from kgraph.clustering import components, similar_pairs


def near(a: int, b: int) -> bool:
    return abs(a - b) <= 1


def test_only_things_of_a_block_are_compared() -> None:
    assert components([1, 2, 3], block_key=lambda n: n, compare=near) == [[1], [2], [3]]


@given(st.lists(st.integers(0, 30)))
@settings(deadline=None)
def test_order_does_not_matter(numbers: list[int]) -> None:
    shuffled = sorted(numbers, reverse=True)
    groups = {tuple(sorted(g)) for g in components(numbers, block_key=lambda _: 0, compare=near)}
    again = {tuple(sorted(g)) for g in components(shuffled, block_key=lambda _: 0, compare=near)}
    assert groups == again


@given(st.lists(st.integers(0, 30)))
@settings(deadline=None)
def test_every_thing_is_in_one_group(numbers: list[int]) -> None:
    groups = components(numbers, block_key=lambda n: n % 3, compare=near)
    assert sorted(n for g in groups for n in g) == sorted(numbers)


def sets_of(least: int) -> st.SearchStrategy[list[frozenset[str]]]:
    """Return lists of sets that have at least so many words."""
    return st.lists(st.frozensets(st.sampled_from("abcdefgh"), min_size=least), max_size=12)


@given(
    st.integers(1, 3).flatmap(sets_of),
    st.sampled_from([0.34, 0.5, 0.6, 1.0]),
)
@settings(deadline=None)
def test_similar_pairs_are_all_pairs_that_are_similar(
    sets: list[frozenset[str]], least: float
) -> None:
    expected = [
        (i, j)
        for j in range(len(sets))
        for i in range(j)
        if len(sets[i] & sets[j]) >= least * len(sets[i] | sets[j])
    ]
    assert sorted(similar_pairs(sets, least)) == sorted(expected)
