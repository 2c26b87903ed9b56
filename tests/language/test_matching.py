"""Cues are found by whole words, and what is denied does not count."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.language.matching import covers, find_cue

FOUND = [
    # (cue, what was said, what of it shows the cue)
    ("escalate", "We escalated to the on-call lead.", "escalated"),
    ("call the doctor", "First I called our doctor.", "called our doctor"),
    ("call the doctor", "I asked the doctor on call to come, so the doctor was called.", "doctor was called"),
    ("rapid response", "I phoned the rapid response team.", "rapid response"),
    ("prioritise", "I prioritized the sickest patient.", "prioritized"),
    ("organize", "It was well organised.", "organised"),
    ("behavior", "I described the behaviour and not the person.", "behaviour"),
    ("teach", "I taught the juniors.", "taught"),
    ("tell the family", "I told their family the truth.", "told their family"),
    ("write tests", "I wrote a handful of tests first.", "wrote a handful of tests"),
    ("SBAR", "I gave an sbar handover.", "sbar"),
    ("handover", "At hand over I read the chart.", "hand over"),
    ("hand over", "The handover was short.", "handover"),
    ("rollback", "We did a roll back within minutes.", "roll back"),
    ("double-check", "I double checked the dose.", "double checked"),
    ("Kubernetes", "We ran it on kubernets.", "kubernets"),
    ("triage", "I did the traige.", "traige"),
    ("hypothesis", "I formed a hypotesis.", "hypotesis"),
    ("cross-validation", "Then cross validation on five folds.", "cross validation"),
    ("C++", "I wrote C++ for ten years.", "C++"),
    ("A/B test", "We ran an A/B test.", "B test"),
    ("on my own", "I did it on my own.", "on my own"),
    ("follow up", "I followed up with her.", "followed up"),
    ("on call", "I was on call that night.", "on call"),
    ("measure latency", "The latency, which I measured daily, fell.", "latency, which I measured"),
    ("apologise", "i said i apologize for that", "apologize"),
    ("step by step", "We went step by tiny step.", "step by tiny step"),
    ("my manager", "I told our manager.", "our manager"),
    ("ask them", "I asked her twice.", "asked her"),
    ("I built", "We quickly built it.", "We quickly built"),
    ("every day", "I do it every single day.", "every single day"),
    ("in person", "I told him in person.", "in person"),
    ("never", "It never ends.", "never"),
    ("don't panic", "I did not panic.", "panic"),
    ("no downtime", "We migrated with zero downtime.", "downtime"),
    ("no downtime", "There wasn't any downtime.", "downtime"),
    ("without blaming", "Nobody was blamed.", "blamed"),
    ("no blame", "A review that didn’t blame anyone.", "blame"),
    ("not sure", "I wasn't sure about the dose.", "sure"),
]

NOT_FOUND = [
    # (cue, what was said)
    ("art", "I start at nine."),
    ("test", "This text is long."),
    ("test", "The contest was hard."),
    ("contest", "In that context I waited."),
    ("affect", "The effect was large."),
    ("adapt", "They adopt puppies."),
    ("patient", "I filed a patent."),
    ("prevent", "I was present."),
    ("detect", "That was a defect."),
    ("hypertension", "She had hypotension."),
    ("casual", "It was a causal model."),
    ("quiet room", "Quite a nice room."),
    ("call the doctor", "I called home. The doctor came later."),
    ("call the doctor", "I called my own mother and afterwards we all waited for him, the old doctor"),
    ("downtime", "We migrated without downtime."),
    ("no downtime", "There was a lot of downtime."),
    ("not blame", "I blamed the intern."),
    ("Python", "I have never used Python."),
    ("Python", "I've never in ten years used any Python."),
    ("Python", "Python I have never used."),
    ("handover", "A handover is a waste of time."),
    ("weak points", "Alternatives and weak points I'd leave out, since they worry people."),
    ("informing people", "Informing people early only causes unrest."),
    ("gestures", "Too many gestures just confuse them."),
    ("escalate", "To escalate such a case isn't really needed."),
    ("tests", "Unit tests are overrated."),
    ("documentation", "Documentation doesn't matter."),
    ("escalate", "I did not escalate it."),
    ("escalate", "I didnt escalate."),
    ("escalate", "I didn’t get to escalate."),
    ("escalate", "I wouldn't escalate that."),
    ("escalate", "Escalation is not something I would do."),
    ("escalate", "I failed to escalate."),
    ("escalate", "I forgot to escalate it to the lead."),
    ("call the doctor", "I waited instead of calling the doctor."),
    ("call the doctor", "I waited rather than call the doctor."),
    ("monitoring", "We had no tests, no monitoring and no alerts."),
    ("alerts", "We had no tests, no monitoring and no alerts."),
    ("Kubernetes", "I have no experience with Docker, Kubernetes or anything like that."),
    ("Kubernetes", "I don't know about Kubernetes."),
    ("Kubernetes", "I'm not familiar with Kubernetes."),
    ("Kubernetes", "I am unfamiliar with Kubernetes"),
    ("tests", "We deployed without any unit tests."),
    ("tests", "I skipped the tests."),
    ("wait", "This can't wait."),
    ("lecture", "I went there with a chart, not with a lecture, and proposed a pilot."),
    ("stop the infusion", "I didn't stop the infusion."),
    ("root cause", "Neither the root cause nor the fix was known."),
    ("fix", "Neither the root cause nor the fix was known."),
    ("step by step", "I took a step."),
    ("my manager", "A manager came."),
    ("my manager", "My team has a new one: the manager."),
    ("on call", "I called on Monday."),
    ("in person", "In my team a new person came."),
    ("every day", "Every change takes nine days."),
    ("ask the people", "The people in my team never got to be asked."),
    ("on my own", "I was not on my own."),
    ("first week", "It broke with the first release of their second week."),
    ("", "anything"),
    ("!!!", "anything!!!"),
]

COUNTS_DESPITE_A_NEGATION = [
    ("tests", "I wrote not only docs but also tests."),
    ("docs", "I wrote not only docs but also tests."),
    ("tests", "I never deploy without tests."),
    ("tests", "I never skipped tests."),
    ("escalate", "I didn't hesitate to escalate."),
    ("escalate", "Why not escalate early?"),
    ("escalate", "No problem, I escalate those."),
    ("escalate", "No, I escalated at once."),
    ("escalate", "If not, I escalate."),
    ("called", "I didn't wait, I called the doctor."),
    ("called", "I didn't wait and called the doctor."),
    ("call the doctor", "Instead of waiting I called the doctor."),
    ("call the doctor", "Instead of waiting, I called the doctor."),
    ("call the doctor", "i was not sure what to do so i called the doctor"),
    ("listen", "It was not about blame but about listening."),
    ("tests passed", "I did not deploy until the tests passed."),
    ("measure", "I never guess because I measure."),
    ("document", "Although nobody asked, I documented it."),
    ("Java", "I have never used Python but I know Java."),
    ("wash my hands", "You can't stress washing hands enough."),
    ("checklist", "No shift ends without the checklist."),
    ("listen", "I don't just talk, I listen."),
    ("nurse", "I asked the nurse if the nurse couldn't help."),
    ("handover", "A handover is not a waste of time."),
    ("allergies", "The allergies I never leave out."),
    ("query plan", "I read the query plan, which only slows me down a bit."),
    ("traces", "I read the traces, and that only leads to one answer."),
    ("talk", "I would not just talk, I'd listen."),
    ("talk", "I wouldn't just talk, I'd listen."),
    ("proposed", "I went there with a chart, not with a lecture, and proposed a pilot."),
    ("proposed", "I went there with a chart, not with a lecture, and I proposed a pilot."),
    ("start", "I can't wait to start."),
    ("test", "I didn't know how to start then I wrote a test"),
]


@pytest.mark.parametrize(("cue", "said", "quote"), FOUND)
def test_a_cue_is_found_where_it_was_said(cue: str, said: str, quote: str) -> None:
    spans = find_cue(cue, said)
    assert quote in [said[s.start : s.end] for s in spans]


@pytest.mark.parametrize(("cue", "said"), NOT_FOUND)
def test_other_words_and_denied_words_do_not_count(cue: str, said: str) -> None:
    assert find_cue(cue, said) == ()


@pytest.mark.parametrize(("cue", "said"), COUNTS_DESPITE_A_NEGATION)
def test_a_negation_that_denies_something_else_takes_nothing_away(cue: str, said: str) -> None:
    assert find_cue(cue, said) != ()


def test_a_point_is_covered_by_any_of_its_cues_and_shows_each_place_in_order() -> None:
    said = "I used SBAR and called the senior nurse."
    spans = covers(["senior nurse", "SBAR", "rapid response"], said)
    assert [said[s.start : s.end] for s in spans] == ["SBAR", "senior nurse"]


@given(st.text(), st.text())
def test_any_cue_in_any_text_gives_spans_within_the_text(cue: str, said: str) -> None:
    for span in find_cue(cue, said):
        assert 0 <= span.start < span.end <= len(said)


@given(st.lists(st.sampled_from(["called", "never", "the doctor,", "I", "not", "so", "and", "😀", "wait."])))
def test_a_span_holds_the_words_of_its_cue(words: list[str]) -> None:
    said = " ".join(words)
    for span in find_cue("call the doctor", said):
        quote = said[span.start : span.end]
        assert "called" in quote and "doctor" in quote and "." not in quote
