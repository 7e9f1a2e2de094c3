"""Who may use the slice of units. The tree itself is no secret among colleagues."""

from api.core.policy import BOTH, SIGNED_IN, WITH_PARENT, Table, at

POLICY: Table = {
    "Query.unit": at(BOTH, SIGNED_IN),
    "Query.units": at(BOTH, SIGNED_IN),
    "Unit.*": WITH_PARENT,
}
