### What the bot says in a group's practice. { $who } is a member as the platform names them.

## What somebody is told whose doing had no effect (core/interview/practice/replies.py and its steps)

practice-join-first = You do not take part in this practice. Press Join first.
practice-host-only = Only the host and the channel's moderators can do that.
practice-already-in = You take part already.
practice-removed-stays-out = You were taken out of this practice. You can join the next one.
practice-full = Six take part already. Join the next practice, or open one in another thread.
practice-not-begun = The round has not begun. It begins when the host presses Start.
practice-begin-first = The practice has not begun. The host presses Start when everybody is here.
practice-begun-already = The practice has begun already.
practice-one-moment = One moment, the next round is being made ready.
practice-start-first = The answer has not begun. The candidate presses Start answering.
practice-started-already = The answer has begun already.
practice-only-candidate = Only the candidate answers in this round.
practice-answer-first = The candidate is still answering.
practice-answer-long = That is enough for one answer. Press Done.
practice-nothing-yet = Nothing has been said yet. Answer by text or by voice first, then press Done.
practice-follow-ups-enough = Five follow-ups are enough for one answer.
practice-score-later = Cards are filled in once the answer is complete.
practice-scoring-now = The answer is complete. Fill in your card now; all cards open together.
practice-score-over = The cards of this round are open already.
practice-round-over = This round is over. Press Next for the next one.
practice-not-in-round = You joined after this round had begun. You have a card from the next one on.
practice-own-levels-only = As the candidate you rate yourself by the five criteria; the others write.
practice-consent-first = Recordings need your agreement first. Press Agree under the line on recordings, or answer by text.
practice-consented = Thank you. You can answer by voice in this channel now.
practice-consented-already = You have agreed already.
practice-not-there = That member is not there.
practice-closed = This practice is over. Open a new one whenever you like.
practice-unheard = Nothing could be heard in that recording. Say it again, or answer by text.

## Sentences about a member, to all

practice-left = { $who } left.
practice-removed = { $who } was taken out.
practice-joined-next = { $who } joined and takes part from the next round on.
practice-new-host = { $who } is the host now.
practice-no-show = { $who } did not answer in time. Somebody else goes on.
practice-no-show-gone = { $who } did not answer in time again and counts as gone.
practice-passed-over = The turn of { $who } was passed over.
