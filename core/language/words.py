"""Word lists of English that several modules share; plain data, lower case, straight apostrophes."""

from __future__ import annotations

from functools import cache
from pathlib import Path


def word_set(text: str) -> frozenset[str]:
    """The words of a list written with blanks between them."""
    return frozenset(text.split())


def phrase_set(text: str) -> frozenset[tuple[str, ...]]:
    """The phrases of a list written with semicolons between them, each as its words."""
    return frozenset(tuple(phrase.split()) for phrase in text.split(";"))


ARTICLES = word_set("a an the")

POSSESSIVES = word_set("my our their his her your its")

PRONOUNS = word_set("i we you he she it they me us him them")

SUBJECTS = word_set("i we he she they you it i'm i've i'd i'll we're we've we'd we'll")

PREPOSITIONS = word_set(
    "of to in on at by for with from into onto about as than over under between through during within "
    "across against among toward towards upon per via"
)

STOP_WORDS = (
    ARTICLES
    | POSSESSIVES
    | PRONOUNS
    | SUBJECTS
    | PREPOSITIONS
    | word_set(
        "this that these those there here and or but nor so if then else when while because since until "
        "unless although though whereas after before once what which who whom whose where why how "
        "am is are was were be been being do does did doing done have has had having will would shall "
        "should can could may might must ought not no yes never don't doesn't didn't isn't aren't wasn't "
        "weren't haven't hasn't hadn't won't wouldn't can't cannot couldn't shouldn't it's that's there's "
        "he's she's they're they've they'd you're you've let's some any all both each every few many much "
        "more most other another such own same very really quite just only also too even still yet again "
        "ever always often sometimes usually well now however therefore up down out off back away one ones "
        "myself ourselves yourself himself herself itself themselves something anything everything nothing "
        "someone anyone everyone get got go went like okay ok um uh"
    )
)

# Past and participle forms a stemmer cannot reduce; ambiguous ones ("lay", "saw") go to the likelier verb.
_IRREGULAR = """
begin began begun; bear bore borne; beat beaten; become became; bend bent; bite bit bitten; bleed bled;
blow blew blown; break broke broken; bring brought; build built; burn burnt; buy bought; catch caught;
choose chose chosen; come came; deal dealt; dig dug; draw drew drawn; drive drove driven; drink drank drunk;
eat ate eaten; fall fell fallen; feed fed; feel felt; fight fought; find found; fly flew flown;
forget forgot forgotten; forgive forgave forgiven; freeze froze frozen; get got gotten; give gave given;
go went gone; grow grew grown; hang hung; have has had; hear heard; hide hid hidden; hold held; keep kept;
know knew known; lead led; learn learnt; leave left; lend lent; lie lay lain; lose lost; make made;
mean meant; meet met; oversee oversaw overseen; pay paid; prove proven; ride rode ridden; ring rang rung;
rise rose risen; run ran; say said; see saw seen; seek sought; sell sold; send sent; shake shook shaken;
show shown; shoot shot; shrink shrank shrunk; sing sang sung; sit sat; sleep slept; speak spoke spoken;
spend spent; spin spun; stand stood; steal stole stolen; stick stuck; strike struck; swear swore sworn;
swim swam swum; take took taken; teach taught; tear tore torn; tell told; think thought; throw threw thrown;
understand understood; undertake undertook undertaken; wake woke woken; wear wore worn; win won; write wrote
written; rewrite rewrote rewritten;
rebuild rebuilt; redo redid redone; rethink rethought; resend resent;
overcome overcame; withdraw withdrew withdrawn; do did done does;
be is are was were been am; child children; man men; woman women; index indices;
diagnosis diagnoses; crisis crises; hypothesis hypotheses; analysis analyses
"""

IRREGULAR = {
    form: base
    for base, *forms in (group.split() for group in _IRREGULAR.replace("\n", " ").split(";"))
    for form in forms
}

# Past forms that are not also present forms: "I read", "I put" tell nothing about time.
PAST_FORMS = frozenset(
    form for form in IRREGULAR if form not in {"is", "are", "am", "has", "does", "children"}
)

# British spellings and doubled letters that neither the stemmer nor the rules of `stem` unite.
VARIANTS = {
    "centre": "center",
    "metre": "meter",
    "programme": "program",
    "programmes": "programs",
    "cancelled": "canceled",
    "cancelling": "canceling",
    "labelled": "labeled",
    "labelling": "labeling",
    "modelled": "modeled",
    "modelling": "modeling",
    "travelled": "traveled",
    "travelling": "traveling",
    "judgement": "judgment",
    "licence": "license",
    "defence": "defense",
    "practise": "practice",
    "practised": "practiced",
    "practising": "practicing",
    "haemorrhage": "hemorrhage",
    "anaemia": "anemia",
    "oedema": "edema",
    "paediatric": "pediatric",
    "paediatrics": "pediatrics",
    "orthopaedic": "orthopedic",
}

# Words of trades that a general word list lacks and that differ from one another by a letter or two.
TRADE_WORDS = word_set(
    "hypertension hypotension hypertensive hypotensive hyperglycemia hypoglycemia hyperglycaemia "
    "hypoglycaemia hypernatremia hyponatremia hyperkalemia hypokalemia hyperthermia hypothermia hypoxia "
    "hypercapnia hypocapnia tachycardia bradycardia tachypnea bradypnea palpation palpitation systolic "
    "diastolic intubation incubation abduction adduction ileum ilium sepsis asepsis aseptic septic "
    "agile kanban scrum github gitlab bitbucket mysql nosql sqlite postgres pandas polars tensor tensorflow "
    "kafka django flask angular react redux docker kubernetes terraform ansible jenkins regression "
    "overfitting underfitting precision recall backend frontend fullstack dataset dataframe boolean "
    "callback fallback rollback rollout codebase database timeout mutex async webhook workflow"
)


@cache
def known_stems() -> frozenset[str]:
    """Stems of correctly spelled English words, so that a real word is never taken for a slip of another.

    The list is `known_stems.txt`, made from SCOWL; its notice stands at the head of the file.
    """
    lines = (Path(__file__).parent / "known_stems.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(line for line in lines if not line.startswith("#"))
