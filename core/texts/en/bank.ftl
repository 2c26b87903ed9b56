# The bank interviewer's own words: what stands around a quotation, and the follow-ups that no domain file
# words. Every question has exactly one question mark; none leads, praises or gives an answer away.

## Before a follow-up, with something the person said that belongs to it

bank-lead-1 = You said "{ $quote }". { $probe }
bank-lead-2 = You just said "{ $quote }". { $probe }

## Before a follow-up, where nothing that was said belongs to it

bank-lead-beyond = You said "{ $quote }". One thing beyond that: { $probe }
bank-bridge-1 = Let me ask a little more about this. { $probe }
bank-bridge-2 = One more question on this. { $probe }
bank-bridge-3 = Let me ask one more thing. { $probe }
bank-bridge-back = Let me come back to the question. { $probe }

## Follow-ups for the parts of a story

bank-ask-situation = Where and when was this, and who was involved?
bank-ask-task = What exactly was your part in it?
bank-ask-action = What did you do yourself, step by step?
bank-ask-result = How did it turn out in the end?

## Follow-ups for vague answers

bank-ask-number = Can you put a number on that, even a rough one?
bank-ask-example = Can you give one concrete example?
bank-ask-name = Which tool, method or person was it, by name?
bank-ask-point = What else belongs to a complete answer here?

## Two statements side by side

bank-contradiction = Earlier you said "{ $earlier }", now "{ $now }". Which of the two is it?
bank-contradiction-earlier = Earlier you said "{ $earlier }". How does that go with what you just told me?
bank-contradiction-now = You just said "{ $now }", and earlier it sounded different. Which of the two is it?
bank-contradiction-plain = This sounds different from what you said earlier. Which of the two is it?

## Levels, as they stand in a question

bank-level-entry = entry-level
bank-level-mid = mid-level
bank-level-senior = senior
