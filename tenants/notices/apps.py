from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "notices"
    verbose_name = "通知"

    def ready(self) -> None:
        from notices.handlers import announce, kind_of_handoff
        from notices.kinds import NoticeKind
        from tickets.facts import CaseHandedOver, GivenWithoutPerson

        announce(CaseHandedOver, kind_of_handoff)
        announce(GivenWithoutPerson, NoticeKind.WITHOUT_PERSON)
