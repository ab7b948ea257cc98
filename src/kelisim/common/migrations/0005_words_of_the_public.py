from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("common", "0004_title_of_long_work_in_each_language")]

    operations = [
        migrations.AddField(
            model_name="searchentry",
            name="is_whole",
            field=models.BooleanField(default=True),
        ),
        migrations.RemoveConstraint(model_name="searchentry", name="search_entry_once"),
        migrations.AddConstraint(
            model_name="searchentry",
            constraint=models.UniqueConstraint(
                fields=("kind", "record_id", "is_whole"), name="search_entry_once"
            ),
        ),
    ]
