"""The check-up itself: facts in, findings out. No database, no network, no guess."""

from collections.abc import Iterator

from checkups.findings import Finding, FindingCode, ReportFacts, Severity, Where
from checkups.rules import copying, wording
from checkups.rules.outcome import last_statement, says_open
from checkups.rules.personal import blanked, personal_data
from checkups.rules.points import unanswered
from checkups.rules.texts import sentence_around, shortened
from kernel.clock import LOCAL


def inspect_report(facts: ReportFacts) -> tuple[Finding, ...]:
    """Everything an attentive reviewer would say of a report, what stops it first."""
    found = [
        *personal_findings(facts),
        *_contact(facts),
        *_substance(facts),
        *_contradiction(facts),
        *_copied(facts),
        *_photos(facts),
    ]
    return tuple(sorted(found, key=lambda each: each.severity is not Severity.STOP))


def personal_findings(facts: ReportFacts) -> Iterator[Finding]:
    """Personal data in the text for the citizen, one finding for each sentence."""
    text = facts.reply_draft
    spans = personal_data(text, names=facts.names, phones=facts.phones)
    seen: set[tuple[int, int]] = set()
    for span in spans:
        start, end = sentence_around(text, span.start, span.end)
        if (start, end) in seen:
            continue
        seen.add((start, end))
        inside = [each for each in spans if start <= each.start < end]
        what = "、".join(dict.fromkeys(each.what.value.strip("[]") for each in inside))
        yield Finding(
            code=FindingCode.PERSONAL_DATA,
            severity=Severity.STOP,
            where=Where.REPLY_DRAFT,
            quote=shortened(blanked(text, spans, start=start, end=end)),
            start=span.start,
            end=span.end,
            advice=f"给群众的答复里有{what}，请删去或改写这一句；需要留联系方式的，请写“请拨打12345”。",
        )


def _contact(facts: ReportFacts) -> Iterator[Finding]:
    if facts.contacted_at or not facts.contactable or wording.tells_of_contact(facts.report):
        return
    yield Finding(
        code=FindingCode.NOT_CONTACTED,
        where=Where.REPORT,
        advice="没有联系诉求人的记录，请先与诉求人联系并登记联系时间，再行反馈。",
    )


def _substance(facts: ReportFacts) -> Iterator[Finding]:
    both = f"{facts.report}\n{facts.reply_draft}"
    acts = wording.acts_in(facts.report)
    explained = facts.explains and wording.BASIS.search(both) is not None
    phrases = wording.phrases_in(facts.report)
    if not acts and not explained and wording.says_nothing_else(facts.report):
        yield _empty(facts, phrases)
        return
    yield from _points(facts, both)
    if facts.explains:
        if not explained and not acts and not wording.PROOF.search(facts.report):
            yield _missing(
                FindingCode.NO_EVIDENCE, "没有写明答复的依据，请补充政策名称、文号或条款。"
            )
        return
    if not acts and not wording.acts_in(facts.reply_draft) and not wording.RULE.search(both):
        yield _missing(
            FindingCode.NO_ACT,
            "只写了情况，没有写采取了什么措施，请写明做了什么、由谁做的、结果如何。",
        )
    if not wording.DAY.search(facts.report):
        yield _missing(FindingCode.NO_DATE, "没有写办理日期，请写明哪一天做了什么。")
    if not (facts.papers or facts.photos or wording.PROOF.search(facts.report)):
        yield _missing(
            FindingCode.NO_EVIDENCE, "没有办理依据，请附现场照片，或写明笔录、票据、文书等依据。"
        )


def _empty(facts: ReportFacts, phrases: list[tuple[int, int]]) -> Finding:
    start, end = sentence_around(facts.report, *phrases[0])
    return Finding(
        code=FindingCode.EMPTY_PHRASES,
        where=Where.REPORT,
        quote=shortened(facts.report[start:end]),
        start=start,
        end=end,
        advice="只有表态，没有办理内容，请写明哪一天、做了什么、结果如何；尚未办好的，请写原因和完成时间。",
    )


def _missing(code: FindingCode, advice: str) -> Finding:
    return Finding(code=code, where=Where.REPORT, advice=advice)


def _points(facts: ReportFacts, both: str) -> Iterator[Finding]:
    for point in unanswered(facts.request, both):
        quote = facts.request[point.start : point.end].strip(" ，,。；;、：:\n")
        yield Finding(
            code=FindingCode.POINT_UNANSWERED,
            where=Where.REQUEST,
            quote=shortened(quote),
            start=point.start,
            end=point.end,
            advice=f"诉求中的“{shortened(quote)}”没有答复，请逐项写明办理结果或不能办理的原因。",
        )


def _contradiction(facts: ReportFacts) -> Iterator[Finding]:
    inside, outside = last_statement(facts.report), last_statement(facts.reply_draft)
    if inside is None or inside.settled or outside is None or not outside.settled:
        return
    if says_open(facts.reply_draft):
        return
    start, end = sentence_around(facts.reply_draft, outside.start, outside.end)
    told = facts.report[slice(*sentence_around(facts.report, inside.start, inside.end))]
    yield Finding(
        code=FindingCode.CONTRADICTION,
        where=Where.REPLY_DRAFT,
        quote=shortened(facts.reply_draft[start:end]),
        start=start,
        end=end,
        advice=f"办理情况写的是“{shortened(told)}”，答复却说已办好，请如实答复并写明原因和下一步时间。",
    )


def _copied(facts: ReportFacts) -> Iterator[Finding]:
    if facts.explains:  # the same question may have the same answer
        return
    number, alike = copying.most_similar(
        facts.reply_draft, ((each.number, each.text) for each in facts.earlier)
    )
    if alike >= copying.SIMILAR:
        yield Finding(
            code=FindingCode.COPIED_REPLY,
            where=Where.REPLY_DRAFT,
            quote=shortened(facts.reply_draft),
            start=0,
            end=len(facts.reply_draft),
            number=number,
            advice=f"与工单 {number} 的答复有 {alike:.0%} 相同，请按本件的实际情况重写。",
        )


def _photos(facts: ReportFacts) -> Iterator[Finding]:
    for photo in facts.photos:
        taken, given = photo.taken_at, facts.dispatched_at
        if taken is not None and given is not None and taken < given:
            yield Finding(
                code=FindingCode.PHOTO_BEFORE_DISPATCH,
                where=Where.ATTACHMENT,
                quote=photo.name,
                attachment_id=photo.attachment_id,
                advice=f"照片拍摄于 {taken.astimezone(LOCAL):%Y-%m-%d %H:%M}，早于派单时间，"
                "请换用办理后的照片。",
            )
        if photo.used_on:
            yield Finding(
                code=FindingCode.PHOTO_USED_BEFORE,
                where=Where.ATTACHMENT,
                quote=photo.name,
                attachment_id=photo.attachment_id,
                number=photo.used_on,
                advice=f"这张照片已用于工单（{photo.used_on}），请上传本件的照片。",
            )
