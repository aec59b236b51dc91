"""What keeps the languages whole: every text is translated, in its own language, in plain words."""

import ast
import re
from collections import Counter
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
from babel.messages.catalog import Message
from flask import Flask
from flask.testing import FlaskClient
from jinja2 import Environment, nodes
from sqlalchemy.orm import Session

from directory.accounts.permissions import Role
from kernel.i18n import LANGUAGES
from partnership.relations.sides import Side
from tests.builders import (
    a_municipality,
    a_person,
    a_relation,
    an_assessment,
    an_organisation,
    post,
    sign_in,
    some_evidence,
    the_staircase,
)
from tests.test_house import SOURCES, TEMPLATES, name_of
from translations.extract import TRANSLATED, catalogue, extracted, forms, path_of

SAME_IN_ENGLISH = {
    *("Administrator", "Bokmål", "For", "Kroner", "Nynorsk", "Open", "Partner", "Status", "Team", "Transport", "Trinn"),
    "Webinar",
    "kr",
    "kroner",
    "%(amount)s kroner",
    "%(num)d person",
    *("Ring %(num)d person", "Ring %(number)s", "Ring %(phone)s"),
}
NAMES = {"CSV", "DEMO", "Excel", "JSON", "Trinn", "www.erikbolstad.no/postnummer"}
SPOKEN = re.compile(r"aria-label|title|placeholder|alt|data-(at|under|over|autosave-(?!url).*)")
GETTEXT = {"_", "gettext", "ngettext"}
UNSPOKEN = {"asset", "icon", "url_for"}
SAID = {"flash", "NotAllowed", "ValidationError", "StopValidation", "Line", "Text", "Choice", "Pick", "Email", "Day"}
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%%|\{\w+\}")
MARKUP = re.compile(r"(?<![\w-])(?!aria-label|title|alt)[\w-]+=\"[^\"]*\"?|(?<!\w)-[a-z]+")  # ends of tags and of ids
HIGHEST_LIX = 40

# Words that stand in one of the languages only: "de", "to", "for" and "her" would prove nothing.
WORDS = {
    "en": "the and you your of is are was this that with from what when which not have has been can will",
    "nb": "ikke jeg en et hva hvem hvordan hvor hvorfor hvis hver noe noen mer bare fra hele være vært gjør gjøre sier "
    "sammen siden da nå også egen eget egne selv mye dere deres dem navn tegn svarene punkter trinnene trappen velg "
    "kommuner organisasjoner skriver sendes blitt ble lenke lenken dager måneder minutter parter",
    "nn": "ikkje eg ein ei eit kva kven korleis kvar kvifor viss kvart noko nokon nokre meir berre frå heile vere vore "
    "gjer gjere seier saman sidan då òg eigen eige eigne sjå sjølv mykje dykk dykkar dei namn teikn svara punkta "
    "trinna trappa kommunar organisasjonar vel vart lenkje lenkja dagar månader partane",
}
FOREIGN = {"nb": {"en", "nn"}, "nn": {"en", "nb"}}


def foreign_words(text: str, language: str) -> set[str]:
    """The words of a text that give another language away; addresses aside, and words that are the languages' names."""
    plain = re.sub(r"\S+@\S+|\S+\.no\b|" + "|".join(LANGUAGES.values()), " ", PLACEHOLDER.sub(" ", text))
    foreign = {word for other in FOREIGN[language] for word in WORDS[other].split()}
    return foreign & set(re.findall(r"\w+", plain.lower()))


class Spoken(HTMLParser):
    """Gathers what a person reads or hears of a page: its text and its spoken attributes."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.said: list[str] = []
        self.silent = 0
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        """Note the spoken attributes."""
        self.silent += tag in {"script", "style"}
        self.said += [value for name, value in attributes if value and SPOKEN.fullmatch(name)]

    def handle_endtag(self, tag: str) -> None:
        """Listen again after a script."""
        self.silent -= tag in {"script", "style"}

    def handle_data(self, data: str) -> None:
        """Note the text."""
        if not self.silent:
            self.said.append(data)


def messages(language: str) -> list[Message]:
    return [message for message in catalogue(language) if message.id]


@pytest.fixture(scope="module")
def texts() -> set[str | tuple[str, ...]]:
    return {message.id if isinstance(message.id, str) else tuple(message.id) for message in extracted() if message.id}


@pytest.mark.parametrize("language", TRANSLATED)
def test_every_text_is_translated_and_none_is_fuzzy_or_left_over(
    language: str, texts: set[str | tuple[str, ...]]
) -> None:
    written = {tuple(m.id) if isinstance(m.id, list | tuple) else m.id: m for m in messages(language)}
    assert texts - set(written) == set(), "new texts: run python -m translations.extract"
    assert set(written) - texts == set(), "texts that are gone: run python -m translations.extract"
    assert [text for text, message in written.items() if not all(forms(message.string))] == []
    assert [text for text, message in written.items() if message.fuzzy] == []
    assert not catalogue(language).obsolete
    assert [text for text, m in written.items() if len(forms(m.string)) != len(forms(text))] == []


def test_english_is_the_source_and_has_no_texts_of_its_own() -> None:
    assert messages("en") == []
    assert {path.parent.parent.name for path in path_of("en").parents[2].glob("*/*/*.po")} == set(LANGUAGES)


@pytest.mark.parametrize("language", TRANSLATED)
def test_placeholders_line_breaks_and_endings_are_the_same_in_every_language(language: str) -> None:
    for message in messages(language):
        sources = forms(message.id)
        for source, said in zip(sources, forms(message.string), strict=True):
            expected = [Counter(PLACEHOLDER.findall(one)) for one in (source, sources[-1])]
            assert Counter(PLACEHOLDER.findall(said)) in expected, said
            assert said.count("\n") == source.count("\n"), said
            assert re.findall(r"[.:?…\s]*$", said) == re.findall(r"[.:?…\s]*$", source), said


@pytest.mark.parametrize("language", TRANSLATED)
def test_no_text_is_left_in_english(language: str) -> None:
    for message in messages(language):
        for source, said in zip(forms(message.id), forms(message.string), strict=True):
            is_wordless = not re.search(r"[^\W\d_]", PLACEHOLDER.sub("", source))
            assert said != source or is_wordless or source in SAME_IN_ENGLISH, said


@pytest.mark.parametrize("language", TRANSLATED)
def test_each_language_keeps_to_its_own_words(language: str) -> None:
    for message in messages(language):
        for said in forms(message.string):
            assert foreign_words(said, language) == set(), said


@pytest.mark.parametrize("language", TRANSLATED)
def test_the_words_are_plain_and_typeset_as_in_norwegian(language: str) -> None:
    for message in messages(language):
        for said in forms(message.string):
            assert not re.search(r"ugyldig|vennligst|[“”\"]|[<>&]|\d\.\d{3}\b|  | - ", said), said


def test_bokmaal_is_easy_to_read() -> None:
    sentences = [said for m in messages("nb") for said in forms(m.string) if said.rstrip().endswith((".", "?"))]
    assert lix(" ".join(PLACEHOLDER.sub("", said) for said in sentences)) < HIGHEST_LIX


def lix(text: str) -> float:
    """Words to a sentence, and the hundredth parts of words with more than six letters; under 40 is easy."""
    words = re.findall(r"[^\W\d_]+", text)
    ends = re.findall(r"[.:?!](?=\s|$)", text)
    return len(words) / len(ends) + 100 * sum(len(word) > 6 for word in words) / len(words)


@pytest.mark.parametrize("path", TEMPLATES, ids=name_of)
def test_no_template_speaks_outside_gettext(whole_app: Flask, path: Path) -> None:
    said = spoken_by_template(whole_app.jinja_env, path.read_text(encoding="utf-8"))
    assert {words for words in said if re.search(r"[^\W\d_]", words)} <= NAMES


def spoken_by_template(environment: Environment, source: str) -> Iterator[str]:
    """What a template says itself: its text, its spoken attributes and the phrases in its expressions."""
    tree = environment.parse(source)
    parts = [part for output in tree.find_all(nodes.Output) for part in output.nodes]
    html = "".join(part.data if isinstance(part, nodes.TemplateData) else "zz" for part in parts)
    for text in Spoken(html).said:
        yield from (MARKUP.sub("", words).strip(' \n\t–·.,:()«»"') for words in text.split("zz"))
    yield from (words for words in constants(tree) if re.search(r"^[A-ZÆØÅ][a-zæøå]|[^\W\d_]{2} [^\W\d_]{2}", words))


def constants(node: nodes.Node) -> Iterator[str]:
    """The strings in a template's expressions that may end on the page."""
    if isinstance(node, nodes.Call) and isinstance(node.node, nodes.Name) and node.node.name in GETTEXT | UNSPOKEN:
        return
    if isinstance(node, nodes.Compare):
        return
    if isinstance(node, nodes.Const) and isinstance(node.value, str):
        yield node.value
    for child in node.iter_child_nodes():
        yield from constants(child)


@pytest.mark.parametrize("path", SOURCES, ids=name_of)
def test_no_message_or_label_is_said_outside_gettext(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in SAID and node.args:
            assert not isinstance(node.args[0], ast.Constant | ast.JoinedStr), ast.unparse(node)


def read_pages(client: FlaskClient, language: str, addresses: list[str]) -> None:
    """Open pages and look for words of another language."""
    client.set_cookie("language", language)
    for address in addresses:
        answer = client.get(address)
        assert f'<html lang="{language}"' in answer.text, (address, answer.status_code)
        assert foreign_words(" ".join(Spoken(answer.text).said), language) == set(), address


@pytest.mark.parametrize("language", TRANSLATED)
def test_pages_before_sign_in_are_in_the_chosen_language(client: FlaskClient, language: str) -> None:
    read_pages(client, language, ["/", "/sign-in", "/help", "/privacy", "/accessibility", "/no-such-page"])
    refused = post(client, "/sign-in", {"email": "", "password": ""})
    assert refused.status_code == 422
    assert foreign_words(" ".join(Spoken(refused.text).said), language) == set()


@pytest.mark.parametrize("language", TRANSLATED)
def test_the_pages_of_a_cooperation_are_in_the_persons_language(
    client: FlaskClient, session: Session, language: str
) -> None:
    the_staircase(session)
    volda, friends = a_municipality(session), an_organisation(session)
    person = a_person(session, Role.MUNICIPAL_COORDINATOR, volda)
    person.language = language
    relation = a_relation(session, volda, friends, actor=person)
    fresh = a_relation(session, volda, friends, actor=person, scope="Lund")
    an_assessment(session, relation, Side.MUNICIPALITY, actor=person)
    an_assessment(session, relation, Side.ORGANISATION, actor=person, upto=1)
    some_evidence(session, relation, actor=person)
    sign_in(client, session, person)
    base = "/partnership/relations/"
    quick_start = f"{base}{fresh.id}/staircase/quick-start/"
    assert post(client, quick_start, {"step": "2", "sentence": "", "version": "0"}).status_code == 303
    rooms = ["", "staircase/", "staircase/points/2.1/", "staircase/wish/", "staircase/conversation-sheet/"]
    begun = ["", "staircase/quick-start/", "staircase/assessment/", "staircase/assessment/2/"]
    pages = [f"{base}{relation.id}/{room}" for room in rooms] + [f"{base}{fresh.id}/{room}" for room in begun]
    read_pages(client, language, ["/my-work", "/profile", base, f"{base}new", *pages])


@pytest.mark.parametrize("language", TRANSLATED)
def test_the_pages_of_the_directory_are_in_the_persons_language(
    client: FlaskClient, session: Session, language: str
) -> None:
    a_municipality(session)
    organisation = an_organisation(session)
    person = a_person(session, Role.ADMINISTRATOR)
    person.language = language
    sign_in(client, session, person)
    shown = [f"/directory/organisations/{organisation.id}/", f"/directory/people/{person.id}/"]
    lists = [f"/directory/{name}/" for name in ("municipalities", "organisations", "people")]
    read_pages(client, language, [*lists, *shown, "/directory/organisations/new", "/directory/people/new"])
