"""What a kind of workbook declares, and the registry in which the API and commands find it."""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, ClassVar, Generic, TypeVar
from uuid import UUID

from kernel.errors import DomainError
from spreadsheets.cells import Reader
from spreadsheets.errors import RowRefused, SheetError
from spreadsheets.models import Outcome
from tenancy.context import WorkspaceRef

T = TypeVar("T")
LABEL_LIMIT = 200


class Where(StrEnum):
    """Where the rows of a kind live, and with them the ledger of its runs."""

    SHARED = "shared"
    WORKSPACE = "workspace"


@dataclass(frozen=True, kw_only=True)
class Column:
    """One column. `read` is asked for cells that are not empty; an empty one is `default`."""

    key: str
    heading: str
    read: Reader
    help: str
    example: str = ""
    required: bool = False
    default: Any = ""
    choices: tuple[str, ...] = ()


@dataclass(frozen=True)
class Scope:
    """For whom a workbook is read: the division below which its rows may lie, and who brings it.

    `workspace` is where rows of a workspace kind go; a shared kind has one if it came by the web.
    """

    root_code: str
    workspace: WorkspaceRef | None = None
    by: UUID | None = None


@dataclass(frozen=True)
class Line:
    """One row that could be read: its number in the sheet, and its values by column key."""

    number: int
    values: Mapping[str, Any]

    def __getitem__(self, key: str) -> Any:
        return self.values[key]


@dataclass(frozen=True)
class RowError:
    """What is wrong in one row. `line` 0: with the file as a whole."""

    line: int
    sentence: str
    heading: str = ""

    def __str__(self) -> str:
        where = f"第 {self.line} 行" if self.line else "文件"
        return f"{where}{f'「{self.heading}」' if self.heading else ''}：{self.sentence}"


@dataclass(frozen=True)
class Planned(Generic[T]):
    """What a row will do. `data` is the kind's own; `label` is how a sentence names the thing."""

    line: int
    outcome: Outcome
    label: str
    data: T


@dataclass
class Plan(Generic[T]):
    """A whole workbook judged: rows that will do something or nothing, and rows that are wrong."""

    rows: list[Planned[T]] = field(default_factory=list)
    errors: list[RowError] = field(default_factory=list)

    def count(self, outcome: Outcome) -> int:
        return sum(row.outcome == outcome for row in self.rows)


@dataclass(frozen=True, kw_only=True)
class Touched:
    """One thing made (`before` None) or changed, for the ledger and for undoing."""

    what: str
    object_id: UUID
    label: str
    before: dict[str, Any] | None
    after: dict[str, Any] = field(default_factory=dict)


class ImportKind(ABC, Generic[T]):
    """One kind of workbook. Declare the class attributes, `judge`, `write` and `undo`.

    `judge` and `write` run where the rows live (`where`), under that role. With `atomic` a run is
    one transaction, all or nothing, and `undo` of a run as well. Without it (a kind that works
    through custody commands, each of which is a transaction of its own) the ledger is written
    before each row, a run that broke off is finished by applying the same workbook again, and
    `write` must therefore be safe to repeat.
    """

    name: ClassVar[str]
    label: ClassVar[str]
    where: ClassVar[Where]
    permission: ClassVar[str]
    columns: ClassVar[tuple[Column, ...]]
    atomic: ClassVar[bool] = True
    max_rows: ClassVar[int] = 5_000

    def choices(self, scope: Scope) -> Mapping[str, Sequence[str]]:
        """Further lists to choose from, by column key, that depend on data."""
        return {}

    @abstractmethod
    def judge(self, lines: Sequence[Line], scope: Scope) -> Plan[T]:
        """Say of every row what it will do, or what is wrong with it. Writes nothing."""

    @abstractmethod
    def write(self, row: Planned[T], scope: Scope) -> Iterable[Touched]:
        """Carry one row out; only rows that are new or changed are given.

        A DomainError is an error of this row; its `field` may name one of the columns' keys.
        """

    def look_before_undo(self, things: Sequence[Touched], scope: Scope) -> None:
        """Refuse an undo for what can only be seen outside its transaction (other schemas)."""

    @abstractmethod
    def undo(self, touched: Touched, scope: Scope) -> None:
        """Take one thing back; DomainError RUN_IN_USE or RUN_CHANGED_SINCE names it if not."""

    def heading(self, key: str) -> str:
        return next((each.heading for each in self.columns if each.key == key), "")

    def error(self, line: int, refusal: RowRefused) -> RowError:
        """A refusal as an error of a row; its `column` is a key of this kind's columns."""
        return RowError(line, refusal.sentence, self.heading(refusal.column))


_kinds: dict[str, ImportKind[Any]] = {}


def register_kind(kind: ImportKind[Any]) -> None:
    """Make a kind known; called in `AppConfig.ready`."""
    if kind.name in _kinds and type(_kinds[kind.name]) is not type(kind):
        raise ValueError(f"two kinds of workbook named {kind.name}")
    _kinds[kind.name] = kind


def kind_named(name: str) -> ImportKind[Any]:
    """The kind with that name, or IMPORT_KIND_UNKNOWN."""
    if name not in _kinds:
        raise DomainError(SheetError.IMPORT_KIND_UNKNOWN, "没有这种导入表", field="kind")
    return _kinds[name]


def all_kinds() -> list[ImportKind[Any]]:
    return [_kinds[name] for name in sorted(_kinds)]
