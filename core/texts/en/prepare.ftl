# What `./run train prepare` says: errors, the report of what was mended and left out, the dataset's card.

prepare-missing = There is nothing at { $file }. Give a file, a folder, or hub:OWNER/NAME.
prepare-nothing-given = Give at least one file, folder or hub:OWNER/NAME, or leave out --no-domains.
prepare-folder-empty = No file in { $folder } can be read. Files ending in { $known } can.
prepare-kind-unknown = { $file } cannot be read: files ending in { $known } can. Save it as one of these, an old .xls as .xlsx.
prepare-unreadable = { $file } cannot be read: { $why }.
prepare-damaged = { $file } cannot be read; it is damaged, has a password, or is not what its name says ({ $why }). Open it in the program it came from, save it anew, and try again.
prepare-no-header = No column of { $file } is known. What was seen: { $seen }. Name your columns in a copy of training/configs/columns.toml and give it with --config.
prepare-column-missing = { $file } has no column for the { $column ->
    [question] questions
   *[other] answers
}. Its columns: { $seen }. Name yours in a copy of training/configs/columns.toml and give it with --config.
prepare-config-unreadable = The config { $file } cannot be read: { $why }.
prepare-config-wrong = The config { $file } has something wrong at { $where }: { $why }.
prepare-hub-unreadable = The data set { $name } cannot be read ({ $why }). Check its name and the network; a private one needs HF_TOKEN. Data sets that run code of their own are not loaded.
prepare-not-allowed = { $file } has the licence { $licence }, which does not allow teaching from it. If you have the right to, say so with --i-have-the-right; else give the file without --labelled, and it is only read and reported.
prepare-task-unknown = There is no task “{ $task }”. There are: { $known }.
prepare-domain-unknown = There is no domain “{ $domain }”. There are: { $known }.
prepare-nothing-left = Nothing is left to teach. The report of what was left out is above; nothing was written.
prepare-push-refused = The hub does not let you write to { $repo } ({ $why }). Log in with: hf auth login, or set HF_TOKEN to a token that may write. The data set is in { $folder }.
prepare-push-failed = The data set could not be put on the hub as { $repo } ({ $why }). It is in { $folder }; the same command tries again.
prepare-pushed = On the hub: { $address }
prepare-reading = Reading { $file }
prepare-comparing = Comparing { $count } rows
prepare-composing = Composing answers from { $domains } domains
prepare-writing = Writing { $folder }

## The report

prepare-report-title = What was read
prepare-report-file = File
prepare-report-read = Rows
prepare-report-added = Added
prepare-report-mended = Mended cells
prepare-report-dropped = Left out
prepare-report-kept = Kept
prepare-report-taught-from = { $licence ->
    [unknown] Taught from on your word: no licence is known for it.
   *[other] Licence { $licence }; taught from.
}
prepare-report-not-taught-from = { $licence ->
    [unknown] No licence is known for it, so it is reported and scored with, and not taught from. If you have the right to, say --i-have-the-right, or name its licence in the config.
   *[other] Licence { $licence }: it is reported and scored with, and not taught from.
}
prepare-report-columns = Columns: { $columns }.
prepare-report-unknown = { $count ->
    [one] Nothing is known of the column { $names }; it was not used.
   *[other] Nothing is known of the columns { $names }; they were not used.
}
prepare-report-encoding = Read as { $encoding }.
prepare-report-mends = Mended
prepare-report-drops = Left out
prepare-report-notes = Worth knowing
prepare-report-example = line { $line }: { $text }
prepare-report-change = line { $line }: “{ $before }” became “{ $after }”
prepare-report-stays = { $text } (stays: { $of })
prepare-report-taught = What is taught
prepare-report-task = Task
prepare-report-source = Source
prepare-report-total = All
prepare-report-refused = Not taught
prepare-report-refused-line = { $count } of { $what }: { $why }
prepare-report-split = Split by question, { $groups ->
    [one] of which there is one group
   *[other] of which there are { $groups } groups
}: { $train } % of the rows in train, { $validation } % in validation, { $test } % in test (seed { $seed }).
prepare-report-leaks = { $count ->
    [0] No question and no answer of one split is like one of another.
    [one] One text was like one of another split; what held it was left out of the smaller use.
   *[other] { $count } texts were like ones of another split; what held them was left out of training.
}
prepare-report-scoring = { $count ->
    [one] One row may be scored with but not taught from; it is in scoring_only.jsonl.
   *[other] { $count } rows may be scored with but not taught from; they are in scoring_only.jsonl.
}
prepare-report-written = Written to { $folder }: { $rows ->
    [one] one example
   *[other] { $rows } examples
}, hash { $hash }.

## Mends

prepare-mend-encoding_macroman = letters that were saved as UTF-8 and opened as Mac Roman
prepare-mend-encoding_windows_1252 = letters that were saved as UTF-8 and opened as Windows-1252
prepare-mend-encoding_latin_1 = letters that were saved as UTF-8 and opened as Latin-1
prepare-mend-encoding = letters that were opened in another encoding than they were saved in
prepare-mend-letters = ligatures, control characters and the like
prepare-mend-html = tags and entities of web pages
prepare-mend-quotes = curly quotation marks, and marks that closed or opened nothing
prepare-mend-escapes = backslashes before quotation marks, and lines with nothing but marks
prepare-mend-blanks = blanks and empty lines too many
prepare-mend-label = a heading such as “Answer:” before the text
prepare-mend-numbering = the number or dot of a list before a question
prepare-mend-marks = several marks where one is enough
prepare-mend-title_case = questions Written Like Titles
prepare-mend-hurried = hurried spellings (“u”, “dont”, “wanna”) in questions and follow-ups
prepare-mend-search_and_replace = a label’s word with a capital within a sentence (“a Good nurse”), as a search for it and its replacement leave
prepare-mend-capital = a small letter at the beginning
prepare-mend-question_mark = a question without its mark
prepare-mend-glued = sentences without a blank between them
prepare-mend-small_i = “i” for “I”
prepare-mend-several_answers = cells with the answers of several people, taken apart
prepare-mend-role_spelling = other spellings of a role
prepare-mend-phase_spelling = other spellings of a phase
prepare-mend-quality_spelling = other spellings of a label
prepare-mend-praise = praise before a follow-up, cut off

## Drops

prepare-drop-blank = rows with nothing in any column that is known, and lines that are no JSON
prepare-drop-runaway = a quotation mark that was never closed swallowed the rows after it
prepare-drop-no_question = rows without a question
prepare-drop-no_answer = questions without an answer
prepare-drop-lost_letters = letters are lost and cannot be brought back
prepare-drop-placeholder = something was to be filled in and never was (“[Company]”, “X years”)
prepare-drop-junk = no words that mean anything
prepare-drop-repeats_question = the answer is the question once more
prepare-drop-advice = advice on how to answer stands in the place of an answer
prepare-drop-asks_back = the answer is only a question
prepare-drop-question_short = the question is too short to be understood
prepare-drop-question_long = the question is too long to be one
prepare-drop-not_a_question = what stands as the question asks nothing
prepare-drop-answer_short = the answer is too short to follow up
prepare-drop-answer_long = the answer is too long to be one (a quotation mark may be missing)
prepare-drop-follow_up_short = the follow-up is too short to be understood
prepare-drop-follow_up_long = the follow-up is too long to be one
prepare-drop-follow_up_no_question = the follow-up asks nothing
prepare-drop-follow_up_repeats = the follow-up is the question once more
prepare-drop-duplicate = the same as another row, but for capitals and marks
prepare-drop-near_duplicate = nearly the same as another row
prepare-drop-other_label = the same answer stands there with another label, so neither can be believed
prepare-drop-other_question = the answer stands under another question too, which it fits better

## Remarks

prepare-note-unknown-phase = { $count ->
    [one] One row has the phase “{ $written }”, which is none of Greenroom’s; it is kept without a phase.
   *[other] { $count } rows have the phase “{ $written }”, which is none of Greenroom’s; they are kept without a phase. If it is one under another name, add it to [phases] in the config.
}
prepare-note-unknown-quality = { $count ->
    [one] One row has the label “{ $written }”, which is not known; it counts as unrated.
   *[other] { $count } rows have the label “{ $written }”, which is not known; they count as unrated. If it means something, add it to [qualities] in the config.
}
prepare-note-numbers = The running numbers in “{ $column }” go from { $first } to { $last } with { $missing } missing: rows were taken out before the file came here.
prepare-note-no-commas = None of the { $count } longer answers has a comma: a program took the marks within sentences away, and with them hyphens (“oneonone”) and slashes. That cannot be mended; such answers do not show how people write.
prepare-note-no-marks = { $count } of { $of } longer answers have no mark at all (the first in line { $line }), so where their sentences end cannot be told.
prepare-note-shared = { $count ->
    [one] One of its rows stands in { $file } too.
   *[other] { $count } of its rows stand in { $file } too; of two copies the one with less damage was kept, else the one in the file that shares rows with fewer others.
}
prepare-note-compiled = Nearly all its rows ({ $share } %) stand in other files given: it was compiled from them.
prepare-note-empty-cells = { $count ->
    [one] One row has nothing in “{ $column }”.
   *[other] { $count } rows have nothing in “{ $column }”.
}
prepare-note-more-cells = { $count ->
    [one] One row (line { $line }) has more cells than the header has names: a separator or a quotation mark may be missing.
   *[other] { $count } rows have more cells than the header has names (the first in line { $line }): a separator or a quotation mark may be missing.
}

## Why something is not taught

prepare-refused-too_long = longer than a spoken question may be
prepare-refused-not_one_question = not exactly one question
prepare-refused-shares_nothing = takes up no word of the answer
prepare-refused-near_duplicate = asks the question once more
prepare-refused-leads = puts the answer into the candidate’s mouth
prepare-refused-praises = praises
prepare-refused-obeys = repeats an instruction
prepare-refused-private = asks something private
prepare-refused-outside_schema = has marks that no question has
prepare-refused-nothing_shown = nothing of the answer would be shown to a model
prepare-refused-not_judged = too little to judge
prepare-refused-not_agreed = the count and what was known of the answer do not agree
prepare-refused-nothing_to_quote = nothing that shows the level can be quoted
prepare-refused-quote_not_shown = quotes what a model would not be shown
prepare-refused-leak = like something in another split
prepare-refused-licence = the licence does not allow it
prepare-what-triples = follow-ups that people asked
prepare-what-probes = probes for composed answers
prepare-what-findings = findings on composed answers
prepare-what-labelled = what labelled answers could teach
