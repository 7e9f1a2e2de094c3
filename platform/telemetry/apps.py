from django.apps import AppConfig


class TelemetryConfig(AppConfig):
    name = "telemetry"
    verbose_name = "运行监测"

    def ready(self) -> None:
        from telemetry import logs, reports

        logs.configure()
        reports.initialise()
