"""What lists of tickets need of their replies, each in a fixed number of queries a request."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from api.core.batching import Loader
from messages.models import Delivery
from replies.models import Answer, ReplyDraft
from replies.selectors import answers_of, drafts_of


class AnswersByTicket(Loader[UUID, list[Answer]]):
    def fetch(self, keys: Sequence[UUID]) -> Mapping[UUID, list[Answer]]:
        return answers_of(keys)


class DraftByTicket(Loader[UUID, ReplyDraft]):
    def fetch(self, keys: Sequence[UUID]) -> Mapping[UUID, ReplyDraft]:
        return drafts_of(keys)


class DeliveryByMessage(Loader[UUID, Delivery]):
    def fetch(self, keys: Sequence[UUID]) -> Mapping[UUID, Delivery]:
        return {row.message_id: row for row in Delivery.objects.filter(message_id__in=keys)}
