"""Composing a message from a template, and checking that a template can be one."""

from string import Formatter

from kernel.errors import DomainError
from kernel.text import clean_line
from messages.defaults import DEFAULTS, Purpose
from messages.errors import MessageError
from messages.models import MessageTemplate

# What providers split into at most fifteen parts.
TEXT_LIMIT = 1_000
# Stands in the text for the query code, which is filled in at sending and shown to nobody.
CODE = "⟦查询码⟧"


def compose(purpose: Purpose, *, secret: bool, number: str, **values: str) -> str:
    """The text of a message in the current workspace; works under the custody role too.

    About a `secret` ticket it is the neutral one, whatever the purpose. The query code is left
    open: it goes to `queue_message` apart.
    """
    chosen = Purpose.NEUTRAL if secret else purpose
    known = {} if secret else {name: said.replace(CODE, "") for name, said in values.items()}
    return template_text(chosen).format(number=number, code=CODE, **known)


def template_text(purpose: Purpose) -> str:
    """What a purpose says now in the current workspace."""
    newest = MessageTemplate.objects.filter(purpose=purpose).order_by("-valid_from", "-id").first()
    return newest.text if newest else DEFAULTS[purpose].text


def checked_template(purpose: Purpose, text: str) -> str:
    """The template, trimmed; raises with the field `text` if it cannot be filled in."""
    text = clean_line(text, field="text", limit=TEXT_LIMIT)
    named = _placeholders(text)
    default = DEFAULTS[purpose]
    if stray := sorted(named - default.placeholders):
        raise DomainError(
            MessageError.PLACEHOLDER_UNKNOWN,
            f"“{default.label}”模板没有占位符 {{{stray[0]}}}，"
            f"可用：{'、'.join(f'{{{name}}}' for name in sorted(default.placeholders))}",
            field="text",
        )
    if missing := sorted(default.required - named):
        raise DomainError(
            MessageError.PLACEHOLDER_MISSING,
            f"“{default.label}”模板缺少占位符 {{{missing[0]}}}，请补上",
            field="text",
        )
    return text


def _placeholders(text: str) -> set[str]:
    """The names in braces. Nothing else of Python's format language is allowed."""
    try:
        parts = list(Formatter().parse(text))
    except ValueError:
        raise _malformed() from None
    named = set()
    for _, name, spec, conversion in parts:
        if name is None:
            continue
        if spec or conversion or not name.isidentifier():
            raise _malformed()
        named.add(name)
    return named


def _malformed() -> DomainError:
    return DomainError(
        MessageError.TEMPLATE_MALFORMED,
        "模板格式不正确：占位符写作 {number}，大括号须成对出现",
        field="text",
    )
