"""Workbooks for tests, and kinds of workbook over tables that every role here may write."""

import io
from datetime import time
from uuid import uuid5

from openpyxl import Workbook

from kernel.ids import uuid7
from outbox.inbox.models import InboxEntry
from outbox.models import OutboxMessage
from spreadsheets import cells
from spreadsheets.errors import RowRefused
from spreadsheets.kinds import Column, ImportKind, Plan, Planned, Scope, Touched, Where
from spreadsheets.models import Outcome
from spreadsheets.restoring import made, restore, values_of

SPACE = uuid7()
WRITTEN = ["topic", "workspace", "attempts", "last_error"]


def book(rows, *, headings=None, title="示例", kind=None):
    """An XLSX file with these rows; headings are the kind's unless given."""
    built = Workbook()
    sheet = built.active
    sheet.title = title
    sheet.append(headings or [each.heading for each in (kind or Messages()).columns])
    for row in rows:
        sheet.append(row)
    written = io.BytesIO()
    built.save(written)
    return written.getvalue()


class Messages(ImportKind):
    """Facts by their key: the topic can be changed, the rest comes along."""

    name, label, where, permission = "messages", "示例", Where.SHARED, "administer"
    max_rows = 20
    columns = (
        Column(
            key="key", heading="编号", read=cells.code(), required=True, help="唯一。", example="K0"
        ),
        Column(key="topic", heading="名称", read=cells.line(20), required=True, help="名称。"),
        Column(
            key="attempts",
            heading="次数",
            read=cells.whole(0, 9),
            default=0,
            help="零到九。",
        ),
        Column(
            key="note",
            heading="选择",
            read=cells.one_of({"甲": "a", "乙": "b"}),
            choices=("甲", "乙"),
            help="",
        ),
        Column(key="at", heading="时间", read=cells.moment(at=time(17, 30)), default=None, help=""),
    )

    def judge(self, lines, scope: Scope) -> Plan:
        plan = Plan()
        there = {each.key: each for each in OutboxMessage.objects.all()}
        seen = {}
        for line in lines:
            if line["key"] in seen:
                refusal = RowRefused(f"与第 {seen[line['key']]} 行重复", column="key")
                plan.errors.append(self.error(line.number, refusal))
                continue
            seen[line["key"]] = line.number
            row = there.get(line["key"])
            same = row is not None and values_of(row, WRITTEN) == self._wanted(line)
            outcome = Outcome.UNCHANGED if same else Outcome.CHANGED if row else Outcome.NEW
            plan.rows.append(Planned(line.number, outcome, line["key"], line))
        return plan

    def _wanted(self, line):
        return {
            "topic": line["topic"],
            "workspace": "public",
            "attempts": line["attempts"],
            "last_error": line["note"],
        }

    def write(self, row, scope):
        key, wanted = row.data["key"], self._wanted(row.data)
        there = OutboxMessage.objects.filter(key=key).first()
        if there is None:
            there = OutboxMessage.objects.create(key=key, payload={}, **wanted)
            yield made("message", there, WRITTEN, f"消息{key}")
            return
        before = values_of(there, WRITTEN)
        OutboxMessage.objects.filter(pk=there.pk).update(**wanted)
        yield Touched(
            what="message", object_id=there.pk, label=f"消息{key}", before=before, after=wanted
        )

    def undo(self, touched, scope):
        restore(OutboxMessage, touched)


class Entries(ImportKind):
    """Rows of one workspace."""

    name, label, where, permission = "entries", "示例", Where.WORKSPACE, "dispatch"
    columns = (Column(key="handler", heading="名称", read=cells.line(), required=True, help=""),)

    def judge(self, lines, scope: Scope) -> Plan:
        known = set(InboxEntry.objects.values_list("handler", flat=True))
        return Plan(
            rows=[
                Planned(
                    line.number,
                    Outcome.UNCHANGED if line["handler"] in known else Outcome.NEW,
                    line["handler"],
                    line["handler"],
                )
                for line in lines
            ]
        )

    def write(self, row, scope):
        entry = InboxEntry.objects.create(message_id=uuid5(SPACE, row.data), handler=row.data)
        yield made("entry", entry, ["handler"], row.data)

    def undo(self, touched, scope):
        InboxEntry.objects.filter(pk=touched.object_id).delete()
