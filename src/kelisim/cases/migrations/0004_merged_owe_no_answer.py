from django.db import migrations


def forget(apps, schema_editor):
    """A case that went into another one owes no answer of its own."""
    apps.get_model("cases", "Case").objects.filter(state="merged", due__isnull=False).update(due=None)


class Migration(migrations.Migration):

    dependencies = [("cases", "0003_indexes_of_work")]

    operations = [migrations.RunPython(forget, migrations.RunPython.noop)]
