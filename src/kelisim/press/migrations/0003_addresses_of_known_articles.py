"""Each article that is here keeps the address that it has as a row."""

from django.db import migrations


def keep_addresses(apps, schema_editor):
    Article, ArticleAddress = apps.get_model("press", "Article"), apps.get_model("press", "ArticleAddress")
    rows = Article.objects.exclude(url="").values_list("pk", "office_id", "url", "archived_at", "archived_by_id")
    for pk, office, url, archived_at, archived_by in rows.iterator():
        ArticleAddress.objects.create(
            article_id=pk, office_id=office, url=url, archived_at=archived_at, archived_by_id=archived_by
        )


class Migration(migrations.Migration):
    dependencies = [("press", "0002_addresses_feeds_versions")]
    operations = [migrations.RunPython(keep_addresses, migrations.RunPython.noop)]
