"""Who may use the slice of a city's words: everybody reads, the city's administrators write."""

from api.core.policy import SIGNED_IN, WITH_PARENT, WORKSPACE, Table, at, holds

_WRITE = at(WORKSPACE, holds("administer"))
_READ = at(WORKSPACE, SIGNED_IN)

POLICY: Table = {
    "Query.categories": _READ,
    "Query.kinds": _READ,
    "Query.acceptedClasses": _READ,
    "Query.refusalClasses": _READ,
    "Query.callResults": _READ,
    "Query.scopeAdvice": _READ,
    "Mutation.addCategory": _WRITE,
    "Mutation.changeCategory": _WRITE,
    "Mutation.retireCategory": _WRITE,
    "Mutation.writeKind": _WRITE,
    "Mutation.writeScopeClass": _WRITE,
    "Mutation.retireScopeClass": _WRITE,
    "Mutation.writeScopeException": _WRITE,
    "Mutation.retireScopeException": _WRITE,
    "Mutation.writeCallResult": _WRITE,
    "Mutation.retireCallResult": _WRITE,
    "Category.*": WITH_PARENT,
    "KindSetting.*": WITH_PARENT,
    "ScopeClass.*": WITH_PARENT,
    "ScopeException.*": WITH_PARENT,
    "ScopeAdvice.*": WITH_PARENT,
    "CallResult.*": WITH_PARENT,
}
