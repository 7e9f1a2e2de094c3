"""Who may use the slice of onboarding. For which part of the city, the services say."""

from api.core.policy import WITH_PARENT, WORKSPACE, Table, at, holds

ADMINISTERS = holds("administer")
BRINGS_IN = holds("administer", "dispatch")

POLICY: Table = {
    "Query.importKinds": at(WORKSPACE, BRINGS_IN),
    "Query.importRuns": at(WORKSPACE, BRINGS_IN),
    "Query.unitsWithoutPerson": at(WORKSPACE, BRINGS_IN),
    "Query.unitMembers": at(WORKSPACE, ADMINISTERS),
    "Mutation.undoImport": at(WORKSPACE, BRINGS_IN),
    "Mutation.appointContact": at(WORKSPACE, ADMINISTERS),
    "Mutation.moveMember": at(WORKSPACE, ADMINISTERS),
    "Mutation.mergeUnits": at(WORKSPACE, ADMINISTERS),
    "ImportKind.*": WITH_PARENT,
    "ImportRun.*": WITH_PARENT,
    "UnitMember.*": WITH_PARENT,
    "UnitContact.*": WITH_PARENT,
    "UnitStaffing.*": WITH_PARENT,
    "HandedOver.*": WITH_PARENT,
    "MemberMove.*": WITH_PARENT,
    "UnitMoving.*": WITH_PARENT,
    "UnitMerger.*": WITH_PARENT,
}
