# Faults of domain files, read by whoever writes one. Each says what is wrong and what to write instead.
# $where is the key's way in the file, such as question.bad-handover.probe[2].text.

domains-fault = { $file }:{ $line }: { $what }
domains-remark = { $file }:{ $line }: remark: { $what }
domains-faulty =
    { $count ->
        [one] A domain file has a fault.
       *[other] { $files ->
            [one] A domain file has { $count } faults.
           *[other] { $files } domain files have { $count } faults.
        }
    } `./run domains check` lists them with what to do.
domains-unknown = There is no domain `{ $id }`. Choose one of: { $known }.

domains-folder-missing = There is no such folder. Make it, or take it out of the setting that names it.
domains-unreadable = The file cannot be read ({ $why }). Let the user who runs Greenroom read it, or move it away.
domains-not-utf8 = The file is not UTF-8 from here on. Save it as UTF-8.
domains-syntax = Not valid TOML at column { $column }: { $why }. Correct this place; quotes, brackets and equals signs must match.
domains-cut-off = The file ends where a value or a closing sign is still missing, or it has a number too long to be read. Finish the last entry.
domains-nested = Lists or tables are nested too deeply to be read. A domain needs no more than three levels.
domains-file-name = The file's name is the domain's id, and `{ $id }` is none. Use lower-case letters, digits and single dashes or underscores, such as `data-scientist.toml`.

domains-key-unknown = `{ $where }` is not a key of this format. { $near ->
    [none] The keys here are { $allowed }.
   *[other] Did you mean `{ $near }`?
}
domains-key-missing = `{ $where }` is missing. Add it, like this: { $example }
domains-kind = `{ $where }` has the wrong kind of value. Write { $wanted ->
    [text] a text in quotes
    [number] a whole number from 0 up
    [bool] true or false, without quotes
    [list] a list in square brackets, or one [[table]] for each entry
    [table] a table
    [three] three numbers in square brackets, for difficulty 1, 2 and 3
   *[other] what docs/domains.md shows
}.
domains-not-one-of = `{ $where }` is `{ $got }`. { $near ->
    [none] Write one of { $allowed }.
   *[other] Did you mean `{ $near }`? It is one of { $allowed }.
}
domains-empty = `{ $where }` is empty. Write a text, or take the entry out if the key may be left out.
domains-control = `{ $where }` holds a control character. Delete it and type the text anew.

domains-list-short = `{ $where }` has { $count ->
    [one] { $count } entry
   *[other] { $count } entries
} and needs at least { $least }. Add the rest.
domains-list-repeats = `{ $where }` says “{ $text }” a second time. Take it out.

domains-inherits-unknown = There is no domain `{ $id }` to inherit from. { $near ->
    [none] Write one of { $known }.
   *[other] Did you mean `{ $near }`?
}
domains-inherits-chain = `{ $id }` inherits from `{ $other }` itself, and inheriting goes one level only. Inherit from `{ $other }`, and copy what you want of `{ $id }`.
domains-inherits-faulty = `{ $id }`, which this file inherits from, has faults of its own. Mend them first; `./run domains check` lists them.
domains-leave-out-alone = `leave_out` leaves out what is inherited, and this file inherits nothing. Add inherits = "...", or take it out.
domains-leave-out-unknown = `{ $where }` is `{ $id }`, which is no question of `{ $other }`. { $near ->
    [none] Take it out.
   *[other] Did you mean `{ $near }`?
}
domains-leave-out-replaced = `{ $where }` is `{ $id }`, which a question of this file replaces already. Take it out of leave_out.

domains-flow-total = `{ $where }` has { $count ->
    [one] { $count } question
   *[other] { $count } questions
} in all, and this length has { $slots }. Change the numbers so that they add up to { $slots }.
domains-flow-questions = `{ $where }` asks for { $count }, but the file has { $has } { $kind } { $has ->
    [one] question
   *[other] questions
} of the phase { $phase }. Write more of them, or lower the number.

domains-flow-too-few = The domain `{ $id }` keeps its own flow: this one asks for { $count } { $kind } of the phase { $phase }, and it has { $has }. Lower the number, or write more of them for `{ $id }`.

domains-id-form = The id `{ $id }` is not well formed. Use lower-case letters, digits and single dashes, such as `first-on-call`.
domains-id-twice = The id `{ $id }` is taken already further up. Give this one another id.

domains-question-marks = `{ $where }` has { $count ->
    [0] no question mark and is no request
   *[other] { $count } question marks
}. Ask one thing with exactly one question mark, or start with Tell, Describe, Explain, Give, Walk or Talk.
domains-one-mark = `{ $where }` has { $count ->
    [0] no question mark
   *[other] { $count } question marks
}. Ask one thing with exactly one question mark.
domains-model-answer = `{ $where }` has { $count ->
    [one] { $count } word
   *[other] { $count } words
}. Write { $least } to { $most } words, as a good candidate would say them aloud.

domains-point-reserved = A point cannot have the id `{ $id }`, which probes use for a part of a story or for "vague". Give it another id.
domains-point-unasked = No probe asks for the point `{ $id }`. Add a [[question.probe]] with gap = "{ $id }".
domains-result-unasked = `{ $where }` is a story, and no probe asks for its result. Add a [[question.probe]] with gap = "result".
domains-probe-words = `{ $where }` has { $count } words. Ask in at most { $most }.
domains-gap-star = `{ $where }` is `{ $gap }`, a part of a story, but the question's shape is an explanation. Make the shape "story", or name a point or "vague".
domains-gap-unknown = `{ $where }` is `{ $gap }`, which is no point of this question. { $near ->
    [none] Write one of { $allowed }.
   *[other] Did you mean `{ $near }`? It is one of { $allowed }.
}

domains-variable-unknown = `{ $where }` uses the variable { "{" }{ $variable }{ "}" }, which does not exist. { $near ->
    [none] The variables are { $allowed }.
   *[other] Did you mean { "{" }{ $near }{ "}" }?
}
domains-variable-preset = `{ $where }` uses the variable { "{" }{ $variable }{ "}" }, but the question is not a template. Add generated = true, or write the words themselves.
domains-braces = `{ $where }` has a brace without its partner. Write a variable as { "{" }role{ "}" }, or leave braces out.
domains-plain-missing = `{ $where }` uses what is not always known (a company, a skill or a subject) and has no `plain`. Add plain = "...", the question to ask without them.
domains-plain-variable = `{ $where }` uses { "{" }{ $variable }{ "}" }. It is asked when that is not known, so use only { $allowed }.
domains-plain-preset = `{ $where }` is never asked, since the question is not a template. Add generated = true, or take `plain` out.
domains-skills-none = `{ $where }` uses { "{" }skill{ "}" }, and the file lists no skills. Fill `skills`, or leave the variable out.

# The report of `domains check` and `domains list`.

domains-check-good = { $id }: “{ $title }”, { $count ->
    [one] { $count } question
   *[other] { $count } questions
}
domains-check-phase = { $phase }: { $preset } preset, { $generated } generated; difficulty 1: { $easy }, 2: { $middle }, 3: { $hard }
domains-check-thin = { $count ->
    [one] { $count } point has
   *[other] { $count } points have
} fewer than { $least } cues: { $points }
domains-check-sum = { $good ->
    [one] { $good } domain can be used.
   *[other] { $good } domains can be used.
} { $faults ->
    [0] No faults.
    [one] { $faults } fault in { $files ->
        [one] { $files } file
       *[other] { $files } files
    }.
   *[other] { $faults } faults in { $files ->
        [one] { $files } file
       *[other] { $files } files
    }.
}
domains-check-remarks = { $count ->
    [one] { $count } remark; nothing fails for it.
   *[other] { $count } remarks; nothing fails for them.
}
domains-list-entry = { $id }: { $title }. { $summary }

domains-plan-short = The domain has too few questions of the phase { $phase } for this length. `./run domains check` says which are missing.
domains-content-corrupt = A stored question cannot be read back. Restore the database from a backup; `./run doctor` helps to look.
