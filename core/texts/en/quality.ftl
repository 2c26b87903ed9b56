# What the quality checks of domain files find, read by whoever writes one; see core/domains/quality.

quality-duplicate = `{ $where }` asks nearly the same as `{ $id }`. Ask something else, or take one of them out.
quality-duplicate-elsewhere = `{ $where }` asks nearly the same as `{ $id }` of the domain `{ $domain }`. Ask something else, or ask it in the words of this trade.
quality-length = `{ $where }` has { $count } words. Ask in { $least } to { $most }, so that it can be kept in mind.
quality-grade = `{ $where }` reads like grade { $grade }. Use shorter words and sentences, up to grade { $most }.
quality-illegal = `{ $where }` says “{ $phrase }”, which asks the candidate about their { $about }. No interviewer may ask that; ask about the work.
quality-leading = `{ $where }` says “{ $phrase }”, which gives the answer away. Ask openly, with what, how or why.
quality-quote = `{ $where }` has a quotation in it. It may stand behind a quotation of the answer, so say it without.
quality-inclusive = `{ $where }` says “{ $phrase }”. Write { $instead } instead.
quality-spelling = `{ $where }` has the unknown word “{ $word }” (the nearest known one is “{ $near }”). Correct it, or, where it is right, add it to `terms`.
quality-difficulty = { $count ->
    [0] No question has
    [one] { $count } question has
   *[other] { $count } questions have
} difficulty { $difficulty }. Have at least { $least }, so that each level finds its own.
quality-one-difficulty = All { $count } questions of the phase { $phase } have one difficulty. Write an easier or a harder one.
quality-never-asked = No flow asks the { $kind } questions of the phase { $phase }. Give them a place in [flow], or take them out.
quality-unproven = The model answer does not show the point `{ $id }`. Add the words it uses to the cues, or say it in the answer.
quality-part-missing = `{ $where }` lacks the { $part } of a story. Tell it in the answer.
quality-off-topic = `{ $where }` seems to speak of something else. Use the question's words, or name more of them in the cues.
quality-not-top = `{ $where }` is judged { $mean } on average, { $criterion } only { $level }. Let it cover all points with a detail or two, so that its substance is 5 and the mean at least { $least }.
quality-common = The point `{ $id }` is found in { $count } of { $tried } answers to other questions. Make its cues more particular.

# The table of `domains check --confusion`.

confusion-domain = { $id }: { $questions } questions; a point is found in { $mean } % of the answers to others; { $mistaken } questions would take another's answer for a good one.
confusion-mistaken = {"  "}(mistaken for good: { $ids })
