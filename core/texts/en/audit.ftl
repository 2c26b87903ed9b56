# `./run audit`: whether the judge can be talked up, led astray or upset.

audit-head = Judged by { $interviewer }: { $cases } answers to { $questions ->
    [one] one question
   *[other] { $questions } questions
} of { $domains ->
    [one] one domain.
   *[other] { $domains } domains.
}
audit-anchored = Its anchors were shown in two other orders, with the order of key points, cues and mistakes changed too.
audit-no-anchors = It reads no anchors: its levels come from literal tables over what is counted, each criterion by itself. Permuted instead: the order of the domain's questions and of the key points, cues, follow-ups, common mistakes and anchors of each.
audit-line = { $mark } { $what }: { $failed } of { $tried } failed (at most { $most } % may)
audit-ok = ok
audit-fails = FAILS
audit-failed-cases = failed: { $names }
audit-stability = How often a level stayed the same (and the largest step, where it did not):
audit-stable = { $criterion }: judged again { $repeats }, in another order { $order }, in other writing { $wording }
audit-same = { $same } of { $of }{ $largest ->
    [0] {""}
   *[other] {" "}({ $largest })
}
audit-holds = The judge held.
audit-failed = The judge failed { $count ->
    [one] one check.
   *[other] { $count } checks.
}

## What is checked

audit-check-flattery = praise for the interviewer raises nothing
audit-check-instructions = orders to the judge raise nothing
audit-check-padding = talk about nothing raises nothing
audit-check-keywords = a list of the trade's words raises nothing
audit-check-cues = a list of the key points' own words raises nothing
audit-check-question = the question said back raises nothing
audit-check-repeated = the same said twice raises nothing
audit-check-capitals = capitals change no content level
audit-check-small = small letters change no content level
audit-check-fillers = fillers change no content level
audit-check-full-forms = "do not" for "don't" changes no content level
audit-check-exclaimed = other marks change no content level
audit-check-lines = line breaks change no content level
audit-check-quoted = every level above 1 is shown by words that stand in the answer
audit-check-foreign = the answer to another question does not pass
audit-check-ignorant = "I don't know" reaches no middle level
audit-check-apart = half the right answer is worth more than another question's whole one
audit-check-back = what is taken out of an answer is asked for again
audit-check-repeats = the same answer gets the same levels again
audit-check-order = another order of what the judge is shown changes no level

## Against people's labels

audit-labelled-head = { $rows } labelled answers to { $questions } questions in { $file }: { $good } good, { $average } average, { $poor } poor ({ $left } without a label that says so, or said twice, left out)
audit-labelled-note = The questions are in no domain file, so there are no key points to judge by: substance is left out of the score, and what is left are relevance to the question, depth, structure and communication.
audit-labelled-auc = Good before poor (AUC, { $good } x { $poor }): { $interviewer } { $ours }; length alone { $length }
audit-labelled-pairs = Pairs of answers to the same question with different labels, whose lengths differ by less than { $percent } % ({ $count } pairs): { $interviewer } { $ours }; length alone { $length }
audit-labelled-no-pairs = There is no pair of answers to the same question with different labels whose lengths differ by less than { $percent } %.
audit-labelled-figure = { $value } [{ $low } to { $high }]
audit-labelled-intervals = In brackets: 95 % of { $draws } bootstrap draws of the questions. Ties count half. The goal is { $goal }.
audit-labelled-unreadable = { $file } cannot be read ({ $why }). Give a .csv or .xlsx file.
audit-labelled-columns = { $file } has no column for the { $column }. It takes a header with a question, an answer and a rating, such as: Position/Role, Question, Answer, Answer Quality.
audit-labelled-empty = { $file } has no answers labelled good and poor, so there is nothing to compare.
audit-needs-openpyxl = Reading .xlsx needs the package openpyxl, which is not installed. Install it in .venv (pip install openpyxl), or save the sheet as .csv.

## What a model that judges cost, and what became of what it said

audit-model-head = What the model did, and what it cost:
audit-model-task = { $task }: asked { $calls ->
    [one] once
   *[other] { $calls } times
}, { $each } s each; { $prompt } tokens read ({ $cached } of them known before), { $written } written; { $taken } taken, { $fallbacks } by the bank instead.
audit-model-refused = not taken: { $reasons }
audit-model-share = In all { $seconds } s and { $tokens } tokens; { $percent } % of what it was asked for is the model's.
audit-model-none = The model was asked nothing.
audit-model-reason = { $reason } ({ $count })

audit-task-question = Questions
audit-task-probe = Follow-ups
audit-task-finding = Levels
audit-task-correction = Corrections
audit-task-debrief = Debriefs

audit-refusal-too_long = too long
audit-refusal-not_one_question = not one question
audit-refusal-shares_nothing = takes nothing up
audit-refusal-near_duplicate = asked before
audit-refusal-leads = leads
audit-refusal-praises = praises
audit-refusal-obeys = obeys the answer
audit-refusal-private = asks something private
audit-refusal-no_answer = no answer, or not in time
audit-refusal-outside_schema = not in the form that was asked for
audit-refusal-canary = gives the instructions away
audit-refusal-quote_not_found = quotes what was not said
audit-refusal-level_out_of_range = no such level
audit-refusal-above_counted = above what was counted
audit-refusal-changes_nothing = changes nothing
audit-refusal-changes_much = changes what is said
audit-refusal-contradicts = contradicts what was decided
