"""A small valid domain file, whose first sixty lines the tests know by number."""

from __future__ import annotations

HEAD = '''\
title = "Baker"
role = "baker"
summary = "Bread and people."
terms = ["levain", "couche"]
skills = ["lamination"]
warm_ups = ["How did you come to baking?", "Tell me about your first bread."]
own_questions = [
  "Who starts the ovens?",
  "How are new bakers taught?",
  "What sells best?",
  "When does the day end?",
]

[flow.short]
behavioral = { preset = 1, generated = 0 }
technical = { preset = 2, generated = 1 }
[flow.standard]
behavioral = { preset = 1, generated = 0 }
technical = { preset = 5, generated = 1 }
[flow.long]
behavioral = { preset = 1, generated = 0 }
technical = { preset = 9, generated = 1 }

[[question]] # line 24
id = "burnt-batch"
phase = "behavioral"
difficulty = 2
shape = "story"
text = "Tell me about a batch that went wrong."
hint = "One morning is enough."
model_answer = """
@60 words@"""
wrong = ["throw it away"]
[[question.point]] # line 34
id = "notices"
text = "says what was seen"
cues = ["smell of smoke", "dark crust"]
[[question.point]] # line 38
id = "saves"
text = "says what was saved"
cues = ["second tray"]
[[question.point]] # line 42
id = "learns"
text = "says what is done differently now"
cues = ["timer"]
[[question.probe]] # line 46
gap = "notices"
text = "What did you see first?"
[[question.probe]] # line 49
gap = "saves"
text = "What could you still save?"
[[question.probe]] # line 52
gap = "learns"
text = "What do you do differently now?"
[[question.probe]] # line 55
gap = "result"
text = "How did the morning end?"

[[question]] # line 59
id = "next-skill"
generated = true
phase = "technical"
difficulty = 1
shape = "explanation"
text = "As a {role}, how do you practise {skill}?"
plain = "As a {role}, how do you practise?"
'''.replace("@60 words@", "word " * 60)

REST = """\
hint = "Begin with the flour."
model_answer = "{answer}"
[[question.point]]
id = "weighs"
text = "weighs everything"
cues = ["scales"]
[[question.point]]
id = "waits"
text = "lets it rest"
cues = ["overnight"]
[[question.point]]
id = "tastes"
text = "tastes it"
cues = ["crumb"]
[[question.probe]]
gap = "weighs"
text = "How much of each?"
[[question.probe]]
gap = "waits"
text = "How long does it rest?"
[[question.probe]]
gap = "tastes"
text = "What does it taste of?"
[[question.probe]]
gap = "vague"
text = "Which bread was that?"
""".format(answer="word " * 60)

TECHNICAL = """
[[question]]
id = "dough-{number}"
phase = "technical"
difficulty = {difficulty}
shape = "explanation"
text = "How do you make dough number {number}?"
"""

VALID = (
    HEAD
    + REST
    + "".join(TECHNICAL.format(number=number, difficulty=number % 3 + 1) + REST for number in range(1, 10))
)
