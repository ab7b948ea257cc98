"""Components, forms and the base pages, as a template renders them."""

import re
from pathlib import Path
from types import SimpleNamespace

import pytest
from django import forms
from django.contrib.auth.models import AnonymousUser
from django.template import Context, Template
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils.translation import override
from django_cotton.compiler_regex import CottonCompiler

from kelisim.accounts.fields import Translated, TranslatedFormField
from kelisim.accounts.models import Role
from kelisim.common import context
from kelisim.common.forms import AmountField, DayField


@pytest.fixture(autouse=True)
def english():
    with override("en"):
        yield


def render(source, **values):
    return Template(CottonCompiler().process("{% load i18n kelisim %}" + source)).render(Context(values))


def request_for(path, role=None):
    request = RequestFactory().get(path)
    request.user = SimpleNamespace(role=role, is_authenticated=True) if role else AnonymousUser()
    return request


class Agreement(forms.Form):
    title = TranslatedFormField(label="Subject")
    amount = AmountField(label="Amount", help_text="In its own currency", min_value=0)
    currency = forms.ChoiceField(label="Currency", choices=[("KZT", "KZT"), ("USD", "USD")])
    start = DayField(label="From", required=False)
    end = DayField(label="Until", required=False)
    is_binding = forms.BooleanField(label="Binding", required=False)
    version = forms.IntegerField(widget=forms.HiddenInput)


# ------------------------------------------------------- the source mark


def test_figure_is_one_link_with_its_mark_and_hidden_words():
    assert render('<c-figure href="/q/" mark="quote">34</c-figure>') == (
        '<a class="fig" href="/q/">34<svg class="mk mk--quote" aria-hidden="true"><use href="/static/kelisim/icons.svg#m-quote"/></svg>'
        '<span class="vh"> (source: a text, quoted)</span></a>'
    )


@pytest.mark.parametrize("mark", ["history", "differ"])
def test_figure_that_has_another_value_is_gold(mark):
    assert 'class="fig fig--differ"' in render(f'<c-figure href="/q/" mark="{mark}">34</c-figure>')


def test_figure_ends_without_a_gap_before_a_comma():
    assert render('<c-figure href="/q/">34</c-figure>, then').endswith("</a>, then")


# ------------------------------------------------------------------ forms


def test_form_ties_each_field_to_its_hint_and_its_fault():
    page = str(Agreement({"amount": "432,2 bln", "currency": "KZT", "title_en": "Denim", "version": "3"}))
    assert 'aria-invalid="true" aria-describedby="id_amount_helptext id_amount_error"' in page
    assert 'id="id_amount_helptext">In its own currency' in page
    assert "Write digits only, such as 432.2." in page
    assert 'value="432,2 bln"' in page


def test_form_begins_with_its_faults_each_a_link_to_its_field():
    page = render(
        "<c-form :form='form' submit='Save' />", form=Agreement({"amount": "x", "currency": "KZT", "version": "1"})
    )
    summary = re.search(r'<div class="summary-error".*?</div>', page, re.S).group()
    assert "2 things are to be put right" in summary
    assert re.findall(r'href="(#[^"]+)"', summary) == ["#id_title_group", "#id_amount"]
    assert 'id="id_title_group"' in page


def test_form_with_chosen_order_has_its_hidden_fields_once():
    page = render("<c-form :form='form'><c-field :field='form.amount' /></c-form>", form=Agreement())
    assert page.count('name="version"') == 1
    assert page.count('name="amount"') == 1
    assert 'name="currency"' not in page


def test_money_and_period_are_one_group_each():
    page = render(
        '<c-money-field :amount="form.amount" :currency="form.currency" /><c-period-field :start="form.start" :end="form.end" label="Term" />',
        form=Agreement(),
    )
    assert re.findall(r"<legend>([^<]*)", page) == ["Amount", "Term "]
    assert page.count("<label") == 4


def test_translated_text_shows_the_page_s_language_first_and_folds_the_others():
    form = Agreement(initial={"title": Translated({"kk": "Джинс матасы"})})
    page = str(form["title"])
    assert page.index('name="title_en"') < page.index("<details") < page.index('name="title_kk"')
    assert page.count("<input") == 5
    assert 'class="lang lang--has">ҚАЗ' in page


def test_optional_fields_say_so_and_required_ones_do_not():
    page = str(Agreement())
    assert 'From <span class="field__optional">optional</span>' in page
    assert "Amount</label>" in page


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("1 178,4", "1178.4"),
        ("1,178.4", "1178.4"),
        ("1.178,4", "1178.4"),
        ("432.2", "432.2"),
        ("1\u00a0000", "1000"),
        ("2,000,000", "2000000"),
    ],
)
def test_amount_is_taken_as_people_type_it(typed, read):
    assert str(AmountField().clean(typed)) == read


@pytest.mark.parametrize("typed", ["2026-11-22", "22.11.2026"])
def test_day_is_taken_from_the_calendar_and_by_hand(typed):
    assert DayField().clean(typed).isoformat() == "2026-11-22"


@pytest.mark.parametrize("typed", ["2026-02-31", "20205-01-01", "tomorrow"])
def test_day_that_does_not_exist_is_refused_and_stays_as_typed(typed):
    form = Agreement({"start": typed})
    assert form.errors["start"] == ["Write a day that exists, such as 22.11.2026."]
    assert f'<input type="text" name="start" value="{typed}"' in str(form["start"])


# ------------------------------------------------------------------ texts


def test_text_that_nobody_translated_is_marked_with_its_language():
    assert render("{{ text|tr }}", text=Translated({"kk": "14-телім"})) == (
        '<span lang="kk">14-телім</span> <span class="lang"><span aria-hidden="true">ҚАЗ</span><span class="vh"> (Қазақша)</span></span>'
    )
    assert render("{{ text|tr }}", text=Translated({"en": "Plot 14", "kk": "14-телім"})) == "Plot 14"


def test_article_text_links_each_quote_to_its_claim():
    body = "Signed: 7 memoranda & more.\n\nLaunched: 34 <projects>."
    marks = [
        SimpleNamespace(start=body.index("34"), length=2, number=2, differs=True),
        SimpleNamespace(start=body.index("7"), length=11, number=1, differs=False),
    ]
    assert render("{% article_text body marks %}", body=body, marks=marks) == (
        '<p>Signed: <a class="qt" id="q1" href="#c1">7 memoranda<sup>1</sup></a> &amp; more.</p>'
        '<p>Launched: <a class="qt qt--gold" id="q2" href="#c2">34<sup>2</sup></a> &lt;projects&gt;.</p>'
    )


def test_article_text_leaves_a_quote_inside_a_quote_to_the_longer_one():
    marks = [SimpleNamespace(start=0, length=9, number=1), SimpleNamespace(start=4, length=3, number=2)]
    assert render("{% article_text body marks %}", body="over 300 people", marks=marks).count("<a") == 1


@pytest.mark.parametrize(("code", "name"), [("KZ-61", "Turkistan Region"), ("TR", "Türkiye"), ("XX-99", "XX-99")])
def test_area_is_named_by_its_code(code, name):
    assert render("{{ code|area_name }}", code=code) == name


# ------------------------------------------------------------------ lists


def test_table_head_sorts_and_says_which_way():
    columns = [
        {"label": "Project", "href": "?sort=name", "direction": ""},
        {"label": "Jobs", "href": "?sort=-jobs", "direction": "descending", "is_number": True},
    ]
    page = render('<c-table label="Projects" :columns="columns"><tr><td>a</td></tr></c-table>', columns=columns)
    assert '<th scope="col" class="num" aria-sort="descending"><a href="?sort=-jobs">Jobs' in page
    assert 'tabindex="0" role="group" aria-label="Projects"' in page


def test_button_is_a_link_where_it_leads_somewhere():
    assert render('<c-button href="/new/" kind="go">New</c-button>').startswith('<a href="/new/" class="btn btn--go"')
    assert render('<c-button key="A" name="do" value="accept">Accept</c-button>').startswith(
        '<button type="submit" class="btn" data-key="a" aria-keyshortcuts="A" name="do" value="accept"'
    )


def test_no_template_gives_a_component_a_filtered_value():
    """Cotton drops `:links="kind|crumbs"` without a word."""
    templates = Path(context.__file__).parent.parent.glob("*/templates/**/*.html")
    found = [
        f"{path.parent.name}/{path.name}"
        for path in templates
        if re.search(r'\s:[a-z_]+="[^"{\[(]*\|', path.read_text(encoding="utf-8"))
    ]
    assert found == []


# ---------------------------------------------------------------- chrome


def test_language_switch_stays_on_the_page_with_its_query():
    with override("zh-hans"):
        found = context.languages(request_for("/zh/projects/?stage=b&q=%D3%99"))
    assert [language.href for language in found][:3] == [
        "/kk/projects/?stage=b&q=%D3%99",
        "/ru/projects/?stage=b&q=%D3%99",
        "/en/projects/?stage=b&q=%D3%99",
    ]
    assert [language.code for language in found if language.is_current] == ["zh-hans"]


def test_menu_of_the_desk_is_that_of_the_role():
    officer = [link.href for link in context.desk_links(request_for("/en/workspace/projects/", Role.OFFICER))]
    manager = [link.href for link in context.desk_links(request_for("/en/workspace/", Role.ZONE_MANAGER))]
    assert "/en/workspace/press/" in officer
    assert manager == ["/en/workspace/", "/en/workspace/zones/", "/en/workspace/plots/"]


def test_menu_marks_where_one_is():
    current = [
        link.href
        for link in context.desk_links(request_for("/en/workspace/projects/new/", Role.OFFICER))
        if link.is_current
    ]
    assert current == ["/en/workspace/projects/"]


def test_menu_tells_how_much_waits_where_a_view_knows():
    request = request_for("/en/workspace/", Role.OFFICER)
    request.waiting, request.late = {"press/": 29, "projects/": 3}, {"projects/"}
    told = {link.href: (link.count, link.is_late) for link in context.desk_links(request) if link.count}
    assert told == {"/en/workspace/press/": (29, False), "/en/workspace/projects/": (3, True)}
    assert '3<span class="vh"> overdue</span>' in render_to_string("kelisim/workspace.html", request=request)


def test_theme_cookie_takes_only_the_two_themes():
    request = request_for("/en/")
    request.COOKIES["theme"] = '"><script>'
    assert context.page(request)["theme"] == ""
    request.COOKIES["theme"] = "dark"
    assert context.page(request)["theme"] == "dark"


@pytest.mark.parametrize("page", ["400", "403", "403_csrf", "404", "405", "429", "500"])
def test_error_page_needs_no_context(page):
    text = render_to_string(f"{page}.html")
    assert "<h1>" in text
    assert "style=" not in text


@pytest.mark.parametrize("page", ["kelisim/portal.html", "kelisim/workspace.html"])
def test_base_page_has_nothing_inline_and_nothing_from_elsewhere(page):
    text = render_to_string(page, request=request_for("/en/"))
    # Addresses of this page and its languages are named, not fetched.
    text = re.sub(r'<link rel="(canonical|alternate)"[^>]*href="http://testserver/', "<link ", text)
    assert not re.search(r'\sstyle=|\son\w+="|<style|<script(?![^>]*src="/static/)|(?:src|href)="(?:https?:)?//', text)
    assert '<html lang="en"' in text
    assert '<a class="skip" href="#main">' in text


def test_portal_page_sets_no_cookie():
    request = request_for("/en/")
    render_to_string("kelisim/portal.html", request=request)
    assert not request.META.get("CSRF_COOKIE_NEEDS_UPDATE")


def test_qr_code_is_drawn_in_the_page():
    page = render('{% qr "otpauth://totp/x" "QR code" %}')
    assert page.startswith('<svg class="qr" role="img" aria-label="QR code"')
    assert "data:" not in page
    assert "style=" not in page
