"""Learner errors whose remedy has to be inflected, which no Weir rule can: agreement and participles.

The rule: a slip is only found where the words around it leave one reading; what could be right is let be. The
others stand in `learner.toml`.

    one of my strength     -> strengths      there is many people  -> there are
    my manager don't know  -> doesn't        I have never went     -> gone
    it depend on the day   -> depends
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from core.interview.ports import Tip
from core.language.tokens import Reading, Token, is_past, stem
from core.language.words import (
    ARTICLES,
    POSSESSIVES,
    PREPOSITIONS,
    STOP_WORDS,
    known_stems,
    phrase_set,
    word_set,
)

ONE_OF = "“One of” is followed by the plural: one out of several."
THERE_ARE = "With more than one it is “there are” and “there were”."
THIRD = "After one person or thing it is “doesn't”."
PARTICIPLE = "After “have” comes the participle, such as “gone”, “seen” and “done”."
SOME = "This word has no plural and no “a”: “some advice”, “a piece of information”."
DEPENDS = "After “it”, “this” and “everything” the verb ends in s: “it depends”."

_IRREGULAR = {
    "child": "children",
    "man": "men",
    "woman": "women",
    "person": "people",
    "foot": "feet",
    "tooth": "teeth",
    "life": "lives",
    "wife": "wives",
    "knife": "knives",
    "half": "halves",
    "shelf": "shelves",
    "criterion": "criteria",
    "analysis": "analyses",
    "hypothesis": "hypotheses",
    "crisis": "crises",
    "diagnosis": "diagnoses",
}
_PLURALS = frozenset(_IRREGULAR.values()) | word_set("people staff series data media police species")
# Words that stand for several by themselves or are short for them: "one of our best", "one of my own".
_SEVERAL = word_set(
    "own few many two three four five six seven eight nine ten first last best worst others mine ours kind "
    "team family crew gang group favourite favorite main top key said"
)
_PARTICIPLES = {
    pair[0]: pair[1]
    for pair in phrase_set(
        "went gone;saw seen;did done;came come;became become;began begun;broke broken;chose chosen;"
        "drank drunk;drove driven;ate eaten;fell fallen;flew flown;forgot forgotten;gave given;grew grown;"
        "hid hidden;knew known;ran run;rode ridden;rose risen;sang sung;spoke spoken;stole stolen;swam swum;"
        "took taken;threw thrown;woke woken;wore worn;wrote written;shook shaken;drew drawn;"
        "withdrew withdrawn"
    )
}
_HAVE = word_set(
    "have has had haven't hasn't hadn't i've we've you've they've having could've should've would've"
)
_BETWEEN = word_set("never not ever always already just also only even really still often recently n't")
_BE = {
    "is": "are",
    "was": "were",
    "isn't": "aren't",
    "wasn't": "weren't",
    "has": "have",
    "hasn't": "haven't",
}
_THERES = {"there's": "there are"}
_ADVERBS = word_set(
    "also always often only still not now currently usually sometimes obviously clearly just been"
)
_QUANTITY = word_set("many several various numerous few")
_NUMBERS = word_set("two three four five six seven eight nine ten eleven twelve hundred")
_SORTS = word_set("some no other different more also those these such enough new certain")
_MEASURES = word_set(
    "years months weeks days hours minutes seconds dollars euros pounds cents percent times miles kilometers "
    "kilometres meters metres kilos degrees"
)
_PARTS = {("a", "lot", "of"), ("a", "few"), ("a", "couple", "of"), ("lots", "of"), ("plenty", "of")}
_NO_PLURAL = word_set(
    "data staff media series species always across news less yes this thus perhaps besides towards access "
    "process progress business"
)
_UNCOUNTED = word_set("advice information furniture equipment homework luggage evidence")
_OPENS = word_set(
    "because but if when so although whereas since while whenever sometimes then also now well yes no ok okay"
)
_DEPENDED_ON = word_set("on of from how what if")
_SINGULAR = ARTICLES | POSSESSIVES | word_set("this that every each another")
_ANYBODY = word_set("everybody everyone somebody someone everything something nothing nobody anybody")
_HELPS = word_set(
    "does do did doesn't didn't don't will would can could may might must should shall won't wouldn't can't "
    "couldn't let make makes made to they that which help helps"
)


def learner_tips(reading: Reading) -> tuple[Tip, ...]:
    """The tips on a text, in order."""
    found = (
        tip
        for sentence in reading.sentences
        for rule in (_one_of, _there_are, _third, _participle, _uncounted, _depends)
        for tip in rule(reading.words(sentence))
    )
    return tuple(sorted(found, key=lambda tip: tip.start))


def plural(word: str) -> str:
    """The plural of a noun in small letters.

    >>> [plural(word) for word in ("strength", "weakness", "ability", "person", "day")]
    ['strengths', 'weaknesses', 'abilities', 'people', 'days']
    """
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if word.endswith("y") and word[-2:-1] not in "aeiou":
        return word[:-1] + "ies"
    return word + ("es" if word.endswith(("s", "x", "z", "ch", "sh")) else "s")


def is_plural(word: str) -> bool:
    """Whether a word in small letters looks like a plural.

    >>> [is_plural(word) for word in ("ways", "people", "access", "status", "team")]
    [True, True, False, False, False]
    """
    if word in _PLURALS:
        return True
    return len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is", "'s"))


def _one_of(words: Sequence[Token]) -> Iterator[Tip]:
    for i in _places(words, "one", "of"):
        if _at(words, i + 2) not in POSSESSIVES | {"the", "these", "those"}:
            continue
        noun = _noun_phrase(words, i + 3)
        head = noun[-1] if noun else None
        if head is None or head.word in _SEVERAL or any(is_plural(token.word) for token in noun):
            continue
        if _is_known(head.word) and not head.word.endswith(("est", "ing")):
            yield Tip(head.start, head.end, plural(head.word), ONE_OF)


def _noun_phrase(words: Sequence[Token], first: int) -> Sequence[Token]:
    """The words from `first` to the next one that is no part of a noun with its adjectives."""
    last = first
    while last < min(len(words), first + 4):
        word = words[last].word
        ends = word in STOP_WORDS - {"most", "very", "own", "other"} or (last > first and is_past(word))
        if ends or (last > first and words[last].start - words[last - 1].end > 1):
            break
        last += 1
    return words[first:last]


def _there_are(words: Sequence[Token]) -> Iterator[Tip]:
    for i, token in enumerate(words):
        if token.word in _THERES and _several(words, i + 1):
            yield Tip(token.start, token.end, _as_written(token, _THERES[token.word], words), THERE_ARE)
        elif token.word == "there" and _at(words, i + 1) in _BE and _several(words, i + 2):
            verb = words[i + 1]
            if verb.word.startswith("has") and "been" not in (_at(words, i + 2), _at(words, i + 3)):
                continue
            yield Tip(verb.start, verb.end, _BE[verb.word], THERE_ARE)


def _as_written(token: Token, better: str, words: Sequence[Token]) -> str:
    """`better` with a capital where the sentence begins."""
    return better[0].upper() + better[1:] if token is words[0] else better


def _several(words: Sequence[Token], i: int) -> bool:
    """Whether from word i on there is more than one of something."""
    while _at(words, i) in _ADVERBS:
        i += 1
    word = _at(words, i)
    for part in _PARTS:
        if tuple(_at(words, i + k) for k in range(len(part))) == part:
            return _plural_follows(words, i + len(part))
    if word in _QUANTITY:
        return _at(words, i + 1) not in ("a", "an") and _plural_follows(words, i + 1)
    if word in _NUMBERS or (word.isdigit() and int(word) > 1):
        return _plural_follows(words, i + 1) and not _MEASURES & {_at(words, i + 1), _at(words, i + 2)}
    if word in _SORTS:
        return _plural_follows(words, i + 1)
    return word in ("people", "children") or (
        is_plural(word) and word not in _NO_PLURAL | STOP_WORDS and _is_known(word)
    )


def _plural_follows(words: Sequence[Token], i: int) -> bool:
    """Whether the noun phrase from word i on, of one to three words, ends in a plural."""
    for k in range(i, i + 3):
        word = _at(words, k)
        if is_plural(word) and word not in _NO_PLURAL:
            return word.isalpha()
        if not word or word in STOP_WORDS - {"other", "more", "very", "such"}:
            return False
    return False


def _is_known(word: str) -> bool:
    """Whether a word is one of English; the list has no words of three letters and few of four."""
    return word.isalpha() and (len(word) <= 4 or stem(word) in known_stems())


def _third(words: Sequence[Token]) -> Iterator[Tip]:
    for i, token in enumerate(words):
        if token.word not in ("don't", "do") or (token.word == "do" and _at(words, i + 1) != "not"):
            continue
        if _one_before(words, i):
            yield Tip(token.start, token.end, "doesn't" if token.word == "don't" else "does", THIRD)


def _one_before(words: Sequence[Token], i: int) -> bool:
    """Whether what stands before word i is one person or thing, and all of the subject."""
    if _at(words, i - 1) in _ANYBODY | {"this", "that"}:
        return _opens(words, i - 1)
    for length in (2, 3):
        noun = words[max(0, i - length + 1) : i]
        plain = all(token.word not in STOP_WORDS and not is_plural(token.word) for token in noun)
        if len(noun) == length - 1 and plain and _at(words, i - length) in _SINGULAR:
            return _opens(words, i - length) and _is_known(noun[-1].word)
    return False


def _opens(words: Sequence[Token], i: int) -> bool:
    """Whether word i begins a sentence or clause, so that nothing before it belongs to the subject."""
    return i == 0 or _at(words, i - 1) in _OPENS


def _participle(words: Sequence[Token]) -> Iterator[Tip]:
    for i, token in enumerate(words):
        if token.word not in _PARTICIPLES or not i:
            continue
        k = i - 1
        while k > 0 and words[k].word in _BETWEEN:
            k -= 1
        direct = k == i - 1 and not words[k].word.endswith("n't")  # Harper knows these
        if words[k].word in _HAVE and not direct:
            yield Tip(token.start, token.end, _PARTICIPLES[token.word], PARTICIPLE)


def _uncounted(words: Sequence[Token]) -> Iterator[Tip]:
    for i, token in enumerate(words):
        article = next((k for k in (i - 1, i - 2) if k >= 0 and words[k].word in ("a", "an")), None)
        after = _at(words, i + 1)  # "an information session" and "an advice and support line" are right
        if after == "and":
            after = _at(words, i + 2)
        ends = not after or after in STOP_WORDS - {"or"}
        if token.word in _UNCOUNTED and article is not None and ends:
            yield Tip(words[article].start, words[article].end, "some", SOME)


def _depends(words: Sequence[Token]) -> Iterator[Tip]:
    for i, token in enumerate(words):
        if (
            token.word != "depend"
            or not i
            or _at(words, i + 1) not in ("on", "of", "from", "how", "what", "if")
        ):
            continue
        subject = words[i - 1].word
        alone = i == 1 or (i > 1 and words[i - 2].word in _OPENS)
        if (subject in ("it", "everything") and _at(words, i - 2) not in _HELPS | PREPOSITIONS) or (
            subject in ("this", "that") and alone
        ):
            yield Tip(token.start, token.end, "depends", DEPENDS)


def _places(words: Sequence[Token], *phrase: str) -> Iterator[int]:
    for i in range(len(words) - len(phrase) + 1):
        if tuple(token.word for token in words[i : i + len(phrase)]) == phrase:
            yield i


def _at(words: Sequence[Token], i: int) -> str:
    return words[i].word if 0 <= i < len(words) else ""
