"""Which words of a text stand inside a negation.

The rule it keeps: a word is negated if code can tell that the sentence denies it. A negation reaches from its
own word to the end of the clause, at most `REACH` words; after "no", "without", "instead of" and the like it
reaches over the noun phrase only, so it also ends at a subject ("without him I called"). A second turn inside
that reach takes it back: "I never deploy without tests" and "I never skipped tests" speak of tests that were
run, "I didn't hesitate to escalate" of an escalation. "Not only X", "why not", "no problem" deny nothing;
neither does "I would not just X": X is done there, though it is not the whole. "This can't wait" denies
waiting, "I can't wait to" nothing.
Denied from behind: "X is something I have never done", "X I have never used", and what is waved aside: "X is
a waste of time", "X isn't needed", "X only confuses people", "X I'd leave out".
"""

from __future__ import annotations

from core.language.tokens import Reading, Stretch, Token, is_past
from core.language.words import PREPOSITIONS, SUBJECTS, phrase_set, word_set

REACH = 12  # words after "not"
NOUN_REACH = {
    "no": 5,
    "zero": 3,
    "none": 5,
    "without": 6,
    "instead of": 8,
    "rather than": 8,
    "as opposed to": 8,
}
_PHRASES = [(phrase, phrase.split()) for phrase in NOUN_REACH if " " in phrase]

_NOT = word_set(
    "not never cannot hardly rarely seldom scarcely nobody neither nor unable nothing unfamiliar dont didnt "
    "doesnt cant couldnt wont wouldnt havent hasnt hadnt isnt wasnt arent werent shouldnt"
)
# "failed to", "have yet to": a denial only with "to" behind.
_NOT_WITH_TO = word_set("fail failed failing forget forgot refuse refused neglect neglected yet")
# Inside a negation these take it back.
_BACK = word_set(
    "without skip skipped skipping forget forgot forgotten ignore ignored ignoring neglect neglected "
    "hesitate hesitated fail failed miss missed missing avoid avoided afraid overlook overlooked delay "
    "delayed mind stop stopped quit cut emphasise emphasize overstate stress underestimate"
)
_LACK = word_set("skip skipped skipping lack lacked lacking lacks")
_EXPERIENCE = word_set(
    "experience knowledge idea clue background training exposure expert familiarity understanding"
)
_HARMLESS = phrase_set("""
not only; not just; not merely; not simply; not solely; not to mention; not least; not long after;
not to worry; not a problem; not too long; not surprisingly; not unlike; no problem; no doubt; no matter;
no wonder; no question; no stranger; no sooner; no less; no later than; no more than; no longer than;
no big deal; nothing but; nothing short; nothing less; never mind; don't just; don't only; didn't just;
didn't only; doesn't just; doesn't only; wasn't just; wasn't only; isn't just; isn't only; can't help;
couldn't help; can't wait to; couldn't wait to; wouldn't just; wouldn't only;
don't worry; couldn't agree more; without a doubt;
without doubt; without question; no really
""")
_BEFORE_HARMLESS = frozenset(["why", "or", "whether", "if"])
_DONE = word_set("used done tried touched had worked seen heard handled learned with of it that this")
_DO_SUPPORT = word_set(
    "didn't don't doesn't couldn't wouldn't can't won't shouldn't didnt dont doesnt couldnt wouldnt cant "
    "wont cannot to"
)
# "X is pointless", "X isn't needed", "X doesn't matter": what stands before is denied.
_POINTLESS = word_set("unnecessary pointless useless overrated overkill needless")
_NO_NEED = word_set("needed necessary required worth important matter matters help helps relevant useful")
# "X only leads to discussions": what does nothing but harm is not done.
_HARMS = word_set(
    "lead leads confuse confuses slow slows hold holds cause causes upset upsets complicate complicates "
    "invite invites distract distracts delay delays worry worries annoy annoys waste wastes"
)
_FIRST = frozenset(phrase.split()[0] for phrase in NOUN_REACH)
_MAY_DENY = (
    _NOT | _NOT_WITH_TO | _LACK | _FIRST | _POINTLESS | {"waste", "only", "just", "out"}
)  # a clause with none of these, nor "n't", denies nothing


def is_negator(word: str) -> bool:
    """Whether a word by itself denies: "not", "never", "didn't", "no", "without".

    >>> is_negator("wasn't"), is_negator("without"), is_negator("note")
    (True, True, False)
    """
    return word in _NOT or word.endswith("n't") or word in ("no", "without", "none", "zero", "lack")


def negated(reading: Reading) -> tuple[bool, ...]:
    """For each token whether it stands inside a negation; the negating words themselves do not.

    >>> from core.language.tokens import read
    >>> r = read("I have never used Python but I know Java")
    >>> [t.word for t, n in zip(r.tokens, negated(r)) if n]
    ['used', 'python']
    """
    marks = [False] * len(reading.tokens)
    for clause in reading.clauses:
        words = reading.words(clause)
        if any(t.word in _MAY_DENY or t.word.endswith("n't") for t in words):
            _mark_forward(reading, clause, marks)
            _mark_backward(reading, clause, marks)
    return tuple(marks)


def _mark_forward(reading: Reading, clause: Stretch, marks: list[bool]) -> None:
    words = [t.word for t in reading.words(clause)]
    reach, back, noun, do_support = 0, False, False, False
    skip = 0  # words of a negating phrase still to pass over
    for k, word in enumerate(words):
        reach -= 1
        if reach <= 0 or (noun and word in SUBJECTS) or (do_support and _goes_on(words, k)):
            reach = 0
        if skip:
            skip -= 1
            continue
        inside = reach > 0
        if inside and word in _BACK:
            marks[clause.first + k] = not back
            back = not back
            continue
        length, size = _negation(reading, clause, words, k)
        if size:
            reach, back, skip = size + length, False, length - 1
            noun = size < REACH and not _EXPERIENCE.intersection(words[k : k + 5])
            reach = reach if noun else REACH + length
            do_support = word in _DO_SUPPORT or words[k - 1 : k] == ["did"] or _contrasts(words, k)
        elif inside:
            marks[clause.first + k] = not back


def _negation(reading: Reading, clause: Stretch, words: list[str], k: int) -> tuple[int, int]:
    """How many words the negation at k has and how far it reaches; (0, 0) if there is none."""
    for phrase, parts in _PHRASES:
        if words[k : k + len(parts)] == parts:
            return len(parts), NOUN_REACH[phrase]
    word = words[k]
    if _harmless(words, k) or (word == "no" and _interjection(reading, clause, k)):
        return 0, 0
    if word in NOUN_REACH:
        return 1, REACH if word == "no" and k == 0 else NOUN_REACH[word]
    if word in _LACK:
        return 1, NOUN_REACH["none"]
    if word in _NOT_WITH_TO and words[k + 1 : k + 2] == ["to"]:
        return 2, REACH
    return (1, REACH) if word in _NOT or word.endswith("n't") else (0, 0)


def _harmless(words: list[str], k: int) -> bool:
    """Whether the negation at k denies nothing: "not only", "why not", "or not"."""
    if any(tuple(words[k : k + n]) in _HARMLESS for n in (2, 3)):
        return True
    before = words[k - 1] if k else ""
    last = k + 1 == len(words)
    if words[k] == "not" and before == "why":
        return True
    return words[k] in ("not", "no") and before in _BEFORE_HARMLESS and last


def _interjection(reading: Reading, clause: Stretch, k: int) -> bool:
    """ "No, I called her": a "no" with a mark behind it answers a question."""
    token: Token = reading.tokens[clause.first + k]
    return reading.text[token.end : token.end + 1] not in (" ", "-", "\n", "\t")


def _goes_on(words: list[str], k: int) -> bool:
    """After "didn't wait" an "and called" cannot belong to the negation: that would be "and call"."""
    return words[k] in ("and", "then") and k + 1 < len(words) and is_past(words[k + 1])


def _contrasts(words: list[str], k: int) -> bool:
    """ "Not with a lecture, and proposed ...", "not to": what follows "and" in the past is not denied."""
    return words[k + 1 : k + 2] == ["to"] or (
        words[k] == "not" and k + 1 < len(words) and words[k + 1] in PREPOSITIONS
    )


def _mark_backward(reading: Reading, clause: Stretch, marks: list[bool]) -> None:
    words = [t.word for t in reading.words(clause)]
    for i in range(clause.first, clause.first + _waved_aside(words)):
        marks[i] = True
    for k, word in enumerate(words):
        if not (word in ("not", "never") or word.endswith("n't")):
            continue
        if words[k + 1 : k + 2] in (["something"], ["anything"]) or _denied_from_behind(words, k):
            for i in range(clause.first, clause.first + k):
                marks[i] = True


def _waved_aside(words: list[str]) -> int:
    """How many words of a clause its end waves aside: 0 where it does not."""
    for k in range(1, len(words)):
        able = words[k].startswith(("can", "could"))  # "she can't help" waves nobody aside
        denied = not able and (words[k].endswith("n't") or words[k] == "not")
        if denied and _NO_NEED.intersection(words[k + 1 : k + 3]) and k + 4 > len(words):
            return k
        if words[k] in _POINTLESS and k + 1 == len(words) and words[k - 1] != "not":
            return k
        if words[k : k + 3] == ["waste", "of", "time"] and "not" not in words[:k]:
            return k
        if words[k] in ("only", "just") and _HARMS.intersection(words[k + 1 : k + 2]):
            return 0 if SUBJECTS.intersection(words[:k]) else k  # "I asked, and that only led on" was done
        if words[k:] == ["leave", "out"] and not any(map(is_negator, words[:k])):
            return k
    return 0


def _denied_from_behind(words: list[str], k: int) -> bool:
    """ "Kubernetes I have never used", "that is something I've never done": nothing follows the verb."""
    before = k - 1 if words[k - 1 : k] in (["have"], ["had"]) else k
    subject = before - 1
    if subject < 1 or words[subject] not in SUBJECTS or words[subject - 1] in ("but", "and", "what"):
        return False
    rest = words[k + 1 :]
    return bool(rest) and all(w in _DONE for w in rest) and rest[-1] not in ("it", "that", "this")
