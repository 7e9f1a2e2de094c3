from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('callers', '0001_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='caller',
            name='name_index',
            field=models.CharField(blank=True, db_index=True, default='', max_length=64),
        ),
        # For the release before, which goes on inserting without it. Not as the model's
        # `db_default`: Django would ask for the value back, and custody may not read callers.
        migrations.RunSQL(
            "ALTER TABLE callers_caller ALTER COLUMN name_index SET DEFAULT ''",
            "ALTER TABLE callers_caller ALTER COLUMN name_index DROP DEFAULT",
        ),
    ]
