"""The measurements run by hand: what they import from the product must be there."""

import importlib
from pathlib import Path

import pytest

BENCH = Path(__file__).parents[2] / "bench"


@pytest.mark.parametrize("name", sorted(path.stem for path in BENCH.glob("*.py")))
def test_measurement_can_be_imported(name: str) -> None:
    importlib.import_module(f"bench.{name}")
