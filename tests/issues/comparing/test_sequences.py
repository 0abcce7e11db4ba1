from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from issues.comparing.sequences import increasing, steps

words = st.text("甲乙丙", max_size=9)


def longest(old, new):
    """By the textbook's table."""
    row = [0] * (len(new) + 1)
    for item in old:
        before, row = row, [0]
        for j, other in enumerate(new):
            row.append(before[j] + 1 if item == other else max(before[j + 1], row[j]))
    return row[-1]


@given(words, words)
def test_what_stays_is_a_longest_common_subsequence(old, new):
    runs = list(steps(old, new))
    assert all(old[s.a : s.b] == new[s.c : s.d] for s in runs if s.is_same)
    assert sum(s.b - s.a for s in runs if s.is_same) == longest(old, new)
    assert "".join(old[s.a : s.b] for s in runs) == old
    assert "".join(new[s.c : s.d] for s in runs) == new


def test_beyond_the_bound_only_both_ends_stay():
    shown = [(s.is_same, s.b - s.a, s.d - s.c) for s in steps("首甲乙丙尾", "首丙乙丁尾", max_cells=8)]
    assert shown == [(True, 1, 1), (False, 3, 3), (True, 1, 1)]


@given(st.lists(st.integers(), max_size=8, unique=True))
def test_increasing_is_as_long_as_can_be(numbers):
    kept = [numbers[i] for i in sorted(increasing(numbers))]
    assert kept == sorted(kept)
    best = max(n for n in range(len(numbers) + 1) for c in combinations(numbers, n) if list(c) == sorted(c))
    assert len(kept) == best
