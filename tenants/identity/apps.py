from django.apps import AppConfig


class IdentityConfig(AppConfig):
    name = "identity"
    verbose_name = "诉求人身份"

    def ready(self) -> None:
        # It lends tickets to investigators and says when a release can be offered.
        from identity import offers  # noqa: F401
