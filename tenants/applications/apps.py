from django.apps import AppConfig


class ApplicationsConfig(AppConfig):
    name = "applications"
    verbose_name = "申请与裁定"

    def ready(self) -> None:
        from applications import offers
        from applications.carrying import APPLICATIONS
        from applications.facts import ApplicationDecided, ApplicationMade
        from notices.handlers import announce
        from notices.kinds import NoticeKind
        from tickets.succession import keep_by_unit

        offers.register()
        keep_by_unit(APPLICATIONS)
        announce(ApplicationMade, lambda payload: NoticeKind(payload["kind"]))
        announce(ApplicationDecided, NoticeKind.DECIDED)
