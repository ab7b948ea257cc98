from django.db import migrations


def join(apps, schema_editor):
    """A table whose room was written in words stands in the room of the event that is called so."""
    tables = apps.get_model("events", "MeetingTable").objects
    for room in apps.get_model("events", "Room").objects.filter(archived_at__isnull=True):
        tables.filter(event=room.event_id, hall=None, room__iexact=room.name).update(hall=room, room=room.name)


class Migration(migrations.Migration):

    dependencies = [("events", "0005_tables_in_rooms")]

    operations = [migrations.RunPython(join, migrations.RunPython.noop)]
