from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "notices"
    verbose_name = "通知"

    def ready(self) -> None:
        from notices.handlers import announce, kind_of_handoff
        from tickets.facts import CaseHandedOver

        announce(CaseHandedOver, kind_of_handoff)
