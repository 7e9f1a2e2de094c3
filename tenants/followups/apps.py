from django.apps import AppConfig


class FollowupsConfig(AppConfig):
    name = "followups"
    verbose_name = "回访"

    def ready(self) -> None:
        from followups import offers  # noqa: F401 - registers itself
        from followups.services.planning import seed_follow_up_plan
        from tenancy.provisioning import after_ready

        after_ready(seed_follow_up_plan)
