# What stands on the drawings of a report, and what they show in words. Figures come in as texts.

## The card

drawing-kind = { $purpose ->
    [review] Review
    [redo] One question again
   *[practice] Practice interview
}
drawing-facts = { $date } · { $answered }
drawing-facts-level = { $level } level · { $date } · { $answered }
drawing-answered = { $answered } of { $planned ->
    [one] 1 question
   *[other] { $planned } questions
} answered
drawing-mean = { $level } of 5 on average
drawing-unjudged = not judged
drawing-delivery = How you spoke
drawing-typed = You typed your answers, so there is no pace to show.
drawing-spoken = Pace, pauses and fillers were not measured in this interview.
drawing-rate = { $unit ->
    [second] words a second
   *[minute] words a minute
}
drawing-fillers = fillers a minute
drawing-pauses = of the time in pauses
drawing-standing-rate = { $standing ->
    [good] good
    [low] a little slow; good is { $low }–{ $high }
    [too_low] too slow; good is { $low }–{ $high }
    [high] a little fast; good is { $low }–{ $high }
    [too_high] too fast; good is { $low }–{ $high }
   *[not_judged] not judged
}
drawing-standing-fillers = { $standing ->
    [good] good
    [high] some; good is up to 5
    [too_high] too many; good is up to 5
   *[not_judged] not judged
}
drawing-standing-pauses = { $standing ->
    [good] usual
    [high] more than the usual 30 %
   *[not_judged] not judged
}
drawing-pace = Pace, question by question
drawing-good = good: { $low }–{ $high }
drawing-long-pauses = Pauses of 2 s and more
drawing-fillers-lane = Fillers
drawing-questions = Question by question
drawing-none = none
drawing-not-counted = not counted in this language
drawing-pauses-told = { $count ->
    [one] one of { $longest } s
   *[other] { $count }, the longest { $longest } s
}
drawing-fillers-told = { $count ->
    [one] at least one
   *[other] at least { $count }
}
drawing-strength-none = Nothing stands out yet, and that is what practice is for.
drawing-quote = “{ $quote }”
drawing-note = Practice advice about these answers, no forecast of whether you would be hired.

## The printed report

drawing-foot = { $title }, { $date }
drawing-lead = { $name }:
drawing-receipt = “{ $quote }”
drawing-receipt-at = “{ $quote }” (at { $at })

## The way so far

drawing-way = The way so far
drawing-way-all = All your interviews
drawing-way-facts = { $count ->
    [one] One interview, { $first }
   *[other] { $count } interviews, { $first } to { $last }
}
drawing-way-rate = { $unit ->
    [second] Words a second
   *[minute] Words a minute
}
drawing-way-fillers = Fillers a minute
drawing-way-pauses = Time in pauses
drawing-way-usual = usual for you { $figure }
drawing-way-dashed = Dashed: what was usual for you before the newest one.
drawing-way-shaded = Shaded: what is good.
drawing-good-fillers = good: up to 5
drawing-good-pauses = usual: up to 30 %
drawing-way-note = Oldest on the left, newest on the right. The questions were others each time, so small differences are chance.

## The card in words

drawing-alt-head = Report card: { $title }, { $facts }.
drawing-alt-verdict = { $verdict }: { $words }
drawing-alt-bar = { $name } { $figure } of 5.
drawing-alt-words = { $name }: { $words }
drawing-alt-figure = { $value } { $unit } ({ $standing }).
drawing-alt-pace = Over time the pace went from { $least } to { $most }, with { $low } to { $high } being good.
drawing-alt-pauses = { $count ->
    [0] No pause of two seconds or more.
    [one] One pause of two seconds or more, { $longest } seconds long.
   *[other] { $count } pauses of two seconds or more, the longest { $longest } seconds.
}
drawing-alt-fillers = { $count ->
    [0] No fillers were heard.
    [one] At least one filler.
   *[other] At least { $count } fillers.
}
drawing-alt-section = { $title }: { $words }

drawing-alt-way = The way so far: { $title }. { $facts }.
drawing-alt-row = { $name }: { $figures }.
drawing-alt-row-moved = { $name }: { $figures } ({ $moved }).
drawing-alt-row-none = { $name }: nothing to show yet.

## On the page

web-take-pdf = Download as PDF
web-take-picture = As a picture
web-take-json = As JSON
web-take-chart = Download this chart
web-listen = Listen
web-no-such-file = There is no such file of yours (any more). All your reports are under “Your interviews”.

## Where it fails

drawing-failed = The picture or PDF could not be made at the moment. Please try again in a minute; the report itself is there in words.
