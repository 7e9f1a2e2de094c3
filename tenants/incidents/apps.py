from django.apps import AppConfig


class IncidentsConfig(AppConfig):
    name = "incidents"
    verbose_name = "突发事件卡"

    def ready(self) -> None:
        from incidents.facts import IncidentAnswered
        from incidents.telling import tell_callers
        from outbox.handlers import subscribe

        subscribe(IncidentAnswered.topic, tell_callers)
