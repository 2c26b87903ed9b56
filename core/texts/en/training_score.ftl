# What `./run train score` says.

score-generic-line = Can you tell me more about that?

## What can stop it

score-no-file = { $file } cannot be read. Point to a folder that `./run train prepare` wrote, and to one of its splits.
score-not-chat = Line { $line } of { $file } is no row of the chat format that `./run train prepare` writes. Prepare the data again.
score-no-rows = { $file } has no follow-up question to compare with. Prepare data that has some, or choose another split.
score-no-questions = { $file } cannot be read as questions: one JSON object a line is needed, such as {"{"}"question": "How did it end?"{"}"}.
score-not-named = "{ $given }" names no file of questions. Write NAME=FILE, such as other=questions.jsonl.
score-not-tuned = { $folder } holds no tuned interviewer. Point to the folder of a run that ended.
score-other-bits = A weight of the base can have 4, 8, 16 or 32 bits, not { $given }.
score-other-rows = { $file } has { $lines } questions for { $rows } rows. One a row is needed, in the order of the split.

## The tables

score-title = Follow-up questions beside those that people asked
score-who = asked by
score-bleu = BLEU
score-rouge1 = ROUGE-1
score-rouge2 = ROUGE-2
score-rougel = ROUGE-L
score-relevance = relevance
score-specificity = specificity
score-form = one question
score-guard = passes the guard
score-distinct2 = distinct-2
score-self-repetition = self-repetition
score-nameless = none named
score-is-reference = is the reference
score-shuffled = { $name }, answers shuffled
score-more-than = { $first } has more than
score-part-all = All { $rows } follow-ups ({ $prompts } answers to { $groups } questions)
score-part-source = Source { $name }: { $rows } follow-ups ({ $prompts } answers to { $groups } questions)
score-part-role = Role { $name }: { $rows } follow-ups ({ $prompts } answers to { $groups } questions)
score-part-phase = Phase { $name }: { $rows } follow-ups ({ $prompts } answers to { $groups } questions)
score-refusals = Why the guard refused
score-examples = A few of them
score-command = Made with `{ $command }`.
score-measures = BLEU and ROUGE compare each question with what a person asked after the same answer, from 0 to 1. Relevance is the share of a question's content words that stand in the answer or in what was asked; specificity the mean rarity of its words; self-repetition the share of questions with four words in a row that stand in another one, too. In brackets: the interval that holds 95 % of 1,000 bootstrap samples of whole questions.
score-published-mistral = original, Mistral 7B (published)
score-published-phi = original, Phi-2 (published)
score-published-note = The published rows are no like for like: the original compared each output with the answer's own question or answer, not with a follow-up, and on other data.

## How far it is

score-asking = Asking: { $name }
score-written = The figures are in { $folder }.
train-not-ours = { $folder } holds something else. Choose a new folder; only what the same step wrote before is replaced.
train-folder-full = The disk is full: { $folder } was not written, and what was there before is unchanged. Make room and run the same command again.
train-folder-locked = { $folder } cannot be written, and what was there before is unchanged. Choose another folder, or give yourself the right to write there.
