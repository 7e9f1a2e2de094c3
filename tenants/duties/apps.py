from django.apps import AppConfig


class DutiesConfig(AppConfig):
    name = "duties"
    verbose_name = "值班与直通车"

    def ready(self) -> None:
        from duties import offers  # noqa: F401 - registers what is offered
        from duties.facts import DutyCalled, ExpressPassing, ExpressUnanswered, RosterMissing
        from duties.handlers import send_call
        from duties.leaving import CALLS, SHIFTS, carry_rosters_over
        from duties.services.rules import seed_rule
        from duties.workbook import DutyWorkbook
        from hierarchy.facts import UnitSucceeded
        from notices.handlers import announce
        from notices.kinds import NoticeKind
        from outbox.handlers import subscribe
        from people.handovers import register_handover
        from spreadsheets.kinds import register_kind
        from tenancy.provisioning import after_ready
        from tickets.succession import keep_by_unit

        announce(DutyCalled, NoticeKind.DUTY_CALLED)
        announce(ExpressPassing, NoticeKind.EXPRESS_PASSING)
        announce(RosterMissing, NoticeKind.ROSTER_MISSING)
        announce(ExpressUnanswered, NoticeKind.EXPRESS_UNANSWERED)
        subscribe(DutyCalled.topic, send_call)
        after_ready(seed_rule)
        register_kind(DutyWorkbook())
        register_handover(SHIFTS)
        keep_by_unit(CALLS)
        subscribe(UnitSucceeded.topic, carry_rosters_over)
