"""The schema: all slices, their error codes and their policy, put together."""

from api.core.building import build_schema
from api.core.errors import register_error_codes
from api.core.policy import merged
from api.people.mutations import PeopleMutations
from api.people.policy import POLICY as PEOPLE
from api.people.queries import PeopleQueries
from api.units.policy import POLICY as UNITS
from api.units.queries import UnitQueries
from hierarchy.errors import UnitError
from kernel.errors import KernelError
from people.errors import PeopleError

register_error_codes(KernelError, UnitError, PeopleError)


class Query(PeopleQueries, UnitQueries):
    """What can be read."""


class Mutation(PeopleMutations):
    """What can be done. Every mutation answers `errors`; empty means done."""


POLICY = merged(PEOPLE, UNITS)
schema = build_schema(query=Query, mutation=Mutation, policy=POLICY)
