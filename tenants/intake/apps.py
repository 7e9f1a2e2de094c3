from django.apps import AppConfig


class IntakeConfig(AppConfig):
    name = "intake"
    verbose_name = "接听受理"

    def ready(self) -> None:
        from hierarchy.facts import UnitSucceeded
        from intake.leaving import DRAFTS, carry_drafts_over
        from outbox.handlers import subscribe
        from people.handovers import register_handover

        register_handover(DRAFTS)
        subscribe(UnitSucceeded.topic, carry_drafts_over)
