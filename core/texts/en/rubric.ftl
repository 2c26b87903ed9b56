# The rubric's anchors: what each level of each criterion looks like, and why a level was given.
# In a reason, { $shown } is what was counted and { $of } what the next better level takes (or, for
# points and words, the whole).

## The criteria

rubric-relevance = Relevance
rubric-substance = Substance
rubric-depth = Depth
rubric-structure = Structure
rubric-communication = Communication

## Anchors

rubric-relevance-1 = The answer is about something else.
rubric-relevance-2 = The question is touched, but most of the answer is about something else.
rubric-relevance-3 = The question is answered, with long stretches that do not belong to it.
rubric-relevance-4 = The answer stays with the question, with a detour or two.
rubric-relevance-5 = Everything said serves the question.

rubric-substance-1 = None of the points that matter is there, or what is said is wrong.
rubric-substance-2 = One point is right; most of what matters is missing or wrong.
rubric-substance-3 = About half of what matters is there.
rubric-substance-4 = Most of what matters is there and right.
rubric-substance-5 = All or nearly all of the points that matter are there, and no known mistake is.

rubric-depth-1 = General statements only; anyone could have said them.
rubric-depth-2 = A single detail shows first-hand knowledge.
rubric-depth-3 = A few details of one sort, such as names without numbers.
rubric-depth-4 = Details of two sorts show how it was or how it works.
rubric-depth-5 = Numbers, names, examples or deeds throughout: someone who did it is speaking.

rubric-structure-1 = Statements without an order that a listener could follow.
rubric-structure-2 = One part of a story or one step is clear, the rest is not.
rubric-structure-3 = A line can be followed, with a part missing or little to guide the listener.
rubric-structure-4 = All parts are there and can be followed.
rubric-structure-5 = A clear line from beginning to end; each part leads to the next.

rubric-communication-1 = The listener has to search for the answer.
rubric-communication-2 = The answer is there, under much that is not needed.
rubric-communication-3 = Understandable, with a slow start, long sentences or detours.
rubric-communication-4 = Direct and readable, with small lengths.
rubric-communication-5 = The answer comes at once, in sentences that are easy to follow, and ends when it is done.

## Reasons: nothing better to reach

because-relevance-full = All of it has to do with the question.
because-substance-full = { $of ->
    [one] The one point that matters is there.
   *[other] { $shown } of { $of } points that matter are there.
}
because-depth-full = There are details of several sorts, and enough of them.
because-structure-full = The parts are all there, in an order a listener can follow.
because-communication-full = It starts with the answer, stays with it, and the sentences are easy to follow.

## Reasons: relevance

because-relevance-anchors = { $shown ->
    [0] I could not connect it with the question.
    [one] Only one thing in it speaks of what was asked.
   *[other] Only { $shown } things in it speak of what was asked.
}
because-relevance-unrecognised = It is told in words of its own; whether it answers the question cannot be told from them.
because-relevance-stray = { $shown ->
    [one] 1 of { $of } words answers something else.
   *[other] { $shown } of { $of } words answer something else.
}

## Reasons: substance

because-substance-share = { $shown ->
    [0] None of the { $of } points that matter is there.
    [one] 1 of { $of } points that matter is there.
   *[other] { $shown } of { $of } points that matter are there.
}
because-substance-wrong = { $shown ->
    [one] One statement is a common mistake.
   *[other] { $shown } statements are common mistakes.
}
because-substance-declined = You said you do not know this one. Saying so is better than guessing; it is a point to learn.

## Reasons: depth

because-depth-details = { $shown ->
    [0] There is no number, name, example, deed or reason in it.
   *[other] There are { $shown } details (numbers, names, examples, deeds, reasons); { $of } would show first-hand knowledge.
}
because-depth-solid = { $shown ->
    [0] There is nothing in it that only someone who was there could say: no number, name, example or deed that weighs more than what is claimed in general.
    [one] There is one detail that only someone who was there could give; { $of } would make it convincing.
   *[other] There are { $shown } details that only someone who was there could give; { $of } would make it convincing.
}
because-depth-kinds = { $shown ->
    [0] There is no number, name, example, deed or reason in it.
    [one] The details are all of one sort; another sort (a number, a name, an example, a deed, a reason) would show more.
   *[other] The details are of { $shown } sorts; one sort more (a number, a name, an example, a deed, a reason) would round it off.
}
because-relevance-share = None of the points that matter was recognised, and without one this goes no higher.
because-structure-wrong = Part of what is said is a common mistake, and leading to it well does not help.
because-structure-share = None of the points that matter was recognised, and without one this goes no higher.
because-depth-wrong = Part of what is said is a common mistake, and details do not make it right.
because-depth-share = None of the points that matter was recognised, and without one this goes no higher.
because-depth-empty = A lot was said, but nothing of it about the question.

## Reasons: structure

because-structure-empty = A lot was said, but nothing of it about the question.

because-structure-result = The result cannot be made out: what changed in the end?
because-structure-action = What you did yourself is not clear.
because-structure-context = The situation cannot be made out: where and when was it, and what was at stake?
because-structure-ordered = All parts are there, but not in the order situation, action, result.
because-structure-parts = { $shown ->
    [0] Neither a situation, nor an action, nor a result can be made out.
   *[other] Of situation, action and result only one can be made out.
}
because-structure-topical = { $shown ->
    [one] One word belongs to the answer; from { $of } on there is a line to follow.
   *[other] { $shown } words belong to the answer; from { $of } on there is a line to follow.
}
because-structure-marks = { $shown ->
    [0] No word such as "first", "because" or "then" guides the listener.
    [one] One word such as "first", "because" or "then" guides the listener; { $of } would carry the line.
   *[other] { $shown } words such as "first", "because" or "then" guide the listener; { $of } would carry the line.
}
because-structure-sorts = The line is carried by one sort of link only; say in which order things come, why, and when not.

## Reasons: communication

because-communication-told = { $shown ->
    [one] One word belongs to the answer; from { $of } on it is more than a sketch.
   *[other] { $shown } words belong to the answer; from { $of } on it is more than a sketch.
}
because-communication-marked = The text has too little punctuation to tell how easy its sentences are to follow.
because-communication-lead = { $shown ->
    [one] One word comes before the answer begins.
   *[other] { $shown } words come before the answer begins.
}
because-communication-share = None of the points that matter was recognised, and without one this goes no higher.
because-communication-empty = A lot was said, but nothing of it about the question.
because-communication-overlong = { $shown ->
    [one] One sentence is too long to follow by ear.
   *[other] { $shown } sentences are too long to follow by ear.
}
because-communication-longest = One answer is { $shown } words long; about { $of } are two minutes of speech, and listeners tire after that.

## Reasons: could not be judged

because-not-elicited = Nothing in the interview asked for it.
because-insufficient-data = Too little was said about the question to judge this.
because-unscoreable = There were no words in it that could be judged.

## Readiness: coaching, not a forecast

readiness-title = How ready these answers are
readiness-note = This is practice advice about these answers. It is no forecast of whether you would be hired.
readiness-verdict-ready = Ready
readiness-verdict-nearly = Nearly ready
readiness-verdict-not-yet = Not yet
readiness-verdict-not-enough = Not enough to say
readiness-too-little-judged = Too little was said to judge it fairly. Answer a few more questions in whole sentences.
readiness-ready = These answers would hold in a real interview.
readiness-one-weak = The answers are good; one criterion is clearly behind the others.
readiness-thin-substance = The answers are well told; they should say more of what matters.
readiness-nearly = The ground is there; the biggest upgrades below would lift it.
readiness-wrong-substance = The answers are well told, but too much of what matters is missing or wrong.
readiness-not-yet = There is work to do, and the report says where to start.
readiness-evidence = On average { $overall } of 5; substance { $substance }; the weakest criterion { $lowest }. { $judged } % of the criteria could be judged.
