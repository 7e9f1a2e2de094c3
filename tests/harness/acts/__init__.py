"""Every verb, each slice in a module of its own: `ACTS`, `SAID` and, if it adds any, `WAYS`."""

from importlib import import_module
from pkgutil import iter_modules
from typing import Any


def collected(name: str) -> dict[Any, Any]:
    """What all modules of this folder declare under a name, as one table."""
    whole: dict[Any, Any] = {}
    modules = sorted(each.name for each in iter_modules(__path__))
    for module in sorted(modules, key=lambda each: each != "levels"):
        declared = getattr(import_module(f"{__name__}.{module}"), name, {})
        twice = whole.keys() & declared.keys()
        assert not twice, f"declared twice: {twice}"
        whole |= declared
    return whole
