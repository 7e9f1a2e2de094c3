"""People of rows, fetched together."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from api.core.batching import Loader
from people.models import UnitContact, User
from people.selectors import contacts_of


class UserById(Loader[UUID, User]):
    def fetch(self, keys: Sequence[UUID]) -> Mapping[UUID, User]:
        # In a workspace nothing else of a person can be read.
        shown = User.objects.only("id", "name", "username", "is_active")
        return shown.in_bulk(list(keys))


class ContactsOfUnit(Loader[UUID, list[UnitContact]]):
    def fetch(self, keys: Sequence[UUID]) -> Mapping[UUID, list[UnitContact]]:
        return contacts_of(keys)
