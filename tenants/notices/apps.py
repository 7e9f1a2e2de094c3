from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "notices"
    verbose_name = "通知"

    def ready(self) -> None:
        from notices.handlers import notify_unit
        from outbox.handlers import subscribe
        from tickets.facts import CaseHandedOver

        subscribe(CaseHandedOver.topic, notify_unit)
