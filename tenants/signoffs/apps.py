from django.apps import AppConfig


class SignoffsConfig(AppConfig):
    name = "signoffs"
    verbose_name = "审签与批示"

    def ready(self) -> None:
        from notices.handlers import announce
        from notices.kinds import NoticeKind
        from signoffs import gates
        from signoffs.facts import Instructed, SignOffAsked, SignOffDecided

        gates.register()
        announce(SignOffAsked, NoticeKind.SIGN_OFF)
        announce(SignOffDecided, NoticeKind.SIGNED_OFF)
        announce(Instructed, NoticeKind.INSTRUCTED)
