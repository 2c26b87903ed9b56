# How a spoken answer came across. Rates come in as texts; $recording is 0 where there is only one.

## The sentences

delivery-not-judged = Too little was said to judge the pace: it takes 20 words and 10 seconds.
delivery-not-counted = Words cannot be counted in this language, so the pace is not judged.

delivery-words = { $unit ->
    [second] words a second
   *[minute] words a minute
}
delivery-recording = { $recording ->
    [0] {""}
   *[other] {" "}of recording { $recording }
}
delivery-rate-good = { $rate } { delivery-words }: a pace that is easy to follow.
delivery-rate-slow = { $rate } { delivery-words }, a little slow. Say the next thought as soon as you have it; you need not weigh each word.
delivery-rate-slow-there = { $rate } { delivery-words }, a little slow, and slowest from { $at } to { $to }{ delivery-recording } ({ $there }). Decide on the first three points before you begin; then the words come by themselves.
delivery-rate-too-slow = { $rate } { delivery-words } is slow enough for a listener to drift off. Note three words before you begin, one for each point, and speak from them.
delivery-rate-too-slow-there = { $rate } { delivery-words } is slow enough for a listener to drift off; slowest was { $at } to { $to }{ delivery-recording } ({ $there }). Note three words before you begin, one for each point, and speak from them.
delivery-rate-fast = { $rate } { delivery-words }, a little fast. Take a breath at each full stop, and it is easy to follow.
delivery-rate-fast-there = { $rate } { delivery-words }, a little fast, and fastest from { $at } to { $to }{ delivery-recording } ({ $there }). A breath before that part would be enough.
delivery-rate-too-fast = { $rate } { delivery-words } is faster than most people can take notes by. Stop for a breath after each point.
delivery-rate-too-fast-there = { $rate } { delivery-words } is faster than most people can take notes by; fastest was { $at } to { $to }{ delivery-recording } ({ $there }). Stop for a breath after each point.
delivery-changed-up = You sped up after { $at }{ delivery-recording }: { $after } { delivery-words } against { $before } before. A breath there brings the pace back.
delivery-changed-down = You slowed down after { $at }{ delivery-recording }: { $after } { delivery-words } against { $before } before. Keep one last point ready for that moment.

delivery-fillers-none = No fillers were heard.
delivery-fillers-good = { $count ->
    [one] One filler or a few more, { $minute } a minute: nobody minds that many.
   *[other] At least { $count } fillers, { $minute } a minute: nobody minds that many.
}
delivery-fillers-some = At least { $count } fillers, { $minute } a minute. Where one wants to come, say nothing: a short silence sounds calm.
delivery-fillers-some-there = At least { $count } fillers, { $minute } a minute, { $there } of them between { $at } and { $to }{ delivery-recording }. Where one wants to come, say nothing: a short silence sounds calm.
delivery-fillers-many = At least { $count } fillers, { $minute } a minute, which draws attention away from what you say. Where one wants to come, close your mouth and breathe in.
delivery-fillers-many-there = At least { $count } fillers, { $minute } a minute, which draws attention away from what you say; { $there } of them came between { $at } and { $to }{ delivery-recording }. Where one wants to come, close your mouth and breathe in.

delivery-pauses-much = Pauses take { $percent } % of the time. Thinking first and then speaking in one go is easier to follow.
delivery-pauses-long = { $count ->
    [one] One pause was long: { $seconds } seconds, at { $at }{ delivery-recording }. Saying “let me think for a moment” makes such a pause yours.
   *[other] { $count } pauses were long, the longest { $seconds } seconds, at { $at }{ delivery-recording }. Saying “let me think for a moment” makes such a pause yours.
}
delivery-minutes = { $minutes ->
    [2] two
    [3] three
   *[other] { $minutes }
}
delivery-length-good = { $time } is a good length.
delivery-length-short = { $time } is short for a whole answer. One to { delivery-minutes } minutes leave room for an example and how it ended.
delivery-length-long = { $time } is long; after { delivery-minutes } minutes attention drops. Keep the answer and one example, and leave the rest for when they ask.

## The figures

delivery-figure-rate = Speaking rate: { $rate } { delivery-words } ({ $standing })
delivery-figure-articulation = Without the pauses: { $rate } { delivery-words }
delivery-figure-fillers = Fillers: at least { $count }, { $minute } a minute, { $hundred } in 100 words ({ $standing })
delivery-figure-fillers-named = Fillers: at least { $count }, { $minute } a minute, { $hundred } in 100 words ({ $standing }); most often { $named }
delivery-figure-fillers-unknown = Fillers: not counted, as they are only known in English so far
delivery-figure-pauses = Pauses: { $percent } % of the time ({ $standing })
delivery-figure-long-pauses = { $count ->
    [0] Long pauses of 2 seconds and more: none
   *[other] Long pauses of 2 seconds and more: { $count } ({ $where })
}
delivery-figure-hedges = Words that take back what you say: { $hundred } in 100 words
delivery-figure-hedges-named = Words that take back what you say: { $hundred } in 100 words; most often { $named }
delivery-figure-spoken = { $recordings ->
    [one] Time spoken: { $time }, in one recording
   *[other] Time spoken: { $time }, in { $recordings } recordings
}
delivery-usual = { $figure }; usual for you: { $usual }
delivery-named = “{ $words }” ({ $count })
delivery-where = question { $number } at { $at }{ delivery-recording }, { $seconds } s
delivery-standing-rate = { $standing ->
    [good] good: { $low } to { $high }
    [low] a little slow; good is { $low } to { $high }
    [too_low] too slow; good is { $low } to { $high }
    [high] a little fast; good is { $low } to { $high }
    [too_high] too fast; good is { $low } to { $high }
   *[not_judged] not judged
}
delivery-standing-fillers = { $standing ->
    [good] good: up to 5 a minute
    [high] good is up to 5 a minute
    [too_high] too many from 12 a minute on
   *[not_judged] not judged
}
delivery-standing-pauses = { $standing ->
    [good] up to 30 % is usual
    [high] more than the usual 30 %
   *[not_judged] not judged
}

## Question by question

delivery-turn = Question { $number }: { delivery-in-short }.
delivery-turn-follow-up = Question { $number }, a follow-up: { delivery-in-short }.
delivery-in-short = { $rate } { delivery-words }, { $fillers ->
    [-1] {""}
    [0] no fillers,{" "}
    [one] one filler or more,{" "}
   *[other] at least { $fillers } fillers,{" "}
}{ $time } long
delivery-windows = Over time: { $windows }
delivery-window = { $at } { $rate }

## Notes

delivery-note = Measured on the sound, from the first to the last word. How you pronounce words is not measured, and nothing here changes a level.
delivery-note-band = There is no range for this language yet, so the English one stands in.
delivery-note-band-language = The range is the English one, scaled by how many words a minute people read aloud in this language.
delivery-note-usual = Usual for you: your last { $count } interviews together.

## Why: the formulas with the person's own numbers

delivery-why-title = Delivery
delivery-why-turn = Question { $number }
delivery-why-turn-follow-up = Question { $number }, a follow-up
delivery-why-whole = All answers together, sums over sums
delivery-why-rate = Speaking rate = { $minute } × words / T = { $minute } × { $words } / { $seconds } s = { $rate } { delivery-words }, with T from the first to the last voiced sample
delivery-why-articulation = Without pauses = { $minute } × words / (T − pauses of 250 ms and more) = { $minute } × { $words } / ({ $seconds } s − { $paused } s) = { $rate } { delivery-words }
delivery-why-fillers = Fillers = 60 × { $count } / { $seconds } s = { $minute } a minute; 100 × { $count } / { $words } words = { $hundred } in 100 words
delivery-why-pauses = Pause ratio = pauses / T = { $paused } s / { $seconds } s = { $percent } %
delivery-why-hedges = Hedges = 100 × { $count } / { $words } words = { $hundred } in 100 words
