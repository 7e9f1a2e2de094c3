"""What lists need of secrecy, in one query a request."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from api.core.batching import Loader
from tenancy.context import workspace_refs
from tickets.access import centre_of


class CentreByWorkspace(Loader[UUID, UUID]):
    """The hotline office of a workspace."""

    def fetch(self, keys: Sequence[UUID]) -> Mapping[UUID, UUID]:
        return {ref.id: centre_of(ref) for ref in workspace_refs() if ref.id in keys}
