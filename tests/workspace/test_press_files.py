"""Several files become a job; its page tells what came of each."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from kelisim.accounts.models import Role
from kelisim.common.models import File, Job
from kelisim.press.models import Article
from tests.factories import make_area, make_indicator, make_user

pytestmark = pytest.mark.django_db
FILES = "/en/workspace/press/files/"
TEXT = "Түркістан облысында 2025 жылы 34 жоба іске қосылды."


@pytest.fixture
def ground(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    make_area()
    make_indicator("project_count")


def upload(name, content):
    return SimpleUploadedFile(name, content if isinstance(content, bytes) else content.encode())


def send(client, *files, **facts):
    return client.post(FILES, {"office": "turkistan", "files": list(files), **facts})


def test_files_become_a_job_with_a_line_for_each(as_user, ground):
    client = as_user(make_user())
    files = [
        upload("a.txt", TEXT),
        upload("again.txt", TEXT + "\n"),
        upload("empty.txt", b""),
        upload("old.txt", TEXT.encode("cp1251", "replace")),
        upload("page.html", "<html><body></body></html>"),
        upload("picture.png", b"\x89PNG\r\n\x1a\n\x00\x00"),
        upload("large.txt", b"a" * (50 * 1024 * 1024)),
    ]
    job = Job.objects.get(public_id=send(client, *files).url.split("/")[-2])
    assert (job.title["en"], job.done, job.total) == ("Take in 7 files", 7, 7)
    assert job.outcome["words"] == "1 new, 1 here already, 5 refused."
    assert [(line["name"], line["words"].split(".")[0], line["is_fault"]) for line in job.outcome["lines"]] == [
        ("a.txt", "New: 1 claim", False),
        ("again.txt", "Here already; nothing was added", False),
        ("empty.txt", "Refused: This file is empty", True),
        ("old.txt", "Refused: This file is no text in UTF-8", True),
        ("page.html", "Refused: This file holds no text", True),
        ("picture.png", "Refused: This is no text, page, Word file, PDF or letter", True),
        ("large.txt", "Refused: This file is larger than 20 MB", True),
    ]
    article = Article.objects.get()
    assert job.outcome["href"] == f"/en/workspace/press/{article.public_id}/"
    assert not article.is_published
    page = client.get(f"/en/workspace/jobs/{job.public_id}/").content.decode()
    assert "Refused: This file is empty." in page
    kazakh = client.get(f"/kk/workspace/jobs/{job.public_id}/").content.decode()
    assert "<h1>7 файлды қабылдау</h1>" in kazakh
    assert '<tr lang="en"><th scope="row">a.txt</th>' in kazakh or '<tr lang="en"><th scope="row"><a' in kazakh
    assert client.get(job.outcome["href"]).status_code == 200


def test_what_was_refused_is_told_in_the_language_of_who_asked(as_user, ground):
    client = as_user(make_user(language="kk"))
    send(
        client,
        upload("empty.txt", b""),
        upload("old.txt", TEXT.encode("cp1251", "replace")),
        upload("page.html", "<html><body></body></html>"),
        upload("picture.png", b"\x89PNG\r\n\x1a\n\x00\x00"),
        upload("large.txt", b"a" * (50 * 1024 * 1024)),
        upload("no date.txt", TEXT),
    )
    words = [line["words"] for line in Job.objects.get().outcome["lines"]]
    assert [one.split(":")[0] for one in words] == ["Қабылданбады"] * 5 + ["Жаңа"]
    for one, told in zip(words, ("бос", "UTF-8", "мәтін жоқ", "мәтін", "20 МБ", "Жарияланған күні"), strict=True):
        assert told in one, one
    english = {"this", "file", "refused", "the", "new", "claim", "day"}
    assert not english & set(" ".join(words).lower().replace(".", " ").split())


def test_folder_is_taken_as_a_whole(as_user, ground):
    client = as_user(make_user())
    client.post(FILES, {"office": "turkistan", "folder": [upload("a.txt", TEXT), upload("b.txt", TEXT + " Иә.")]})
    assert Article.objects.count() == 2
    assert File.objects.count() == 2


@pytest.mark.parametrize(
    ("limit", "files", "words"),
    [
        (200, [], "Choose files or a folder."),
        (0, [upload("a.txt", TEXT)], "Together these files have 1 MB; at most 0 MB go at a time."),
    ],
)
def test_what_cannot_become_a_job_is_refused_beside_the_field(as_user, ground, settings, limit, files, words):
    settings.KELISIM_BATCH_LIMIT = limit * 1024 * 1024
    answer = send(as_user(make_user()), *files)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not Job.objects.exists()


def test_full_disk_is_one_clear_sentence(as_user, ground, monkeypatch):
    def full(*parts, **facts):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("kelisim.common.files.tempfile.NamedTemporaryFile", full)
    answer = send(as_user(make_user()), upload("a.txt", TEXT))
    assert answer.status_code == 422
    assert "The files could not be kept: No space left on device." in answer.content.decode()


def test_more_articles_than_go_at_a_time_are_refused_before_the_first(as_user, ground, monkeypatch):
    monkeypatch.setattr("kelisim.workspace.works.press.MOST_ARTICLES", 1)
    send(as_user(make_user()), upload("a.txt", TEXT), upload("b.txt", TEXT + " Иә."))
    assert Job.objects.get().reason.startswith("These are 2 articles; at most 1 are taken in at a time.")
    assert not Article.objects.exists()


def test_only_those_who_keep_articles_upload(as_user):
    for role in (Role.ANALYST, Role.AGENCY, Role.INVESTOR):
        assert as_user(make_user(role)).get(FILES).status_code == 403
