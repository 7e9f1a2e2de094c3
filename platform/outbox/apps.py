from django.apps import AppConfig


class OutboxConfig(AppConfig):
    name = "outbox"
    verbose_name = "待发消息"

    def ready(self) -> None:
        from outbox.measuring import read_outbox
        from telemetry.metrics import read_at_scrape

        read_at_scrape("outbox", read_outbox)
