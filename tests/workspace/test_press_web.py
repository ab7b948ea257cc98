"""A page or a feed is named in the workspace; a worker fetches it and tells what came of it."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from kelisim.accounts.models import Role
from kelisim.common.models import Job, JobState
from kelisim.press.models import Article, ArticleAddress, Claim, Feed
from kelisim.workspace.tasks import look_at_feeds
from tests.factories import make_area, make_feed, make_indicator, make_office, make_user
from tests.site import fixture_of_site  # noqa: F401  # a fixture

pytestmark = pytest.mark.django_db
ADDRESS = "/en/workspace/press/address/"
WORDS = "Түркістан облысында 2025 жылы {} жоба іске қосылды. Бұл туралы өңірлік коммуникациялар қызметінде айтылды."


def page(number, day="2025-12-22"):
    stated = f'<meta property="article:published_time" content="{day}">' if day else ""
    head = f'<title>Жобалар {number}</title><meta property="og:site_name" content="Жаңалық">{stated}'
    return (
        200,
        {},
        f"<!DOCTYPE html><html><head>{head}</head><body><article><h1>Жобалар {number}</h1>"
        f"<p>{WORDS.format(number)}</p></article></body></html>".encode(),
    )


def feed_of(root, *entries):
    items = "".join(
        f"<item><title>Жобалар {path}</title><link>{root}{path}?utm_source=rss</link>"
        f"<pubDate>{day:%a, %d %b %Y %H:%M:%S} +0000</pubDate></item>"
        for path, day in entries
    )
    body = f'<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>Жаңалықтар</title>{items}</channel></rss>'
    return 200, {"Content-Type": "application/rss+xml", "ETag": '"v1"'}, body.encode()


@pytest.fixture
def ground():
    make_area()
    make_indicator("project_count")


def send(client, url, **facts):
    return client.post(ADDRESS, {"office": "turkistan", "url": url, **facts})


def lines():
    return [(line["name"], line["words"]) for line in Job.objects.latest("pk").outcome["lines"]]


def test_page_becomes_an_article_with_its_day_title_and_publisher(as_user, ground, site):
    site.pages["/n/1"] = page(34)
    client = as_user(make_user())
    answer = send(client, f"{site.root}/n/1?utm_source=x#top")
    assert answer.url.endswith(f"/jobs/{Job.objects.get().public_id}/")
    article = Article.objects.get()
    assert (article.title, str(article.day), article.publisher) == ("Жобалар 34", "2025-12-22", "Жаңалық")
    assert (article.url, article.is_published, Claim.objects.get().value) == (f"{site.root}/n/1", False, 34)
    assert lines() == [(f"{site.root}/n/1", "New: 1 claim.")]


def test_page_that_changed_is_a_new_version_and_a_copy_of_it_another_address(as_user, ground, site):
    client = as_user(make_user())
    site.pages["/n/1"] = site.pages["/copy"] = page(34)
    for path in ("/n/1", "/n/1", "/copy"):
        send(client, f"{site.root}{path}")
    site.pages["/n/1"] = page(41)
    send(client, f"{site.root}/n/1")
    told = [job.outcome["lines"][0]["words"] for job in Job.objects.order_by("pk")]
    assert told == [
        "New: 1 claim.",
        "Here already; nothing was added.",
        "Here already; this address was added to it.",
        "New version: 1 claim.",
    ]
    article = Article.objects.get()
    assert sorted(article.addresses.values_list("url", flat=True)) == [f"{site.root}/copy", f"{site.root}/n/1"]


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        ((200, {}, b""), "Refused: This file is empty."),
        ((200, {}, b"<html><body></body></html>"), "Refused: This file holds no text."),
        (
            (200, {"Content-Type": "text/plain"}, "Облыста 34".encode("cp1251")),
            "Refused: This file is no text in UTF-8.",
        ),
        ((200, {"Content-Type": "text/plain"}, b"\x89PNG\x00\x01"), "Refused: This is no text, page, Word file"),
        ((200, {"Content-Type": "application/pdf"}, b"%PDF-1.7 nothing"), "Refused: This file is damaged"),
        (page(34, day=""), "New: 1 claim. The day of publication is not known"),
    ],
)
def test_what_a_page_lacks_is_said(as_user, ground, site, answer, words):
    site.pages["/n/1"] = answer
    send(as_user(make_user()), f"{site.root}/n/1")
    assert lines()[0][1].startswith(words)


@pytest.mark.parametrize(
    ("language", "answer", "words"),
    [
        ("en", (404, {}, b""), "The server answers 404 instead of a page."),
        ("en", (200, {"Content-Type": "image/png"}, b"\x89PNG"), "This is image/png. An article is a web page"),
        ("en", (200, {"Content-Length": str(50 * 1024 * 1024)}, b""), "The page is larger than 10 MB."),
        ("kk", (404, {}, b""), "Сервер беттің орнына 404 деп жауап береді."),
        ("kk", (200, {"Content-Length": str(50 * 1024 * 1024)}, b""), "Бет 10 МБ-тан үлкен."),
    ],
)
def test_what_is_not_fetched_is_said_in_the_language_of_who_asked(as_user, site, language, answer, words):
    site.pages["/n/1"] = answer
    send(as_user(make_user(language=language)), f"{site.root}/n/1")
    job = Job.objects.get()
    assert (job.state, Article.objects.count()) == (JobState.FAILED, 0)
    assert job.reason.startswith(words)


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("no address", "Write the whole address"),
        ("", "This field is required"),
        ("http://user:secret@news.example/", "with a name and a password"),
    ],
)
def test_address_that_cannot_be_fetched_is_refused_beside_the_field(as_user, url, words):
    answer = send(as_user(make_user()), url)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not Job.objects.exists()


def test_closed_network_is_not_fetched(as_user, site):
    send(as_user(make_user()), "http://inside.example/secret")
    assert Job.objects.get().reason.startswith("inside.example lies within a closed network")
    assert site.asked == []


def test_feed_named_as_an_address_gives_its_entries(as_user, ground, site):
    site.pages["/n/1"], site.pages["/n/2"] = page(34), page(41, day="")
    day = datetime(2025, 12, 21, 20, tzinfo=UTC)
    site.pages["/rss"] = feed_of(site.root, ("/n/1", day), ("/n/2", day), ("/gone", day))
    send(as_user(make_user()), f"{site.root}/rss")
    assert Job.objects.get().outcome["words"] == "2 new, 1 refused."
    assert [words.split(":")[0] for _name, words in lines()] == ["New", "New", "Refused"]
    assert [str(one.day) for one in Article.objects.order_by("title")] == ["2025-12-22", "2025-12-22"], (
        "where the page is silent the feed's moment counts, in the office's time"
    )
    assert ArticleAddress.objects.count() == 2


class TestFeeds:
    def look(self):
        look_at_feeds.func(0)
        return Job.objects.filter(kind="press.read_feed").order_by("pk").last()

    def test_feed_is_looked_at_when_it_is_due_and_new_entries_alone_are_fetched(self, as_user, ground, site):
        as_user(make_user())
        day = datetime(2025, 12, 22, tzinfo=UTC)
        site.pages["/n/1"], site.pages["/n/2"] = page(34), page(41)
        site.pages["/rss"] = feed_of(site.root, ("/n/1", day))
        feed = make_feed(url=f"{site.root}/rss", hours=6)
        assert self.look().outcome["words"] == "1 new."
        feed.refresh_from_db()
        assert feed.due_at > timezone.now() + timedelta(hours=5)
        assert (feed.etag, self.look().pk) == ('"v1"', feed.job_id)

        Feed.objects.update(due_at=timezone.now())
        site.pages["/rss"] = feed_of(site.root, ("/n/2", day), ("/n/1", day))
        assert self.look().outcome["words"] == "1 new, 1 here already."
        fetched = [path for path, _heads in site.asked if path.startswith("/n/1")]
        assert len(fetched) == 1
        Feed.objects.update(due_at=timezone.now())
        site.pages["/rss"] = (304, {}, b"")
        assert self.look().outcome["words"] == "Nothing has changed in the feed."

    def test_entry_that_changed_is_fetched_again(self, ground, site):
        site.pages["/n/1"] = page(34)
        site.pages["/rss"] = feed_of(site.root, ("/n/1", datetime(2025, 12, 22, tzinfo=UTC)))
        make_feed(url=f"{site.root}/rss")
        self.look()
        Feed.objects.update(due_at=timezone.now())
        site.pages["/n/1"] = page(41)
        later = timezone.now() + timedelta(minutes=1)
        atom = (
            '<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>N</title><entry><title>N</title>'
            f'<link href="{site.root}/n/1"/><updated>{later.isoformat()}</updated></entry></feed>'
        )
        site.pages["/rss"] = (200, {"Content-Type": "application/atom+xml"}, atom.encode())
        assert self.look().outcome["words"] == "1 new versions."

    @pytest.mark.parametrize(
        ("answer", "words"),
        [
            ((200, {"Content-Type": "application/rss+xml"}, b""), "Бұл жаңалықтар таспасы емес."),
            ((200, {"Content-Type": "text/html"}, b"<html><body>no feed</body></html>"), "Бұл жаңалықтар таспасы емес."),
            ((200, {"Content-Type": "text/xml"}, b"\x89PNG\x00\x01"), "Бұл жаңалықтар таспасы емес."),
            ((200, {"Content-Type": "text/xml"}, b"<?xml version='1.0'?><rss version='2.0'><channel><item><title>N</title></item></channel></rss>"), "Бұл таспада мекенжайы бар жазба жоқ."),
            ((200, {"Content-Length": str(50 * 1024 * 1024)}, b""), "Бет 10 МБ-тан үлкен."),
        ],
    )  # fmt: skip
    def test_what_is_no_feed_is_said_in_kazakh(self, site, answer, words):
        site.pages["/rss"] = answer
        make_feed(url=f"{site.root}/rss", keeper=make_user(language="kk"))
        assert self.look().reason.startswith(words)

    def test_feed_that_fails_says_why_and_is_tried_at_its_next_turn(self, as_user, site):
        site.pages["/rss"] = (200, {"Content-Type": "text/html"}, b"<html><body>no feed</body></html>")
        feed = make_feed(url=f"{site.root}/rss")
        assert self.look().reason == "This is no feed. Give the address of an RSS or Atom feed."
        feed.refresh_from_db()
        assert feed.due_at > timezone.now()
        text = as_user(make_user()).get("/en/workspace/press/feeds/").text
        assert "This is no feed." in text

    def test_paused_archived_and_not_due_are_left_alone(self, site):
        make_feed(is_paused=True)
        make_feed(archived_at=timezone.now())
        make_feed(due_at=timezone.now() + timedelta(hours=1))
        assert self.look() is None

    def test_feed_of_somebody_who_left_waits_for_another_keeper(self, as_user, ground, site):
        keeper = make_user(name="Asel")
        feed = make_feed(url=f"{site.root}/rss", keeper=keeper)
        keeper.is_active = False
        keeper.save()
        assert self.look() is None
        feed.refresh_from_db()
        assert feed.is_paused
        officer = make_user()
        client, here = as_user(officer), f"/en/workspace/press/feeds/{feed.public_id}/"
        assert "Asel may no longer take in articles here" in client.get(here).text
        facts = {"name": "Taken over", "url": feed.url, "hours": 24, "version": feed.version}
        client.post(f"{here}edit/", facts)
        client.post(f"{here}resume_feed/")
        feed.refresh_from_db()
        assert (feed.keeper, feed.is_paused, feed.name) == (officer, False, "Taken over")

    def test_feed_is_added_paused_and_looked_at_by_hand(self, as_user, ground, site):
        site.pages["/n/1"] = page(34)
        site.pages["/rss"] = feed_of(site.root, ("/n/1", datetime(2025, 12, 22, tzinfo=UTC)))
        client = as_user(make_user())
        facts = {"office": "turkistan", "name": "News", "url": f"{site.root}/rss", "hours": 1}
        answer = client.post("/en/workspace/press/feeds/new/", facts)
        here = answer.url
        client.post(f"{here}read_feed/")
        assert "1 new." in client.get(here).text
        client.post(f"{here}pause_feed/")
        assert Feed.objects.get().is_paused
        again = client.post("/en/workspace/press/feeds/new/", facts)
        assert (again.status_code, "is at this address already" in again.text) == (422, True)

    def test_another_office_knows_nothing_of_it(self, as_user):
        feed = make_feed()
        here = f"/en/workspace/press/feeds/{feed.public_id}/"
        assert as_user(make_user(office=make_office("aktobe"))).get(here).status_code == 404
        assert as_user(make_user(Role.ANALYST)).post(f"{here}pause_feed/").status_code == 403
