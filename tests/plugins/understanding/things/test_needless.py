"""What guests bring themselves or need no longer, in six languages."""

from __future__ import annotations

import pytest

from bot.types import Intent
from tests.plugins.understanding.things.test_things import after

KNOWN = Intent(preferences=("crib", "high_chair", "pool", "tv", "sea_view", "parking"))


@pytest.mark.parametrize(
    ("language", "text", "feature"),
    [
        ("en", "don't bother with the high chair, we've our own", "high_chair"),
        ("en", "we're bringing our own travel cot", "crib"),
        ("en", "no telly needed, kids have tablets", "tv"),
        ("en", "you can strike the pool off", "pool"),
        ("en", "sea view isn't worth it, skip that", "sea_view"),
        ("en", "hold off on the cot for now", "crib"),
        ("en", "he sleeps in with us so the cot's surplus to requirements", "crib"),
        ("en", "the tv can go in the bin for all i care", "tv"),
        ("es", "la cuna la traemos de casa", "crib"),
        ("es", "no os molestéis con la trona", "high_chair"),
        ("es", "la tele la podéis tirar por la ventana", "tv"),
        ("es", "trona llevamos la nuestra", "high_chair"),
        ("es", "cuna aún no, que no ha nacido", "crib"),
        ("es", "la piscina la podéis tachar", "pool"),
        ("es", "la vista al mar déjala", "sea_view"),
        ("es", "sin parking nos apañamos", "parking"),
        ("pt", "a cama de grades levamos a nossa", "crib"),
        ("pt", "não se preocupem com a cadeirinha de refeição, temos a nossa", "high_chair"),
        ("pt", "televisão podem deitar fora", "tv"),
        ("pt", "berço ainda não", "crib"),
        ("pt", "a piscina podes riscar", "pool"),
        ("pt", "vista para o mar passa-se bem sem", "sea_view"),
        ("pt", "estacionamento a gente vive sem", "parking"),
        ("pt", "o berço nós levamos de casa", "crib"),
        ("fr", "la chaise haute on l'apporte", "high_chair"),
        ("fr", "pas besoin de vous embêter avec le lit bébé", "crib"),
        ("fr", "la télé vous pouvez la jeter par la fenêtre", "tv"),
        ("fr", "on ramène notre propre lit parapluie", "crib"),
        ("fr", "chaise haute pas encore, elle a 2 mois", "high_chair"),
        ("fr", "la piscine tu peux rayer", "pool"),
        ("fr", "la vue mer laissez tomber", "sea_view"),
        ("fr", "le parking on s'en passera", "parking"),
        ("de", "das Kinderbett bringen wir selber mit", "crib"),
        ("de", "Hochstuhl haben wir dabei", "high_chair"),
        ("de", "den Fernseher könnt ihr aus dem Fenster werfen", "tv"),
        ("de", "Babybett noch nicht, kommt erst im Juni", "crib"),
        ("de", "den Pool könnt ihr streichen", "pool"),
        ("de", "Meerblick könnts vergessen", "sea_view"),
        ("de", "beim Parkplatz müssts euch keine Umstände machen", "parking"),
        ("de", "ums Gitterbett brauchen Sie sich nicht zu kümmern", "crib"),
        ("it", "il seggiolone ce lo portiamo", "high_chair"),
        ("it", "il lettino lo portiamo da casa", "crib"),
        ("it", "la televisione buttatela pure", "tv"),
        ("it", "culla non ancora", "crib"),
        ("it", "la piscina può cancellarla", "pool"),
        ("it", "la vista mare lasciamola perdere", "sea_view"),
        ("it", "del parcheggio facciamo volentieri a meno", "parking"),
        ("it", "non si disturbi per il lettino", "crib"),
    ],
)
def test_read_thing_not_needed_is_neither_wished_nor_unwanted(language: str, text: str, feature: str) -> None:
    found = after(text, language, KNOWN)
    assert found.preferences == tuple(known for known in KNOWN.preferences if known != feature)
    assert not found.exclusions


@pytest.mark.parametrize(
    ("language", "text", "wishes"),
    [
        ("en", "cot not required, we bring ours", ()),
        ("en", "need a cot but the high chair we'll bring ourselves", ("crib",)),
        ("es", "con cuna, la trona la ponemos nosotros", ("crib",)),
        ("pt", "precisamos de berço, cadeira alta levamos nós", ("crib",)),
        ("fr", "il faut un lit bébé, la chaise haute on a la nôtre", ("crib",)),
        ("de", "Kinderbett bitte, Hochstuhl haben wir selber", ("crib",)),
        ("it", "serve la culla, il seggiolone lo portiamo noi", ("crib",)),
        ("en", "we're bringing our own bbq", ()),
        ("de", "Kindersitz und Hochstuhl nehmen wir mit", ()),
        ("fr", "on apporte notre chaise haute", ()),
        ("en", "don't bother with a cot, high chair same", ()),
        ("es", "cuna no hace falta, trona lo mismo", ()),
        ("pt", "berço não é preciso, cadeira alta idem", ()),
        ("fr", "pas besoin de lit bébé, chaise haute pareil", ()),
        ("de", "Kinderbett brauchen wir nicht, Hochstuhl genauso", ()),
        ("it", "la culla non serve, seggiolone idem", ()),
        ("de", "kinderbett bitte, hochstuhl genauso", ("crib", "high_chair")),
        ("en", "should we bring a cot?", ()),
        ("en", "we're bringing our dog", ("pets",)),
        ("de", "unseren Hund bringen wir mit", ("pets",)),
        ("es", "al perro lo llevamos nosotros", ("pets",)),
        ("fr", "on amène notre chien", ("pets",)),
        ("it", "il cane lo portiamo", ("pets",)),
        ("pt", "levamos o nosso cão", ("pets",)),
    ],
)
def test_read_thing_brought_along_is_no_wish_but_a_pet_is(language: str, text: str, wishes: tuple[str, ...]) -> None:
    found = after(text, language)
    assert (found.preferences, found.exclusions) == (wishes, ())


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "don't stick us next to the pool"),
        ("en", "we don't want to be by the pool again"),
        ("es", "no nos pongáis al lado de la piscina"),
        ("es", "nada de la típica piscina abarrotada"),
        ("es", "que no me metan cerca de la piscina"),
        ("pt", "não nos ponham ao lado da piscina"),
        ("pt", "espero que não seja mais uma piscina cheia de miúdos"),
        ("fr", "ne nous mettez pas à côté de la piscine"),
        ("fr", "dites-moi qu'il n'y a pas encore une piscine pleine de gosses"),
        ("de", "setzt uns bloß nicht neben den Pool"),
        ("de", "nicht schon wieder so ein Pool voller Kinder"),
        ("it", "non metteteci vicino alla piscina"),
        ("it", "basta che non ci sia la solita piscina affollata"),
        ("it", "spero non ci sia la piscina col solito casino"),
    ],
)
def test_read_pool_to_stay_away_from_is_no_wish(language: str, text: str) -> None:
    assert "pool" not in after(text, language).preferences
