"""plugins.understanding.acts: the learned heads, clauses, and what they are about."""

from __future__ import annotations

from collections import Counter, defaultdict
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.types import Reading
from bot.words.languages import UNDERSTOOD
from plugins.understanding.acts.encoders import careful, joined, quick
from plugins.understanding.acts.heads import CAREFUL, QUICK, centre, head
from plugins.understanding.acts.labels import act_of, labels
from plugins.understanding.acts.reader import ReadClause, plain, read_clauses
from plugins.understanding.lexicon import Tagged
from plugins.understanding.tokens import composed, tokens
from tests.support.intent import TODAY, extract
from tests.support.sampling import examples
from training.phrases import LESSONS


def clauses(text: str, language: str) -> tuple[ReadClause, ...]:
    text = composed(text)
    return read_clauses(text, Tagged(tokens(text), language))


def reading(text: str, language: str) -> Reading:
    found = extract(text, today=TODAY, language=language).reading
    assert found is not None
    return found


def test_heads_have_the_labels_of_the_table_and_of_their_types() -> None:
    assert set(head("act").labels) == set(head("act_quick").labels) == set(labels())
    assert set(head("scope").labels) == {"trip", "past", "other_trip", "event", "house", "elsewhere"}
    assert set(head("stance").labels) == {"wish", "question", "exclude", "retract", "remark"}
    assert set(head("noun").labels) == {"adult", "child", "infant", "animal", "none"}
    assert set(head("language").labels) == set(UNDERSTOOD)


@pytest.mark.parametrize("name", [*CAREFUL, *QUICK])
def test_head_probabilities_of_a_text_add_up_to_one(name: str) -> None:
    texts = ["is parking free?", "hola"]
    vectors = quick(texts) if name in QUICK else joined(quick(texts), careful(texts), centre())
    shares = head(name).probabilities(vectors)
    assert shares.shape == (2, len(head(name).labels))
    assert np.allclose(shares.sum(axis=1), 1, atol=1e-4)


def test_training_phrases_are_many_and_of_all_languages() -> None:
    rows = list(next(lesson for lesson in LESSONS if lesson.head == "act").rows())
    by_label = Counter(row.label for row in rows)
    assert set(by_label) == set(labels())
    assert min(by_label.values()) >= 120
    assert by_label["other"] >= 500
    languages: dict[str, set[str]] = defaultdict(set)
    for row in next(lesson for lesson in LESSONS if lesson.head == "language").rows():
        languages[row.label].add(row.text)
    assert set(languages) == set(UNDERSTOOD)


def test_act_of_gives_both_halves_of_a_label() -> None:
    assert (act_of("parking", 0.9).act, act_of("parking", 0.9).topic) == ("ask", "parking")
    assert (act_of("book", 0.9).act, act_of("book", 0.9).topic) == ("book", None)


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "Hi! is there a cot? And what time do we have to leave?", ["greet", "baby_gear", "check_out_time"]),
        ("es", "hola, ¿podemos llevar al gato?", ["greet", "pets"]),
        ("de", "Danke! Wie wird das Wetter im Mai?", ["thanks", "weather"]),
        ("fr", "je voudrais parler à quelqu'un. Acceptez-vous les chiens ?", ["ask_human", "pets"]),
        ("it", "c'è il wifi? e quanto costa una settimana?", ["wifi_work", "ask_price_total"]),
        ("pt", "aceitam cartão? e tem estacionamento?", ["policy_payment", "parking"]),
    ],
)  # fmt: skip
def test_read_clauses_message_of_several_wishes_is_divided(language: str, text: str, expected: list[str]) -> None:
    assert [clause.acts[0].label for clause in clauses(text, language)] == expected


@settings(max_examples=examples(most=60, usual=25), deadline=None)
@given(
    st.lists(st.sampled_from(["hola", "and", ",", ".", "?", "3", "pool", "und", "¿", "12.7.", "e", "\n"]), max_size=20)
)
def test_read_clauses_cover_every_token_once_and_in_order(words: list[str]) -> None:
    text = composed(" ".join(words))
    sequence = tokens(text)
    found = read_clauses(text, Tagged(sequence, "en"))
    if not any(token.kind != "mark" for token in sequence):
        assert found == ()
        return
    assert found[0].start == 0
    assert found[-1].end == len(sequence)
    assert all(first.end == second.start for first, second in pairwise(found))


def test_plain_leaves_the_question_mark_alone() -> None:
    assert plain("  …Is  Parking free?!") == "is parking free?"
    assert plain("?") == "?"


@pytest.mark.parametrize(
    ("language", "text", "scope"),
    [
        ("en", "we came in 2022 with four kids", "past"),
        ("de", "mein Bruder ist im Mai bei euch", "other_trip"),
        ("es", "el año pasado estuvimos 5 personas", "past"),
        ("fr", "nous serons quatre du 3 au 10 juin", "trip"),
        ("it", "siamo in cinque dal 3 al 10 giugno", "trip"),
        ("pt", "o estacionamento custa 15 por dia?", "house"),
    ],
)
def test_reading_clause_knows_what_it_is_about(language: str, text: str, scope: str) -> None:
    assert [clause.scope for clause in reading(text, language).clauses] == [scope]


@pytest.mark.parametrize(
    ("text", "current", "language"),
    [
        ("guten tag, haben sie noch etwas frei?", None, "de"),
        ("¿tenéis algo para el puente?", None, "es"),
        ("avez-vous une chambre pour deux ?", None, "fr"),
        ("vocês têm estacionamento?", None, "pt"),
        ("avete un posto per due?", None, "it"),
        ("is there anything free in May?", None, "en"),
        ("ok", "es", None),  # tells nothing
        ("merci", "de", None),  # a word of courtesy is no switch
        ("budget budget budget budget", "es", None),  # one word is one piece of evidence
        ("and how far is it to the beach from there?", "es", "en"),  # a switch in the middle is followed
        ("João da Silva", "en", None),  # names are no evidence
        ("3 - 9", None, None),
        ("7kq2x9ft", None, None),  # a code is no word
        ("QKXWTPRZ", None, None),
        ("qkxwatprz", None, None),
        ("mpzo jhdqks wxwx", "fr", None),  # random letters are no switch
    ],
)
def test_guess_language_is_decided_by_evidence(text: str, current: str | None, language: str | None) -> None:
    from plugins.understanding.language import guess_language

    assert guess_language(text, current) == language
