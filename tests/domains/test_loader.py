"""Every fault a domain file can have is found, at its line, with the others of the same file."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.domains.faults import Fault, FaultyDomains
from core.domains.loader import FOLDER, load_domains, load_file, load_folder, read_text
from core.domains.locate import Lines
from core.interview.errors import DomainFaults, Refused
from core.interview.values import Criterion, Domain, Length, Phase, Probe, Quota, Shape
from core.texts.catalog import texts
from tests.domains.samples import VALID

# name, what is replaced in the valid file, by what, then (line, text key, the key it names) of each fault
FAULTS: list[tuple[str, str, str, list[tuple[int, str, str]]]] = [
    (
        "a quote is not closed",
        'title = "Baker"',
        'title = "Baker',
        [(1, "domains-syntax", "")],
    ),
    (
        "a key is given twice",
        'role = "baker"',
        'title = "Baker"',
        [(2, "domains-syntax", "")],
    ),
    (
        "the file ends within a list",
        VALID[VALID.index('wrong = ["throw') :],
        'wrong = ["throw",\n\n',
        [(33, "domains-cut-off", "")],
    ),
    (
        "lists are nested without end",
        'terms = ["levain", "couche"]',
        "terms = " + "[" * 3000 + "]" * 3000,
        [(1, "domains-nested", "")],
    ),
    (
        "a key is misspelt",
        'hint = "One morning is enough."',
        'hints = "One morning is enough."',
        [
            (24, "domains-key-missing", "question.burnt-batch.hint"),
            (30, "domains-key-unknown", "question.burnt-batch.hints"),
        ],
    ),
    (
        "a table is unknown",
        "[flow.long]",
        "[flow.endless]\n[flow.long]",
        [(20, "domains-key-unknown", "flow.endless")],
    ),
    (
        "a key of a point is unknown",
        'cues = ["timer"]',
        'cues = ["timer"]\nweight = 2',
        [(46, "domains-key-unknown", "question.burnt-batch.point.learns.weight")],
    ),
    ("a key is missing", 'summary = "Bread and people."\n', "", [(1, "domains-key-missing", "summary")]),
    (
        "a length is missing",
        VALID[VALID.index("[flow.long]") : VALID.index("[[question]] # line 24")],
        "",
        [(14, "domains-key-missing", "flow.long")],
    ),
    (
        "half a quota is missing",
        "technical = { preset = 2, generated = 1 }",
        "technical = { preset = 3 }",
        [(16, "domains-key-missing", "flow.short.technical.generated")],
    ),
    (
        "a text is a number",
        'text = "says what was seen"',
        "text = 3",
        [(36, "domains-kind", "question.burnt-batch.point.notices.text")],
    ),
    (
        "an entry of a list is no text",
        '"second tray"',
        '"tray", 2',
        [(41, "domains-kind", "question.burnt-batch.point.saves.cues[2]")],
    ),
    (
        "a list is a text",
        'terms = ["levain", "couche"]',
        'terms = "levain"',
        [(4, "domains-kind", "terms")],
    ),
    (
        "a quota is a number",
        "technical = { preset = 2, generated = 1 }",
        "technical = 3",
        [(16, "domains-kind", "flow.short.technical")],
    ),
    (
        "a quota is negative",
        "technical = { preset = 2, generated = 1 }",
        "technical = { preset = 4, generated = -1 }",
        [(16, "domains-kind", "flow.short.technical.generated")],
    ),
    (
        "true stands in quotes",
        "generated = true",
        'generated = "true"',
        [
            (61, "domains-kind", "question.next-skill.generated"),
        ],
    ),
    (
        "a phase is unknown",
        'phase = "behavioral"',
        'phase = "behavioural"',
        [(26, "domains-not-one-of", "question.burnt-batch.phase")],
    ),
    (
        "a shape is unknown",
        'shape = "story"',
        'shape = "tale"',
        [(28, "domains-not-one-of", "question.burnt-batch.shape")],
    ),
    (
        "a difficulty is too high",
        'difficulty = 2\nshape = "story"',
        'difficulty = 4\nshape = "story"',
        [(27, "domains-not-one-of", "question.burnt-batch.difficulty")],
    ),
    (
        "a difficulty is true",
        'difficulty = 2\nshape = "story"',
        'difficulty = true\nshape = "story"',
        [(27, "domains-not-one-of", "question.burnt-batch.difficulty")],
    ),
    (
        "there are no questions",
        VALID[VALID.index("[[question]] # line 24") :],
        "",
        [(1, "domains-key-missing", "question")],
    ),
    ("a text is empty", 'role = "baker"', 'role = ""', [(2, "domains-empty", "role")]),
    ("a text is only blanks", 'role = "baker"', 'role = "  "', [(2, "domains-empty", "role")]),
    ("an entry is empty", '"levain"', '""', [(4, "domains-empty", "terms[1]")]),
    ("a text holds a nul", 'role = "baker"', 'role = "ba\\u0000ker"', [(2, "domains-control", "role")]),
    (
        "one warm-up is too few",
        ', "Tell me about your first bread."]',
        "]",
        [(6, "domains-list-short", "warm_ups")],
    ),
    (
        "three own questions are too few",
        '  "What sells best?",\n',
        "",
        [(7, "domains-list-short", "own_questions")],
    ),
    (
        "a point has no cues",
        'cues = ["timer"]',
        "cues = []",
        [(45, "domains-list-short", "question.burnt-batch.point.learns.cues")],
    ),
    (
        "two points are too few",
        '[[question.point]] # line 42\nid = "learns"\ntext = "says what is done differently now"\n'
        'cues = ["timer"]\n[[question.probe]] # line 46\ngap = "notices"\ntext = "What did you see first?"\n',
        '[[question.probe]] # line 46\ngap = "notices"\ntext = "What did you see first?"\n',
        [
            (34, "domains-list-short", "question.burnt-batch.point"),
            (49, "domains-gap-unknown", "question.burnt-batch.probe[3].gap"),
        ],
    ),
    (
        "a cue stands twice",
        '"dark crust"',
        '"Smell  of smoke"',
        [(37, "domains-list-repeats", "question.burnt-batch.point.notices.cues[2]")],
    ),
    ("a term stands twice", '"couche"', '"Levain"', [(4, "domains-list-repeats", "terms[2]")]),
    (
        "a flow has five questions instead of four",
        "technical = { preset = 2, generated = 1 }",
        "technical = { preset = 3, generated = 1 }",
        [(14, "domains-flow-total", "flow.short")],
    ),
    (
        "a time is too short",
        "technical = { preset = 2, generated = 1 }",
        "technical = { preset = 2, generated = 1 }\nminutes = 3",
        [(17, "domains-not-one-of", "flow.short.minutes")],
    ),
    (
        "probes are two numbers",
        "technical = { preset = 2, generated = 1 }",
        "technical = { preset = 2, generated = 1 }\nprobes = [1, 2]",
        [(17, "domains-kind", "flow.short.probes")],
    ),
    (
        "probes are too many",
        "technical = { preset = 2, generated = 1 }",
        "technical = { preset = 2, generated = 1 }\nprobes = [1, 2, 9]",
        [(17, "domains-not-one-of", "flow.short.probes[3]")],
    ),
    (
        "a phase is unknown in the flow",
        "[flow.short]\nbehavioral",
        "[flow.short]\nbehaviour",
        [(15, "domains-key-unknown", "flow.short.behaviour")],
    ),
    (
        "a phase has too few questions",
        "behavioral = { preset = 1, generated = 0 }\ntechnical = { preset = 9, generated = 1 }",
        "behavioral = { preset = 1, generated = 0 }\ntechnical = { preset = 10, generated = 0 }",
        [(22, "domains-flow-questions", "flow.long.technical.preset")],
    ),
    (
        "an id has capitals",
        'id = "next-skill"',
        'id = "Next_Skill"',
        [(60, "domains-id-form", "question[2].id")],
    ),
    (
        "an id stands twice",
        'id = "next-skill"',
        'id = "burnt-batch"',
        [(60, "domains-id-twice", "question.burnt-batch.id")],
    ),
    (
        "a point's id stands twice",
        'id = "saves"',
        'id = "notices"',
        [
            (39, "domains-id-twice", "question.burnt-batch.point.notices.id"),
            (50, "domains-gap-unknown", "question.burnt-batch.probe[2].gap"),
        ],
    ),
    (
        "a point is called vague",
        'id = "saves"',
        'id = "vague"',
        [
            (38, "domains-point-unasked", "question.burnt-batch.point.vague"),
            (39, "domains-point-reserved", "question.burnt-batch.point.vague.id"),
            (50, "domains-gap-unknown", "question.burnt-batch.probe[2].gap"),
        ],
    ),
    (
        "a question asks two things",
        '"Tell me about a batch that went wrong."',
        '"What went wrong? And why?"',
        [(29, "domains-question-marks", "question.burnt-batch.text")],
    ),
    (
        "a question asks nothing",
        '"Tell me about a batch that went wrong."',
        '"A batch that went wrong."',
        [(29, "domains-question-marks", "question.burnt-batch.text")],
    ),
    (
        "a warm-up asks nothing",
        '"How did you come to baking?"',
        '"Hello."',
        [(6, "domains-question-marks", "warm_ups[1]")],
    ),
    (
        "an own question asks nothing",
        '"What sells best?"',
        '"Sales."',
        [(10, "domains-one-mark", "own_questions[3]")],
    ),
    (
        "a probe asks nothing",
        '"How did the morning end?"',
        '"Tell me the end."',
        [(57, "domains-one-mark", "question.burnt-batch.probe[4].text")],
    ),
    (
        "a probe has nineteen words",
        '"How did the morning end?"',
        '"How did the morning end ' + "and end " * 7 + '?"',
        [(57, "domains-probe-words", "question.burnt-batch.probe[4].text")],
    ),
    (
        "a probe asks for what is no point",
        'gap = "learns"',
        'gap = "learn"',
        [
            (42, "domains-point-unasked", "question.burnt-batch.point.learns"),
            (53, "domains-gap-unknown", "question.burnt-batch.probe[3].gap"),
        ],
    ),
    (
        "a story's result is not asked for",
        'gap = "result"',
        'gap = "task"',
        [(24, "domains-result-unasked", "question.burnt-batch")],
    ),
    (
        "an explanation is asked for its result",
        'shape = "story"',
        'shape = "explanation"',
        [(56, "domains-gap-star", "question.burnt-batch.probe[4].gap")],
    ),
    (
        "a model answer is short",
        '"""\n' + "word " * 60 + '"""',
        '"""\n' + "word " * 59 + '"""',
        [(31, "domains-model-answer", "question.burnt-batch.model_answer")],
    ),
    (
        "a variable is unknown",
        'practise {skill}?"',
        'practise {skil}?"',
        [(65, "domains-variable-unknown", "question.next-skill.text")],
    ),
    (
        "a brace is alone",
        'practise {skill}?"',
        'practise {skill?"',
        [(65, "domains-braces", "question.next-skill.text")],
    ),
    (
        "a template has no plain wording",
        'plain = "As a {role}, how do you practise?"\n',
        "",
        [(59, "domains-plain-missing", "question.next-skill")],
    ),
    (
        "the plain wording needs the skill",
        'how do you practise?"',
        'how do you practise {skill}?"',
        [(66, "domains-plain-variable", "question.next-skill.plain")],
    ),
    (
        "a preset question has a variable",
        '"Tell me about a batch that went wrong."',
        '"Tell me about a {role}."',
        [(29, "domains-variable-preset", "question.burnt-batch.text")],
    ),
    (
        "a preset question has a plain wording",
        'hint = "One morning is enough."',
        'plain = "What went wrong?"',
        [
            (24, "domains-key-missing", "question.burnt-batch.hint"),
            (30, "domains-plain-preset", "question.burnt-batch.plain"),
        ],
    ),
    (
        "a template uses a skill and there are none",
        'skills = ["lamination"]',
        "skills = []",
        [(65, "domains-skills-none", "question.next-skill.text")],
    ),
]


def faults_of(text: str, file: str = "baker.toml") -> tuple[Fault, ...]:
    read = read_text(text, file)
    return () if isinstance(read, Domain) else read


def baker(text: str = VALID) -> Domain:
    read = read_text(text, "baker.toml")
    assert isinstance(read, Domain), [fault.told(texts()) for fault in read]
    return read


@pytest.mark.parametrize(
    ("old", "new", "expected"), [row[1:] for row in FAULTS], ids=[row[0] for row in FAULTS]
)
def test_a_fault_is_found_at_its_line(old: str, new: str, expected: list[tuple[int, str, str]]) -> None:
    assert VALID.count(old) >= 1
    found = faults_of(VALID.replace(old, new, 1))
    assert [(fault.line, fault.key, fault.values.get("where", "")) for fault in found] == expected
    for fault in found:
        assert fault.told(texts()).startswith(f"baker.toml:{fault.line}: ")


def test_every_fault_text_is_expected_by_a_row_above() -> None:
    file = FOLDER.parent / "texts" / "en" / "domains.ftl"
    keys = {line.split(" =")[0] for line in file.read_text().splitlines() if line.startswith("domains-")}
    assert keys - {key for row in FAULTS for _, key, _ in row[3]} == {
        # of whole files and folders, tested below
        "domains-file-name",
        "domains-folder-missing",
        "domains-not-utf8",
        "domains-unreadable",
        # of a flow for all domains, in test_everywhere.py
        "domains-flow-too-few",
        # of files that inherit, in test_inheriting.py
        "domains-inherits-chain",
        "domains-inherits-faulty",
        "domains-inherits-unknown",
        "domains-leave-out-alone",
        "domains-leave-out-replaced",
        "domains-leave-out-unknown",
        # no faults of a file
        "domains-check-good",
        "domains-check-phase",
        "domains-check-remarks",
        "domains-check-sum",
        "domains-check-thin",
        "domains-content-corrupt",
        "domains-fault",
        "domains-faulty",
        "domains-list-entry",
        "domains-plan-short",
        "domains-remark",
        "domains-unknown",
    }


def test_all_faults_of_a_file_are_told_together() -> None:
    text = VALID.replace('role = "baker"', 'rol = "baker"').replace("difficulty = 2", "difficulty = 9", 1)
    text = text.replace('gap = "result"', 'gap = "outcome"').replace("preset = 9", "preset = 8")
    assert [(fault.line, fault.key) for fault in faults_of(text)] == [
        (1, "domains-key-missing"),
        (2, "domains-key-unknown"),
        (20, "domains-flow-total"),
        (24, "domains-result-unasked"),
        (27, "domains-not-one-of"),
        (56, "domains-gap-unknown"),
    ]


def test_a_misspelt_key_is_told_with_the_right_one() -> None:
    fault = faults_of(VALID.replace("hint =", "hints =", 1))[1]
    assert fault.told(texts()) == (
        "baker.toml:30: `question.burnt-batch.hints` is not a key of this format. Did you mean `hint`?"
    )


def test_a_missing_key_is_told_with_an_example() -> None:
    fault = faults_of(VALID.replace('role = "baker"\n', ""))[0]
    assert fault.told(texts()) == (
        'baker.toml:1: `role` is missing. Add it, like this: role = "registered nurse"'
    )


def test_a_short_flow_is_told_with_its_numbers() -> None:
    fault = faults_of(VALID.replace("preset = 2", "preset = 1"))[0]
    assert fault.told(texts()) == (
        "baker.toml:14: `flow.short` has 3 questions in all, and this length has 4."
        " Change the numbers so that they add up to 4."
    )


def test_a_valid_file_becomes_the_domain_it_describes() -> None:
    domain = baker()
    assert (domain.id, domain.language, domain.title, domain.role) == ("baker", "en", "Baker", "baker")
    assert domain.terms == ("levain", "couche")
    assert domain.flow[0] == (Length.SHORT, (Quota(Phase.BEHAVIORAL, 1, 0), Quota(Phase.TECHNICAL, 2, 1)))
    story, template = domain.questions[:2]
    assert (story.id, story.shape, story.difficulty, story.generated) == (
        "burnt-batch",
        Shape.STORY,
        2,
        False,
    )
    assert story.model_answer == " ".join(["word"] * 60)
    assert story.points[0].cues == ("smell of smoke", "dark crust")
    assert story.probes[3] == Probe("result", "How did the morning end?")
    assert (template.generated, template.plain) == (True, "As a {role}, how do you practise?")
    assert len(domain.questions) == 11


def test_a_question_can_have_anchors_of_its_own() -> None:
    anchor = '[[question.anchor]]\ncriterion = "substance"\nlevel = 5\ntext = "Names the oven."\n'
    domain = baker(VALID.replace("[[question.point]] # line 34", anchor + "[[question.point]]"))
    assert domain.questions[0].anchors == ((Criterion.SUBSTANCE, 5, "Names the oven."),)


def test_an_anchor_of_level_six_is_a_fault() -> None:
    anchor = '[[question.anchor]]\ncriterion = "substance"\nlevel = 6\ntext = "Names the oven."\n'
    found = faults_of(VALID.replace("[[question.point]] # line 34", anchor + "[[question.point]]"))
    assert [(fault.line, fault.key) for fault in found] == [(36, "domains-not-one-of")]


@pytest.mark.parametrize(
    "request_",
    ["Tell me about a batch.", "In your own words, describe a batch.", "You bake. Walk me through a day."],
)
def test_a_request_needs_no_question_mark(request_: str) -> None:
    assert faults_of(VALID.replace("Tell me about a batch that went wrong.", request_)) == ()


def test_line_breaks_within_a_text_become_blanks_and_paragraphs_stay() -> None:
    text = VALID.replace('summary = "Bread and people."', 'summary = """Bread\n  and\r\n\r\npeople."""')
    assert baker(text).summary == "Bread and\n\npeople."


def test_a_file_name_that_is_no_id_is_a_fault() -> None:
    assert [(fault.line, fault.key) for fault in faults_of(VALID, "My Baker.toml")] == [
        (1, "domains-file-name")
    ]


# --- folders -----------------------------------------------------------------------------------------


def test_a_corrupt_file_is_refused_by_name_while_the_others_work(tmp_path: Path) -> None:
    (tmp_path / "baker.toml").write_text(VALID)
    (tmp_path / "broken.toml").write_text("title = ")
    (tmp_path / "latin.toml").write_bytes("title = 1\nrole = 'Café'".encode("latin-1"))
    (tmp_path / "folder.toml").mkdir()
    loaded = load_folder(tmp_path)
    assert list(loaded.domains) == ["baker"]
    assert [(Path(fault.file).name, fault.line, fault.key) for fault in loaded.faults] == [
        ("broken.toml", 1, "domains-cut-off"),
        ("folder.toml", 1, "domains-unreadable"),
        ("latin.toml", 2, "domains-not-utf8"),
    ]
    assert loaded.get("baker").title == "Baker"
    with pytest.raises(FaultyDomains) as refused:
        loaded.get("broken")
    assert refused.value.faults == loaded.faults[:1]


def test_an_unknown_domain_is_refused_with_the_known_ones(tmp_path: Path) -> None:
    (tmp_path / "baker.toml").write_text(VALID)
    with pytest.raises(Refused) as refused:
        load_folder(tmp_path).get("butcher")
    assert texts().say(refused.value.key, refused.value.values) == (
        "There is no domain `butcher`. Choose one of: baker."
    )


def test_a_missing_folder_is_a_fault(tmp_path: Path) -> None:
    assert [fault.key for fault in load_folder(tmp_path / "none").faults] == ["domains-folder-missing"]


def test_one_file_with_faults_raises_all_of_them(tmp_path: Path) -> None:
    file = tmp_path / "baker.toml"
    file.write_text(VALID.replace("difficulty = 2", "difficulty = 0").replace("title =", "titel ="))
    with pytest.raises(DomainFaults) as raised:
        load_file(file)
    assert isinstance(raised.value, FaultyDomains)
    assert len(raised.value.faults) == 6
    assert texts().say(raised.value.key, raised.value.values) == (
        "A domain file has 6 faults. `./run domains check` lists them with what to do."
    )


def test_an_extra_folder_replaces_a_domain_by_its_id_and_adds_others(tmp_path: Path) -> None:
    (tmp_path / "en").mkdir()
    (tmp_path / "en" / "baker.toml").write_text(VALID)
    second = tmp_path / "second"
    second.mkdir()
    (second / "baker.toml").write_text(VALID.replace('title = "Baker"', 'title = "Second"'))
    assert load_domains("en", [tmp_path]).get("baker").title == "Baker"
    assert load_domains("en", [tmp_path, second]).get("baker").title == "Second"


def test_a_replacement_with_faults_replaces_nothing(tmp_path: Path) -> None:
    first, second = tmp_path / "first", tmp_path / "second"
    first.mkdir()
    second.mkdir()
    (first / "baker.toml").write_text(VALID)
    (second / "baker.toml").write_text("title = 1")
    loaded = load_domains("en", [first, second])
    assert loaded.get("baker").title == "Baker"
    assert any(fault.file == str(second / "baker.toml") for fault in loaded.faults)


# --- any input ---------------------------------------------------------------------------------------


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    cuts=st.lists(
        st.tuples(
            st.integers(0, len(VALID)),
            st.integers(0, 40),
            st.one_of(
                st.text(max_size=6),
                st.sampled_from(
                    [
                        '"',
                        '"""',
                        "'",
                        "[",
                        "]]",
                        "{",
                        "}",
                        "=",
                        "\n",
                        "1",
                        "true",
                        "1979-05-27",
                        "[[question]]\n",
                    ]
                ),
            ),
        ),
        min_size=1,
        max_size=4,
    )
)
def test_a_mutated_file_gives_a_domain_or_faults_and_never_raises(cuts: list[tuple[int, int, str]]) -> None:
    text = VALID
    for at, length, new in cuts:
        text = text[:at] + new + text[at + length :]
    for fault in faults_of(text):
        assert 1 <= fault.line <= text.count("\n") + 1
        assert fault.told(texts())


def test_strings_that_look_like_toml_do_not_shift_lines() -> None:
    text = """\
a = \'\'\'
[b]
c = "\'\'\'
d = \"\"\"x \\\"\"\" [[e]]
# "quoted\"\"\"\"\"
f.'g.h'."i\\u006a" = [ # ]
  1979-05-27 07:32:00, [{ k = '}' }],
]
[[l]]
[l.m]
[[l.n]]
[[l]]
[[l.n]]
o = 1
"""
    assert tomllib.loads(text)["d"] == 'x """ [[e]]\n# "quoted""'
    lines = Lines(text)
    expected: dict[tuple[str | int, ...], int] = {
        ("a",): 1,
        ("d",): 4,
        ("f", "g.h", "ij"): 6,
        ("f", "g.h", "ij", 0): 7,
        ("f", "g.h", "ij", 1, 0, "k"): 7,
        ("l",): 9,
        ("l", 0, "m"): 10,
        ("l", 0, "n", 0): 11,
        ("l", 1): 12,
        ("l", 1, "n", 0, "o"): 14,
    }
    assert {path: lines.of(path) for path in expected if lines.has(path)} == expected
    assert not lines.has(("b",))
    assert not lines.has(("e",))


TOML_KEYS = st.one_of(st.from_regex(r"[a-z_-]{1,4}", fullmatch=True), st.text(max_size=4)).filter(
    lambda key: all(sign >= " " and sign != "\x7f" for sign in key)
)
TOML_VALUES = st.recursive(
    st.one_of(
        st.integers(-9, 9), st.booleans(), st.sampled_from(["", "a]b", 'q"q', "x = 1", "#", "\\", "'''"])
    ),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(TOML_KEYS, inner, max_size=3)),
    max_leaves=8,
)


@settings(max_examples=150, deadline=None)
@given(number=st.integers(0, 10_000), value=TOML_VALUES, drop=st.booleans())
def test_any_value_in_any_place_gives_a_domain_or_faults_and_never_raises(
    number: int, value: object, drop: bool
) -> None:
    document = tomllib.loads(VALID)
    places = paths(document, ())[1:]
    *way, last = places[number % len(places)]
    holder: Any = document
    for part in way:
        holder = holder[part]
    if drop:
        del holder[last]
    else:
        holder[last] = value
    text = "".join(f"{written_key(key)} = {written(value)}\n" for key, value in document.items())
    for fault in faults_of(text):
        assert 1 <= fault.line <= len(document)
        assert fault.told(texts())


@settings(max_examples=150, deadline=None)
@given(st.dictionaries(TOML_KEYS, TOML_VALUES, max_size=4))
def test_every_key_and_entry_of_a_document_has_a_line(document: dict[str, object]) -> None:
    text = "".join(
        f"# a comment = [\n{written_key(key)} = {written(value)} # end\n\n" for key, value in document.items()
    )
    assert tomllib.loads(text) == document
    lines = Lines(text)
    for number, (key, value) in enumerate(document.items()):
        assert lines.of((key,)) == number * 3 + 2
        for path in paths(value, (key,)):
            assert lines.has(path)


def written_key(key: str) -> str:
    return '"' + key.replace("\\", "\\\\").replace('"', '\\"') + '"'


def written(value: object) -> str:
    match value:
        case bool():
            return str(value).lower()
        case int():
            return str(value)
        case str():
            return written_key(value)
        case list():
            return "[" + ", ".join(map(written, value)) + "]"
        case dict():
            return (
                "{"
                + ", ".join(f"{written_key(key)} = {written(inner)}" for key, inner in value.items())
                + "}"
            )
    raise AssertionError(value)


def paths(value: object, at: tuple[str | int, ...]) -> list[tuple[str | int, ...]]:
    pairs = enumerate(value) if isinstance(value, list) else value.items() if isinstance(value, dict) else ()
    return [at] + [path for key, inner in pairs for path in paths(inner, (*at, key))]
