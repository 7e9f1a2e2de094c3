"""Who may use the slice of the catalogue; whose centre it is, the services check."""

from api.core.policy import WITH_PARENT, WORKSPACE, Table, at, holds

_READ = at(WORKSPACE, holds("dispatch", "handle", "review", "supervise", "administer"))
_WRITE = at(WORKSPACE, holds("dispatch", "administer"))

POLICY: Table = {
    "Query.dispatchAdvice": at(WORKSPACE, holds("dispatch", "handle")),
    "Query.catalogue": _READ,
    "Query.precedents": _READ,
    "Query.replySkeletons": _READ,
    "Mutation.writeCatalogueRule": _WRITE,
    "Mutation.retireCatalogueRule": _WRITE,
    "Mutation.writePrecedentIntoCatalogue": _WRITE,
    "Mutation.writeReplySkeleton": _WRITE,
    "Limit.*": WITH_PARENT,
    "CatalogueRule.*": WITH_PARENT,
    "Precedent.*": WITH_PARENT,
    "ReplySkeleton.*": WITH_PARENT,
    "DispatchAdvice.*": WITH_PARENT,
}
