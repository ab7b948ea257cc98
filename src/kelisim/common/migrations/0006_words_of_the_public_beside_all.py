import django.contrib.postgres.indexes
import django.contrib.postgres.search
from django.db import migrations, models

# What the public finds a record by stood in a row of its own, and goes beside the other words.
JOIN = """
UPDATE common_searchentry AS whole SET shown = part.folded FROM common_searchentry AS part
WHERE whole.is_whole AND NOT part.is_whole AND (part.kind, part.record_id) = (whole.kind, whole.record_id);
DELETE FROM common_searchentry WHERE NOT is_whole;
"""


class Migration(migrations.Migration):
    dependencies = [("common", "0005_words_of_the_public")]

    operations = [
        migrations.AddField(
            model_name="searchentry", name="shown", field=models.TextField(blank=True, db_default="")
        ),
        migrations.RunSQL(JOIN, migrations.RunSQL.noop),
        migrations.RemoveConstraint(model_name="searchentry", name="search_entry_once"),
        migrations.RemoveField(model_name="searchentry", name="is_whole"),
        migrations.AddConstraint(
            model_name="searchentry",
            constraint=models.UniqueConstraint(fields=("kind", "record_id"), name="search_entry_once"),
        ),
        migrations.AddField(
            model_name="searchentry",
            name="shown_words",
            field=models.GeneratedField(
                db_persist=True,
                expression=django.contrib.postgres.search.SearchVector("shown", config="simple"),
                output_field=django.contrib.postgres.search.SearchVectorField(),
            ),
        ),
        migrations.AddIndex(
            model_name="searchentry",
            index=django.contrib.postgres.indexes.GinIndex(
                condition=models.Q(("shown", ""), _negated=True), fields=["shown_words"], name="search_entry_shown"
            ),
        ),
    ]
