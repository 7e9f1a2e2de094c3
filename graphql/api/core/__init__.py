"""The machinery every slice of the API stands on. A slice is written in this manner:

1. `types.py`: graphene types; `DateTime` and `ID` from `api.core.scalars`, enums by `enum_of`.
   What belongs to a row is awaited: `await UnitById.of(info.context).load(row.unit_id)`.
2. `loaders.py`: one `Loader` per way of fetching, its `fetch` one call of a selector.
3. `queries.py`: a field for one thing answers it, None or PermissionDenied (the client sees the
   same NOT_FOUND); a list is a `connection_field` that answers `page_of(rows, order=…, first=…)`.
4. `mutations.py`: a `TypedMutation` named after its verb, `perform` calls one service. A refusal
   is the service's DomainError; its app's codes are registered in `api.schema`.
5. `policy.py`: a row for every root field and every type, or the schema does not load.
Ids arrive as UUIDs; `info.context` is an `ApiContext`; nothing here opens a transaction.
"""
