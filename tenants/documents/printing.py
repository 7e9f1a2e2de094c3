"""A document as a web page to print: A4, laid out after GB/T 9704. Pure."""

from collections.abc import Iterable

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from documents.sheet import Sheet

# Margins, the 28-character line, 三号 (16 pt) and 28.95 pt lines are those of the standard.
STYLE = """
@page { size: A4; margin: 37mm 26mm 35mm 28mm; }
* { box-sizing: border-box; }
body { margin: 0; background: #e9eaec; color: #000;
  font: 16pt/28.95pt FangSong, STFangsong, "Noto Serif CJK SC", "Songti SC", serif; }
main { width: 210mm; min-height: 297mm; margin: 8mm auto; padding: 37mm 26mm 35mm 28mm;
  background: #fff; }
.head { margin: 0; text-align: center; font: 700 30pt/1.4 "FZXiaoBiaoSong-B05S", SimSun, serif; }
.red .head { color: #d7000f; letter-spacing: .08em; }
.number { margin: 22pt 0 0; text-align: center; }
.rule { margin: 4mm 0 0; border: 0; border-top: 2.25pt solid #d7000f; }
h1 { margin: 58pt 0 29pt; text-align: center; font: 400 22pt/1.4 "FZXiaoBiaoSong-B05S", SimSun,
  serif; }
.notice h1, .letter h1 { margin-top: 29pt; }
p { margin: 0; text-align: justify; overflow-wrap: anywhere; white-space: pre-line; }
.to { font-weight: 400; }
.line, .closing { text-indent: 2em; }
.label { font-family: SimHei, "Noto Sans CJK SC", sans-serif; }
.attachments { margin-top: 29pt; padding-left: 2em; }
.end { margin-top: 58pt; text-align: right; padding-right: 4em; break-inside: avoid; }
.seal { display: inline-block; width: 42mm; height: 42mm; margin-bottom: -30mm;
  border: .5pt dashed #bbb; border-radius: 50%; color: #bbb; font-size: 10pt; line-height: 42mm;
  text-align: center; }
.imprint { margin-top: 29pt; border-top: .75pt solid #000; border-bottom: .75pt solid #000;
  font-size: 14pt; padding: 2pt 1em; break-inside: avoid; }
.slip { margin-top: 29pt; border-top: 1pt dashed #000; padding-top: 8pt; break-inside: avoid; }
.slip p { line-height: 2.2; }
@media print { body { background: none; } main { margin: 0; padding: 0; width: auto; }
  .seal { border-color: transparent; color: transparent; } }
"""


def printed(sheet: Sheet) -> str:
    """The whole page. Everything in it comes from the frozen sheet, escaped."""
    return format_html(
        '<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>{} {}</title>'
        '<style>{}</style></head><body><main class="{}">{}{}{}{}{}</main></body></html>',
        sheet.number,
        sheet.title,
        mark_safe(STYLE),  # noqa: S308 - our own
        "red" if sheet.is_red else sheet.layout,
        _head(sheet),
        _body(sheet),
        _end(sheet),
        _imprint(sheet),
        _slip(sheet) if sheet.has_receipt_slip else "",
    )


def _head(sheet: Sheet) -> SafeString:
    return format_html(
        '<p class="head">{}</p><p class="number">{}</p>{}<h1>{}</h1>',
        f"{sheet.head}文件" if sheet.is_red else sheet.head,
        sheet.number,
        mark_safe('<hr class="rule">') if sheet.is_red else "",
        sheet.title,
    )


def _body(sheet: Sheet) -> SafeString:
    to = format_html('<p class="to">{}：</p>', "、".join(sheet.addressees))
    lines = format_html_join(
        "", '<p class="line"><span class="label">{}：</span>{}</p>', sheet.lines
    )
    attachments = format_html(
        '<div class="attachments">{}</div>',
        _paragraphs("", (f"附件{n}：{name}" for n, name in enumerate(sheet.attachments, 1))),
    )
    return format_html(
        "{}{}{}{}",
        to if sheet.addressees else "",
        lines,
        _paragraphs("closing", sheet.closing),
        attachments if sheet.attachments else "",
    )


def _end(sheet: Sheet) -> SafeString:
    return format_html(
        '<div class="end"><span class="seal">印章处</span>'
        "<p>签发人：{}</p><p>{}</p><p>{}</p></div>",
        sheet.issued_by,
        sheet.signature,
        sheet.date,
    )


def _imprint(sheet: Sheet) -> SafeString:
    said = [f"抄送：{'，'.join(sheet.copies)}"] if sheet.copies else []
    said += [sheet.contact] if sheet.contact else []
    if not said:
        return SafeString("")
    return format_html('<div class="imprint">{}</div>', _paragraphs("", said))


def _slip(sheet: Sheet) -> SafeString:
    return format_html(
        '<div class="slip"><p>签收回执　文号：{}</p>'
        "<p>签收单位（盖章）：＿＿＿＿＿＿＿＿　签收人：＿＿＿＿＿＿</p>"
        "<p>签收时间：＿＿＿＿年＿＿月＿＿日＿＿时＿＿分</p></div>",
        sheet.number,
    )


def _paragraphs(name: str, texts: Iterable[str]) -> SafeString:
    return format_html_join("", '<p class="{}">{}</p>', ((name, text) for text in texts))
