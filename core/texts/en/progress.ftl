### What people come back for: questions that are due, another attempt, levels of one's own, the way so far.

## An action that has no effect where the interview stands

reply-rate-first = The interview is over. Say how you think it went by choosing a level, or skip that and the report comes at once.
reply-rate-later = You can rate yourself at the end, before the report comes.
reply-rate-over = Levels of your own are taken only before the report comes, so that they are your own. Nothing was changed.
error-illegal-rating = A level is a whole number from 1 to 5. Nothing was changed.
refused-rating = That level could not be taken: it is a number from 1 to 5 for one of the five criteria. Nothing was changed.
refused-redo = That question cannot be asked again: it was never put to you, or its report is not there any more. Open a report of yours and choose one of its questions.

## Questions that are due again

review-begins = { $count ->
    [one] One question is due again.
   *[other] { $count } questions are due again.
} No warm-up, five minutes at most; answer as you would in an interview.{ $more ->
    [0] {""}
    [one] {" "}One more is due after these.
   *[other] {" "}{ $more } more are due after these.
}
review-none-yet = Nothing is due for review yet. Questions come back once you have answered them in an interview: weak ones after a day or two, strong ones after weeks.
review-none-due = Nothing is due for review. The next question comes back { $days ->
    [0] later today
    [one] tomorrow
   *[other] in { $days } days
} ({ $date }).
review-due = { $count ->
    [one] One question is due again ({ $domains }).
   *[other] { $count } questions are due again ({ $domains }).
}
review-title = Review
ask-review = Review { $number } of { $total } · { $domain } · { $phase }
ask-redo = Once more · { $domain } · { $phase }
redo-begins = The same question once more. Your first answer stays as it is; the report puts the two side by side.

## Levels of one's own

rate-head = Before your report, { $number } of 5
rate-ask = { $criterion }: how well did it go, from 1 to 5?
choose-self_rating = Do you want to rate yourself before you see the report?
self_rating-ask = Rate myself first
self_rating-skip = Go to the report at once
setting-self_rating = Rating yourself before the report
setting-self_rating-no = Off
setting-self_rating-yes = On
status-rating = The interview is over. You can still rate yourself before the report comes.

## Two attempts side by side

attempts-title = Your two attempts
attempts-title-later = Question { $number }, answered again on { $date }
attempts-first = First attempt, { $date }: { attempts-size }
attempts-second = Second attempt, { $date }: { attempts-size }
attempts-size = { $words ->
    [one] one word
   *[other] { $words } words
}{ $follow_ups ->
    [0] {""}
    [one] , one follow-up
   *[other] , { $follow_ups } follow-ups
}
attempts-no-answer = No answer.
attempts-moved = { $criterion }: { $before ->
    [0] not judged
   *[other] { $before }
} → { $after ->
    [0] not judged
   *[other] { $after }
} of 5{ $moved }
attempts-moved-words = { $criterion }: { $moved }
attempts-up = {" "}(better)
attempts-down = {" "}(lower)
attempts-same = {" "}(the same)
attempts-unknown = {""}
attempts-rate = Pace: { $before } → { $after } { delivery-words }
attempts-pauses = Pauses: { $before } % → { $after } % of the time
attempts-fillers = Fillers: { $before } → { $after } a minute
attempts-closed = New in the second attempt, and missing in the first:
attempts-missing = Still missing, or not recognised: a good answer …
attempts-lost = There in the first attempt, and not recognised in the second:

## Levels of one's own beside the judged ones

rated-title = How you saw it
rated-line-same = { $criterion }: you said { $own }, judged { $judged }: the same
rated-line-higher = { $criterion }: you said { $own }, judged { $judged }: you rated it { $by } higher
rated-line-lower = { $criterion }: you said { $own }, judged { $judged }: you rated it { $by } lower
rated-line-unjudged = { $criterion }: you said { $own }; it could not be judged
rated-alike = On the whole you saw it as it was judged.
rated-higher = On the whole you rated yourself { $by } higher than it was judged.
rated-lower = On the whole you rated yourself { $by } lower than it was judged.
rated-note = You gave these levels before the report; they change no other level.

## The way so far

history-counts = { $practice ->
    [one] One interview
   *[other] { $practice } interviews
}{ $review ->
    [0] {""}
    [one] , one review
   *[other] , { $review } reviews
}{ $redo ->
    [0] {""}
    [one] , one question answered again
   *[other] , { $redo } questions answered again
} since { $since }.
history-streak-days = You have practised { $days } days in a row.
history-streak-weeks = You have practised { $weeks } weeks in a row.
history-criterion = { $criterion }: { $level } of 5 in the newest; against the one before: { $moved }
history-criterion-usual = { $criterion }: { $level } of 5 in the newest; usual for you: { $usual }; against the one before: { $moved }
history-criterion-words = { $criterion }: { $moved }
history-note = Whole interviews only. From the fourth on, usual for you is the mean of all before the newest. What could be chance is called the same.
history-rate = Speaking rate: { $figure } { delivery-words }
history-fillers = Fillers: { $figure } a minute
history-pauses = Pauses: { $figure } % of the time
history-hedges = Words that take back what you say: { $figure } in 100 words
history-no-baseline = From the fourth spoken interview on, what is usual for you stands beside each figure.
history-rated-title = How well you know yourself
history-rated-alike = { $date }: you saw it as it was judged
history-rated-higher = { $date }: you rated yourself { $by } higher than it was judged
history-rated-lower = { $date }: you rated yourself { $by } lower than it was judged
history-rated-closer = Your own levels have come closer to the judged ones.
history-rated-not-closer = Your own levels are no closer to the judged ones than the first time.
history-domains-title = By domain
history-domain = { $domain }: { $count ->
    [one] one interview
   *[other] { $count } interviews
}
history-domain-level = { history-domain }, mean level { $level } of 5
history-domain-moved = { history-domain }, mean level { $first } in the first and { $level } in the newest: { $moved }
history-review = { $date } · Review
history-redo = { $date } · Once more · { $domain }

## The report of a review and of a redo

report-title-review = Your review
report-title-redo = Once more: { $domain }
report-facts-short = { $level } level, { $date }, { $minutes ->
    [0] under a minute.
    [one] 1 minute.
   *[other] { $minutes } minutes.
}

## The page's words

web-review-heading = Review in five minutes
web-review = Review now
web-redo = Answer it again
web-rating-skip = Skip to the report
web-every-report = Every report

## Why: the figures and their sources

why-skipped = Skipped by you, so no rule was tried and nothing was judged.
why-judged = Judged by { $by }, by the rubric’s tables; substance against the { $points ->
    [0] question as its domain file has it
    [one] one key point of its domain file
   *[other] { $points } key points of its domain file
}.
why-worded = In the words of { $name }; what is asked for was decided by the rule.
why-worded-refused = { $count ->
    [one] Other words before were not taken: { $reasons }.
   *[other] { $count } times other words before were not taken: { $reasons }.
}
why-spread = Judged several times over the same answers: from { $lowest } to { $highest } of 5.
why-agreed = Judged several times over the same answers: { $lowest } of 5 each time.
why-judged-instead = This one was judged by { $name }.
why-figures-title = How the figures come about
why-mean = { $criterion } = ({ $sum }) / { $count } = { $mean }, the mean over the questions that have a level
why-overall = On average = ({ $sum }) / { $count } = { $mean }, the mean of the criteria’s means
why-share = Judged = { $judged } of { $of } = { $percent } %, all criteria of all planned questions
why-readiness = Readiness: the first of these rows that holds, read from the top
why-row = { $takes }: “{ $row }” { $held ->
    [yes] This one holds.
   *[no] Does not hold.
}
why-takes-overall = on average { $least } or more
why-takes-substance = substance { $least } or more
why-takes-lowest = no criterion below { $least }
why-takes-judged = less than { $below } % judged
why-takes-nothing = whatever is left
why-trend = A difference counts from 1.0 × √(1/n + 1/m) of a level on, where n and m are the numbers of levels behind the two means: what other questions alone would make is called the same.
why-moved = { $criterion }: { $now } now, { $then } then, difference { $by }: { $moved }
why-self-rated = { $criterion }: your own { $own } − judged { $judged } = { $by }
why-sources-title = Where this comes from
why-source-levels = Levels: anchored scales after Smith and Kendall (1963), used as in structured interviews (Campion, Palmer and Campion 1997). The tables are Greenroom’s own, in core/interview/rubric.py; readiness is the table in core/interview/readiness.py.
why-source-points = Substance: the key points and common mistakes of each question, written in its domain file. Nothing is right or wrong by anybody’s general knowledge.
why-source-story = Stories: situation, task, action and result (STAR), as interviewers are trained to listen for them.
why-source-review = Why these questions: they were due by FSRS (github.com/open-spaced-repetition), which reckons when the chance of answering as well as last time has fallen to 90 %. The mean level of an answer from 4.5 on counts as easy, from 3.5 on as good, from 2.5 on as hard, below as to be learnt again.
why-source-rate = Speaking rate: words over the time from the first to the last voiced sound (Tauroza and Allison 1990); the range is Greenroom’s, or the one you set.
why-source-pauses = Pauses of 250 ms and more (Goldman-Eisler 1968; de Jong and Bosker 2013); their share of the time as in fluency studies (Towell, Hawkins and Bazergui 1996).
why-source-fillers = Fillers and hedges in 100 words, the measure of disfluency studies (Bortfeld and others 2001).

## The terminal's words

console-rate = Type 1 to 5, or /skip to see the report at once.
console-redo = Type /redo with the number of a question of your newest report, or alone for the one it names.
console-settings = To set one: /settings NAME VALUE
web-all-domains = All domains
