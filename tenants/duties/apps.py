from django.apps import AppConfig


class DutiesConfig(AppConfig):
    name = "duties"
    verbose_name = "值班与直通车"

    def ready(self) -> None:
        from duties import offers  # noqa: F401 - registers what is offered
        from duties.facts import DutyCalled, ExpressPassing, ExpressUnanswered, RosterMissing
        from duties.handlers import send_call
        from duties.services.rules import seed_rule
        from duties.workbook import DutyWorkbook
        from notices.handlers import announce
        from notices.kinds import NoticeKind
        from outbox.handlers import subscribe
        from spreadsheets.kinds import register_kind
        from tenancy.provisioning import after_ready

        announce(DutyCalled, NoticeKind.DUTY_CALLED)
        announce(ExpressPassing, NoticeKind.EXPRESS_PASSING)
        announce(RosterMissing, NoticeKind.ROSTER_MISSING)
        announce(ExpressUnanswered, NoticeKind.EXPRESS_UNANSWERED)
        subscribe(DutyCalled.topic, send_call)
        after_ready(seed_rule)
        register_kind(DutyWorkbook())
