"""The import roots must never hide the modules they are named after."""

import sys
from importlib.metadata import packages_distributions
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ROOTS = [ROOT / name for name in ("platform", "tenants", "graphql")]
OURS = sorted(
    path.name for root in ROOTS for path in root.iterdir() if (path / "__init__.py").exists()
)


def test_import_roots_are_not_packages():
    assert [root.name for root in ROOTS if (root / "__init__.py").exists()] == []


def test_package_names_are_ours_alone():
    installed = {
        name for name, owners in packages_distributions().items() if set(owners) != {"yihao"}
    }
    assert len(OURS) == len(set(OURS))
    assert set(OURS) & (sys.stdlib_module_names | installed) == set()


def test_standard_platform_and_graphql_core_are_the_real_ones():
    import platform

    import graphql

    assert platform.python_implementation()
    assert graphql.version
