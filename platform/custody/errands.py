"""Writing to several workspaces what no case is changed by: something both sides keep."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from custody.session import _custody_transaction
from kernel.clock import now
from tenancy.context import WorkspaceRef, wrapper


@dataclass(frozen=True)
class Errand:
    """One open transaction under the custody role, without a case."""

    at: datetime

    @contextmanager
    def in_workspace(self, ref: WorkspaceRef) -> Iterator[None]:
        """Write rows of one workspace."""
        connection = wrapper()
        before = connection.schema_name
        connection.step_within_transaction(ref.schema)
        try:
            yield
        finally:
            connection.step_within_transaction(before)


@contextmanager
def errand() -> Iterator[Errand]:
    """Open the only transaction. Insert alone in it: it locks no case, so it must wait for none."""
    with _custody_transaction():
        yield Errand(now())
