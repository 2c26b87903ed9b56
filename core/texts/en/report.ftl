# The report, why, and the history. Figures of levels come in as texts ("3.4").

## Head

report-title = Your practice interview: { $domain }
report-facts = { $level } level, { $length } interview, { $date }, { $minutes ->
    [0] under a minute.
    [one] 1 minute.
   *[other] { $minutes } minutes.
}
report-length-short = short
report-length-standard = standard
report-length-long = long
report-answered = { $planned ->
    [one] You answered { $answered } of 1 question.
   *[other] You answered { $answered } of { $planned } questions.
}
report-follow-ups = { $count ->
    [one] One follow-up was asked.
   *[other] { $count } follow-ups were asked.
}
report-skipped = { $count ->
    [one] You skipped one.
   *[other] You skipped { $count }.
}
report-stopped = { $count ->
    [0] You stopped early.
    [one] You stopped early; one question was not reached.
   *[other] You stopped early; { $count } questions were not reached.
}
report-weakest = The one behind is { $criterion }.
report-no-figure = none

## What to take away

report-strength-title = What went best
report-strength-none = Nothing stands out yet, and that is what practice is for. The next two sections say where to start.
report-strength-closest = Nothing stands out clearly yet. This came closest:
report-place = { $criterion }, question { $number }
report-place-level = { $criterion }, question { $number }: { $level } of 5
report-upgrade-title = Your biggest upgrade
report-upgrade-none = Nothing that was judged is below the best level. Try a higher level or a longer interview next.
report-upgrade-unjudged = Too little was said to name one. A few whole sentences for each question are enough for that.
report-upgrade-small = Nothing big; this would polish it:
report-upgrade-missing = Not heard there, or not recognised: a good answer { $missing }.
report-redo-title = Answer this one again
report-redo-add = What a good answer here does; take what is true for you:
report-with-quote = { $line }: “{ $quote }”
report-with-quote-at = { $line }: “{ $quote }” (at { $at })
report-quote-at = at { $at }
report-same-quote = { $line } (in the same words)

## What to do differently, by what was lacking

report-advice-answer = Say it in three or four whole sentences this time. A rough answer is better than none.
report-advice-relevance = Answer exactly what was asked, in its own words, before anything else.
report-advice-substance = Build the answer around what matters most here.
report-advice-depth = Add what only someone who was there can know: a number, a name, an example, a reason.
report-advice-structure = Give the listener a line to follow, one step after the other.
report-advice-communication = Begin with the answer itself, keep the sentences short, and stop when it is said.
report-advice-relevance-anchors = Take up the question's own words in your first sentence, then stay with them.
report-advice-relevance-stray = Leave out what does not answer the question, even if it is interesting.
report-advice-substance-share = Build the answer around what matters most here.
report-advice-substance-wrong = Part of it is a common mistake. Compare with the model answer below, then put it right in your own words.
report-advice-substance-declined = Read the model answer below, put it away, and explain it in your own words.
report-advice-depth-details = Add what only someone who was there can know: a number, a name, an example, a reason.
report-advice-depth-solid = Tell what happened once: what you did, with a number or a name, instead of what is always so.
report-advice-depth-kinds = Add another sort of detail. If you gave names, give a number; if you gave numbers, give the reason behind one.
report-advice-relevance-share = Begin with the first point that matters here, then the next.
report-advice-structure-wrong = Put right what is a common mistake first; the order comes after.
report-advice-structure-share = Order it by the points that matter here, one after the other.
report-advice-depth-wrong = Put right what is a common mistake first; then give the details behind it.
report-advice-depth-share = Put the details where they show a point that matters here.
report-advice-depth-empty = Say what you did or know about just this question, with one number or name.
report-advice-structure-empty = Answer the question in the first sentence, then explain in two or three more.
report-advice-structure-result = End with what came of it: what changed, by how much, and how you know.
report-advice-structure-action = Say what you did yourself, with “I”, one step after the other.
report-advice-structure-context = Open with one sentence on where and when it was and what was at stake.
report-advice-structure-ordered = Tell it in the order in which it happened: situation, what you did, what came of it.
report-advice-structure-parts = Tell it in three parts: the situation, what you did, what came of it.
report-advice-structure-topical = Say more of it: a few sentences, one for each step.
report-advice-structure-marks = Guide the listener with words such as “first”, “then” and “because”.
report-advice-structure-sorts = Besides the order of things, say why you do them and when you would not.
report-advice-communication-told = Say more: a first sentence that answers, and two or three that explain.
report-advice-communication-marked = Write it in sentences with full stops, as you would want to hear it.
report-advice-communication-lead = Begin with the answer itself; the background can follow.
report-advice-communication-share = Start from the points that matter here; how it is told comes second.
report-advice-communication-empty = Take up the question in your first sentence, and say what you did or would do.
report-advice-communication-overlong = Cut the longest sentence in two.
report-advice-communication-longest = Tell it in two minutes at most: the answer, the proof, the end.

## The criteria and the trend

report-criteria-title = The five criteria
report-meter = { $criterion }: { $level } of 5, judged in { $judged } of { $of ->
    [one] 1 question
   *[other] { $of } questions
}
report-criterion-unjudged = Too little was said to judge this.
report-trend-title = Since last time
report-trend-head = { $count ->
    [one] Compared with your interview of { $date } ({ $domain }).
   *[other] Compared with your last interview, { $date } ({ $domain }), and with the mean of all { $count } before this one.
}
report-trend-line = { $criterion }: { $last }
report-trend-line-mean = { $criterion }: { $last }; against your mean: { $mean }
report-trend-note-early = Two interviews with different questions say little yet; what could be chance is called the same. From the third on there are figures.
report-trend-note = The questions were others each time; what could be chance is called the same.
report-moved-up = better
report-moved-down = lower
report-moved-same = about the same
report-moved-unknown = nothing to compare with yet
report-moved-up-by = up { $by }
report-moved-down-by = down { $by }

## Question by question

report-slot = Question { $number } · { $phase }
report-slot-line = { $number }. { $question }
report-question-unshown = (skipped before it was shown)
report-hinted = You took the hint. That does not count against you.
report-outcome-skipped = You skipped this one. Its model answer is shown once you have tried it.
report-outcome-unheard = No words could be made out, so nothing was judged.
report-outcome-open = The interview was stopped before this answer was complete, so it was not judged.
report-outcome-follow-up-answered = Answered.
report-outcome-follow-up-skipped = You skipped it.
report-outcome-follow-up-unheard = No words could be made out.
report-outcome-follow-up-open = The interview was stopped before this answer was complete.
report-outcome-answered = Answered.
report-follow-up = Follow-up: { $question } ({ $why })
report-covered = What your answer does:
report-in-own-words = You were asked for this and answered in words of your own; compare with the model answer:
report-missing = What a fuller answer does as well (if yours did, it was not recognised):
report-missing-all = What a good answer does (none of it was recognised in yours):
report-findings = How it was judged:
report-finding = { $names }: { $reason }
report-name-level = { $criterion } { $level } of 5
report-findings-unjudged = Not judged ({ $criteria }): { $reason }
report-model-answer = One good way to answer it, not the only one:
report-model-answer-like = One good way to answer a question of this kind, not the only one:

## Gaps, as what a good answer does

report-gap-star = tells all parts of the story
report-gap-star-situation = sets the scene: where, when and what was at stake
report-gap-star-task = says what your own part was
report-gap-star-action = tells what you did yourself, step by step
report-gap-star-result = tells how it ended and what changed
report-gap-point = covers the main points
report-gap-vague = is specific
report-gap-vague-number = puts a number on it
report-gap-vague-example = gives a concrete example
report-gap-vague-name = names the tool, the method or the person
report-gap-contradiction = fits with what was said before

## Why a follow-up was asked

report-why-ask-again = Asked again because no words could be made out.
report-why-restate = Put another way because the first answer did not seem to touch the question.
report-why-restate-declined = Put another way because you said you did not know.
report-why-ask-missing = A good answer { $gap }.
report-why-ask-missing-given = A good answer { $gap }; with this yours does.
report-why-ask-specific = The answer was general so far; a good one { $gap }.
report-why-ask-specific-given = The answer was general so far; a good one { $gap }, and with this yours does.
report-why-ask-contradiction = Asked because it did not seem to fit something you said earlier.
report-why-unknown = Asked to hear a little more.

## Why nothing more was asked

report-ended-gap = Nothing more was asked here.
report-ended-complete = Nothing more was asked: what seemed open had been asked for once.
report-ended-complete-at-once = Nothing more was asked: nothing important seemed to be open.
report-ended-probes-spent = Nothing more was asked: this question had had all its follow-ups.
report-ended-time-short = Nothing more was asked: the time left was kept for the questions to come.
report-ended-asked-enough = Nothing more was asked: the question had been put to you again already.
report-ended-warm-up = Nothing more was asked: the warm-up has no follow-ups.
report-ended-declined = Nothing more was asked: you said you did not know, and that was taken at your word.
report-ended-moved-on = Nothing more was asked: you moved on before the next follow-up.
report-ended-stopped = Nothing more was asked: the interview was stopped here.

## The rest

report-own-title = Your own questions
report-own-asked = You asked:
report-own-more = Two more that would fit:
report-own-none = You had no question this time, which is fine in a practice. In an interview, asking one shows interest and helps you decide. Two that would fit:
report-delivery-title = Delivery
report-delivery-typed = You typed your answers. Pace, pauses and fillers can only be measured in spoken ones; nothing about them is guessed here.
report-delivery-spoken = { $count ->
    [one] One answer was spoken. Pace, pauses and fillers were not measured in this interview.
   *[other] { $count } answers were spoken. Pace, pauses and fillers were not measured in this interview.
}
report-grammar-title = Language
report-grammar-none = No language tips for this answer.
report-grammar-note = Language tips never change a level. They come from a checker that can be wrong; take what helps.
report-judged-bank = Judged by fixed rules against the question's own key points. Every quotation is from your answers.
report-judged-by = Judged by { $name } under fixed rules. Every quotation is from your answers, and the totals are computed, not guessed.
report-interviewer = { $name ->
    [bank] the built-in question bank
    [mistral] Mistral
    [openai_compatible] the language model
   *[other] { $name }
}
report-did-title = Who did what
report-did-worded = { $of ->
    [one] Of the one question or follow-up made for you, { $name } worded { $done }.
   *[other] Of the { $of } questions and follow-ups made for you, { $name } worded { $done }.
}
report-did-judged = { $of ->
    [one] Of the one level given, { $name } gave { $done }.
   *[other] Of the { $of } levels given, { $name } gave { $done }.
}
report-did-more = { $debrief ->
    [yes] { $count ->
        [0] It wrote the words under “In other words”.
        [one] It wrote the words under “In other words” and one language correction.
       *[other] It wrote the words under “In other words” and { $count } language corrections.
    }
   *[no] { $count ->
        [one] It made one language correction.
       *[other] It made { $count } language corrections.
    }
}
report-did-none = A language model was asked first, and nothing of it was taken: all that was asked and judged is the built-in question bank's.
report-did-refused = Not taken from the model: { $reasons }.
report-refused-times = { $count ->
    [one] { $reason }
   *[other] { $reason } ({ $count } times)
}
report-refused-too-long = a question that was too long
report-refused-not-one-question = words that were not one question
report-refused-shares-nothing = a follow-up that took up nothing of your answer
report-refused-near-duplicate = a question asked before
report-refused-leads = a question that led to its answer
report-refused-praises = praise in a question
report-refused-obeys = words that followed an instruction out of an answer
report-refused-private = a question that no interviewer may ask
report-refused-no-answer = an answer that did not come in time
report-refused-outside-schema = an answer of the wrong form
report-refused-canary = words from its instructions
report-refused-quote-not-found = a quotation that is not in your answers
report-refused-level-out-of-range = a level that does not exist
report-refused-above-counted = a level above what was counted
report-refused-changes-nothing = a correction of nothing
report-refused-changes-much = a correction that said something else
report-refused-contradicts = a summary that did not fit what was found
report-refused-other = something that did not pass a check
report-debrief-title = In other words
report-debrief-note = Written by { $name } from what stands in this report. The verdict, the levels and the choice of what to do next are made by fixed rules and count where the two differ.
report-grammar-whose = { $why } ({ $whose })
report-grammar-checker = the checker
report-grammar-note-model = What { $name } corrects is a suggestion too: a language model can be wrong where it sounds sure.
report-stepped-in = { $count ->
    [one] The built-in question bank stepped in for { $name } in question { $numbers }.
   *[other] The built-in question bank stepped in for { $name } in questions { $numbers }.
}

## Why

report-why-title = Why: { $domain }
report-rules = After each answer the first rule that applies decides: 1 nothing could be heard; 2 another subject, or not known; 3 a part is missing; 4 too general; 5 does not fit with earlier; 6 otherwise move on.
report-choice = The biggest upgrade is in the criterion in which your answers together fall furthest short, content counting most; the question to answer again is the one with the most to gain.
report-rule = Rule { $rule }. { $why }
report-rule-ask-again = 1 (nothing could be heard)
report-rule-restate = 2 (another subject, or not known)
report-rule-ask-missing = 3 (a part is missing)
report-rule-ask-specific = 4 (too general)
report-rule-ask-contradiction = 5 (does not fit with earlier)
report-rule-move-on = 6 (move on)
report-left = Still open then: a good answer { $gap }.
report-level-given = { $criterion }: { $level } of 5
report-level-unjudged = { $criterion }: not judged
report-anchor = Looks like this: { $anchor }

## History

report-history-title = Your interviews
report-history-none = There is no finished interview yet.
report-history-entry = { $date } · { $domain }
report-history-entry-level = { $date } · { $domain } · { $level }
report-history-mean = Mean level { $level } of 5
report-history-moved = Against the one before: { $moved }.
