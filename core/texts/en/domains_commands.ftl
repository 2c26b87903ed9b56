# `domains new`, `show` and `try`.

domains-new-name = A domain's file is named after its id, such as `bike-mechanic.toml`, and `{ $id }` is none. Use lower-case letters, digits and single dashes or underscores.
domains-new-exists = { $file } is there already. Give another name, or move it away.
domains-new-failed = { $file } cannot be written ({ $why }). Choose a folder you may write in.
domains-new-done = { $file } is a domain to begin with. Change it, and `./run domains check { $file }` says what is wrong.
domains-question-unknown = The domain `{ $domain }` has no question `{ $id }`. { $near ->
    [none] `./run domains show { $domain }` lists them.
   *[other] Did you mean `{ $near }`?
}
domains-show-flow = { $length }: { $phases }
domains-show-marks = { $difficulty }{ $template ->
    [true] , template
   *[false] {""}
}{ $inherited ->
    [true] , inherited
   *[false] {""}
}
domains-show-plain = Else: { $text }
domains-show-hint = Hint: { $text }
domains-show-point = Point { $id }: { $text }
domains-show-probe = Probe for { $gap }: { $text }
domains-show-wrong = Mistakes: { $cues }
domains-try-answer = Your answer; end it with an empty line:
domains-try-empty = There is no answer. Type one, or send one: ./run domains try { $domain } { $id } < answer.txt
domains-try-points = What was found (+) and what is missing (-):
domains-try-off-topic = It seems to be about something else.
domains-try-worth = Worth { $worth } beside other answers: particulars { $particulars }, what anybody could say { $generalities }
domains-try-rule = What follows: rule { $rule }
domains-try-because = A good answer { $gap }, so it would ask:
