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

error-illegal-cast = These roles leave somebody out, or have somebody twice.
error-illegal-seat = Nobody can sit there.

## Sentences about a member, to all

practice-left = { $who } left.
practice-removed = { $who } was taken out.
practice-joined-next = { $who } joined and takes part from the next round on.
practice-new-host = { $who } is the host now.
practice-no-show = { $who } did not answer in time. Somebody else goes on.
practice-no-show-gone = { $who } did not answer in time again and counts as gone.
practice-passed-over = The turn of { $who } was passed over.

## The lobby, the roles, the lights

practice-lobby-head = Practice: { $domain }, { $level } level
practice-lobby-member = · { $who }
practice-lobby-host = · { $who } (host)
practice-lobby-wait = Two to six take turns at being interviewed. Press Join; the host presses Start.
practice-lobby-ready = Everybody here? The host presses Start. You can still join later.
practice-round-head = Round { $number }
practice-round-candidate = Candidate: { $who }
practice-round-interviewer = Interviewer: { $who }. The question and its key points are for you alone; press My part.
practice-round-bot-asks = Interviewer: the bot. It asks: { $question }
practice-round-observer = Observer: { $who }
practice-round-bot-observes = Observer: the bot
practice-round-how = The interviewer asks the question. { $who } presses Start answering and answers by text or by voice; follow-ups are typed here. Done ends the answer.
practice-consent = { $who }: a voice answer is recorded, written down by this bot and then deleted. What was said stays in the practice for { $days } days, and you can have it deleted at any time. Press Agree to answer by voice; text needs no agreement.
practice-lights-off = { $who } is answering. Between one and two minutes is good.
practice-lights-green = { $who } is answering: one minute.
practice-lights-amber = { $who } is answering: one and a half minutes. Come to the end.
practice-lights-red = { $who } is answering: two minutes. Time to finish.
practice-follow-up = { $who } asks:
practice-progress-head = Cards of round { $number }
practice-progress-how = Fill in your card; press My part. All open together, in five minutes at the latest.
practice-progress-in = · { $who }: in
practice-progress-missing = · { $who }: not yet
practice-closed-stopped = The practice was stopped. Thank you all.
practice-closed-empty = Everybody left, so the practice is over.
practice-closed-idle = Nothing happened for a quarter of an hour, so the practice is over.
practice-closed-nobody = Nobody answered when it was their turn, so the practice is over.

## The reveal

practice-reveal-head = Round { $number }: all cards of { $who }'s answer
practice-reveal-question = Question: { $question }
practice-reveal-line = { $criterion }: { $levels }
practice-reveal-level = { $who } { $level }
practice-reveal-own = { $who } about themself { $level }
practice-reveal-bot = the bot { $level }
practice-reveal-nothing = nobody judged it
practice-reveal-top = { $who }, what was best: { $words }
practice-reveal-tip = { $who }, what to do next time: { $words }
practice-reveal-no-card = { $who } gave no card.
practice-reveal-model = A model answer: { $text }
practice-reveal-next = Press Next for the next round.
practice-reveal-turned = Everybody has been candidate. Press Next for another turn, or Stop.

## For one alone

practice-brief-head = Round { $number }: your papers
practice-brief-ask = Ask: { $question }
practice-brief-points = A good answer covers:
practice-brief-point = · { $point }
practice-brief-probes = If something is missing, ask for instance:
practice-brief-probe = · { $probe }
practice-brief-how = Type follow-ups in the channel as a reply to the bot, at most 30 words and one question each. Do not show this to { $who }.
practice-part-lobby = You are in. It begins when the host presses Start.
practice-part-candidate = You are the candidate of this round. Press Start answering in the channel, answer by text or voice, then press Done.
practice-part-observer = You observe this round. Listen; afterwards you fill in a card.
practice-part-next = You take part from the next round on.
practice-part-over = Press Next in the channel for the next round.
practice-card-head = Round { $number }: your card of { $who }'s answer
practice-card-own-head = Round { $number }: how do you rate your own answer?
practice-card-how = A level from 1 to 5 for each criterion, one thing that was best and one to do next time. Nobody sees it before all are in.
practice-card-own-how = A level from 1 to 5 for each criterion. Nobody sees it before all are in.
practice-card-whole = Your card is in. You can change it until all are in.
practice-card-line = { $criterion }: { $level }
practice-card-none = not yet
practice-card-top = What was best: { $words }
practice-card-tip = For next time: { $words }
practice-delivery-head = Round { $number }: how your answer sounded, for you alone
practice-delivery-unjudged = Too short to say anything about your pace.
practice-follow-ups-head = Round { $number }: your follow-ups, for you alone
practice-follow-ups-good = · "{ $words }": good, it reacts to what was said.
practice-follow-ups-bad = · "{ $words }": { $why }
practice-follow-ups-sum = { $good } of { $of } hold what is asked of a good follow-up.
practice-refused-too_long = longer than 30 words
practice-refused-not_one_question = not exactly one question
practice-refused-shares_nothing = picks up nothing of the answer
practice-refused-near_duplicate = was asked already
practice-refused-leads = leads to an answer
practice-refused-praises = praises
practice-refused-obeys = repeats instructions of the answer
practice-offer = You are alone here. You can wait for others, or have an interview of your own with the bot.

## Buttons

practice-press-join = Join
practice-press-leave = Leave
practice-press-begin = Start
practice-press-consent = Agree
practice-press-start = Start answering
practice-press-done = Done
practice-press-next = Next
practice-press-stop = Stop
practice-press-mine = My part

## What cannot be taken

practice-gone = This practice is not there any more.
practice-none-here = No practice is open here. Open one first.
practice-open-already = A practice is open here already. Join it, or open yours in another thread.
practice-not-here = Practices are for groups in a channel on Telegram or Discord.
practice-permission = Only those who manage this channel can set that.
practice-no-member = Nobody of that name takes part here.
practice-card-empty = There is nothing in that card. Give a level, or write something.
practice-words-long = That is { $count } characters long; { $limit } are enough for a card.
practice-somebody = somebody
practice-removed-person = (removed)
practice-removed-words = (removed)

## Settings of a channel

setting-channel-domain = Which questions a practice takes
setting-channel-level = For which level
setting-channel-retention = How long a practice is kept
setting-channel-retention-7 = 7 days
setting-channel-retention-30 = 30 days
setting-channel-retention-90 = 90 days
setting-channel-retention-365 = a year

## Agreement

practice-agreement-title = How far your levels agree with the others'
practice-agreement-panel = With the panel: { $kappa } (weighted kappa over { $count } levels; 1 is the same, 0 is chance).
practice-agreement-bot = With the bot: { $kappa } (weighted kappa over { $count } levels).
practice-agreement-panel-not-yet = With the panel: not yet. It needs 20 levels that both gave; there are { $count }.
practice-agreement-bot-not-yet = With the bot: not yet. It needs 20 levels that both gave; there are { $count }.
practice-agreement-note = Each level you gave is paired with the median of the others'. Levels two apart weigh four times as much as levels one apart.
practice-agreement-panel-same = With the panel: not to be told. Over { $count } levels nobody ever gave another one.
practice-agreement-bot-same = With the bot: not to be told. Over { $count } levels nobody ever gave another one.

## The picture of a reveal

practice-drawing-kind = Practice
practice-drawing-title = Round { $number }: { $who }'s answer
practice-drawing-facts = { $count ->
    [0] Scored by the bot
    [one] Scored by one member and the bot
   *[other] Scored by { $count } members and the bot
}
practice-drawing-own = { $who }, about themself
practice-drawing-bot = The bot
practice-drawing-top = What was best
practice-drawing-tip = For next time
practice-drawing-note = Levels from 1 to 5. All cards were opened at once. This is coaching among peers, not a judgement of anybody's chances.

## A channel's question, answered in one's own time

own-time-head = Question for everybody: { $domain }
own-time-answered-by = { $count ->
    [0] Nobody has answered yet.
    [one] One has answered.
   *[other] { $count } have answered.
}
own-time-how = Press Answer. Answers are sealed until yours is in; then you see the key points, a model answer and the others'. All are shown to all when its time is up.
own-time-over = Its time is up.
own-time-press = Answer
own-time-press-mine = See the answers
own-time-model-head = You have answered. What the others said, and what a good answer covers
own-time-answers-head = All answers, and what a good answer covers
own-time-answer = { $who }: { $words }
own-time-nobody = Nobody answered this one.
own-time-first = Answer first; then you see the key points, a model answer and what the others said.
own-time-answered = You have answered this question already.
own-time-closed = The time for this question is up. Answer the next one.
own-time-none-here = No question is open here.
own-time-only-answers = This is a question for everybody: press Answer, or wait for the answers.
own-time-paused = Nobody answered three questions in a row, so there are none for now. Whoever manages this channel can set them again.
setting-channel-question = A question for everybody
setting-channel-question-off = None
setting-channel-question-daily = Every day
setting-channel-question-weekdays = Monday to Friday
setting-channel-question-mon = On Mondays
setting-channel-question-tue = On Tuesdays
setting-channel-question-wed = On Wednesdays
setting-channel-question-thu = On Thursdays
setting-channel-question-fri = On Fridays
setting-channel-question-sat = On Saturdays
setting-channel-question-sun = On Sundays
setting-channel-question-hour = At which hour the question comes
setting-channel-question-zone = The time zone of that hour
