from django.db import migrations, models

# An old title stands in one language: that in which whoever began the work reads.
TAKE_OVER = """
    UPDATE common_job SET titles = jsonb_build_object(accounts_user.language, common_job.title)
    FROM accounts_user WHERE accounts_user.id = common_job.by_id
"""


class Migration(migrations.Migration):

    dependencies = [
        ('common', '0003_calendar_and_numbering'),
    ]

    operations = [
        migrations.AddField('job', 'titles', models.JSONField(default=dict, verbose_name='work')),
        migrations.RunSQL(TAKE_OVER, migrations.RunSQL.noop),
        migrations.RemoveField('job', 'title'),
        migrations.RenameField('job', 'titles', 'title'),
    ]
