from django.apps import AppConfig


class SignoffsConfig(AppConfig):
    name = "signoffs"
    verbose_name = "审签与批示"

    def ready(self) -> None:
        from hierarchy.facts import UnitSucceeded
        from notices.handlers import announce
        from notices.kinds import NoticeKind
        from outbox.handlers import subscribe
        from signoffs import gates
        from signoffs.carrying import SIGN_OFFS, carry_policy_over
        from signoffs.facts import Instructed, SignOffAsked, SignOffDecided
        from tickets.succession import keep_by_unit

        gates.register()
        keep_by_unit(SIGN_OFFS)
        subscribe(UnitSucceeded.topic, carry_policy_over)
        announce(SignOffAsked, NoticeKind.SIGN_OFF)
        announce(SignOffDecided, NoticeKind.SIGNED_OFF)
        announce(Instructed, NoticeKind.INSTRUCTED)
