"""The command that stores articles from files."""

import pytest
from django.core.management import CommandError, call_command

from kelisim.press.models import Article, Claim
from tests.factories import make_area, make_office, make_user

pytestmark = pytest.mark.django_db
TEXT = "date 2025-12-22\nТүркістан облысында 34 жоба іске қосылды."


def run(capsys, *files, **options):
    by = make_user()
    call_command("read_article", *map(str, files), office="turkistan", by=by.email, **options)
    return capsys.readouterr().out


def test_read_article_stores_a_file_once(tmp_path, capsys):
    make_area()
    file = tmp_path / "a.txt"
    file.write_text(TEXT, encoding="utf-8")
    assert "1 claims" in run(capsys, file)
    assert "is here already" in run(capsys, file)
    assert (Article.objects.count(), Claim.objects.count()) == (1, 1)


def test_one_bad_file_does_not_stop_the_others(tmp_path, capsys):
    make_area()
    good, bad = tmp_path / "good.txt", tmp_path / "bad.txt"
    good.write_text(TEXT, encoding="utf-8")
    bad.write_bytes("34 жоба".encode("cp1251"))
    with pytest.raises(CommandError, match=r"1 of 3 files"):
        run(capsys, bad, good, good)
    assert "no text in UTF-8" in capsys.readouterr().err
    assert Article.objects.count() == 1


def test_unknown_office_is_told():
    make_office()
    with pytest.raises(CommandError, match="There is no office “nowhere”"):
        call_command("read_article", "a.txt", office="nowhere", by="x@example.org")
