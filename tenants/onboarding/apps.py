from django.apps import AppConfig


class OnboardingConfig(AppConfig):
    name = "onboarding"
    verbose_name = "上线与组织调整"

    def ready(self) -> None:
        from onboarding.kinds.open_tickets import OpenTicketsKind
        from onboarding.kinds.people import PeopleKind
        from onboarding.kinds.units import UnitsKind
        from spreadsheets.kinds import register_kind

        register_kind(UnitsKind())
        register_kind(PeopleKind())
        register_kind(OpenTicketsKind())
