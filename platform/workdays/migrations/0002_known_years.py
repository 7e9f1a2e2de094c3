"""The years up to 2026, from the package; later years come by their notices."""

from typing import Any

from django.db import migrations

from workdays.published import SOURCE, package_years, table_from_package

LAST_YEAR = 2026


def add_known_years(apps: Any, schema_editor: Any) -> None:
    calendar_year = apps.get_model("workdays", "CalendarYear")
    years = [year for year in package_years() if year <= LAST_YEAR]
    for seq, year in enumerate(years, start=1):
        table = table_from_package(year)
        calendar_year.objects.create(
            seq=seq,
            year=year,
            revision=1,
            version=f"{year}.1",
            source=SOURCE,
            days_off=[day.isoformat() for day in sorted(table.days_off)],
            make_up_days=[day.isoformat() for day in sorted(table.make_up_days)],
        )


class Migration(migrations.Migration):
    dependencies = [("workdays", "0001_initial")]

    operations = [migrations.RunPython(add_known_years, migrations.RunPython.noop)]
