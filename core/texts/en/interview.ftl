### What the bot says during an interview.

# A person's action that has no effect where the interview stands.
reply-paused = The interview is paused; what you just sent was not counted. Resume first, then go on.
reply-choose-first = First choose what to practise: a domain, your level and a length. Then we begin.
reply-one-moment = One moment, the next question is on its way.
reply-report-coming = The interview is over and your report is being put together.
reply-finished = This interview is finished. You can read its report, or start a new one.
reply-closed = This interview is closed. Start a new one whenever you like.
reply-not-paused = The interview is not paused. Just answer.
reply-nothing-to-pause = There is nothing to pause yet: the interview has not begun.
reply-already-begun = The interview has begun, so this can no longer be changed. Stop it to start another.
reply-no-hint-here = There is no hint here: nothing you say at this point is scored.
reply-part-closed = That answer is closed, so its transcript stays as it is.
reply-still-listening = Still listening to that recording. One moment.
reply-nothing-heard = Nothing could be heard in that recording. Say it again, or type your answer.
reply-nothing-yet = There is no answer yet. Say or type something first, or skip the question.

answer-waits = Got it. As soon as your recording is transcribed and you have confirmed it, we go on.
heard-head = This is what was heard. Is it right?
across-a-minute = { $rate } words a minute, { $paused } % of the time pauses, { $fillers ->
    [0] no fillers heard.
    [one] at least one filler.
   *[other] at least { $fillers } fillers.
}
across-a-second = { $rate } words a second, { $paused } % of the time pauses, { $fillers ->
    [0] no fillers heard.
    [one] at least one filler.
   *[other] at least { $fillers } fillers.
}
speech-gone = That recording is no longer there, so it could not be listened to. Please say it again in a new one, or type your answer.
speech-failed = Something went wrong while your recording was listened to, and it could not be used. Please say it again, or type your answer; whoever runs Greenroom can look at “doctor”.
heard-nothing = Nothing could be heard in that recording.
heard-unclear = That could not be understood clearly. All that was heard: “{ $heard }”
say-it-again = That part is gone. Say it again whenever you are ready.
paused = Paused. Take your time; the clock stands still until you resume.
resumed = Welcome back. One moment.
closed-nothing = Closed. Nothing was answered, so there is no report.

# How a question is introduced.
ask-thanks = Thank you.
ask-warm-up = To warm up, not scored:
ask-question = Question { $number } of { $total } · { $phase }
ask-probe = Follow-up
ask-again = I could not make out an answer. The same question once more:
ask-restated = Let me put that another way. { $hint }
ask-own = Your turn: what would you like to ask me about the role or the team?
ask-repeated = Once more:
ask-resumed = We were here:
hint = Hint: { $hint }

phase-introduction = Introduction
phase-behavioral = Behavioral
phase-communication = Communication
phase-technical = Technical
phase-situational = Situational
phase-conclusion = Conclusion

level-entry = Entry
level-mid = Mid
level-senior = Senior
length-short = Short
length-standard = Standard
length-long = Long
length-about = { $slots } questions, about { $minutes } minutes

error-illegal-event = This step is not possible here ({ $event } in { $stage }). Nothing was changed.
error-illegal-choice = There is no such { $choice }. Nothing was changed.
error-illegal-plan = The plan does not fit what was chosen. Nothing was changed.
error-illegal-decision = The follow-up would go beyond this question's limits ({ $rule }). Nothing was changed.
error-illegal-findings = The findings are not one for each criterion. Nothing was changed.
error-corrupt-log = A stored event cannot be read ({ $event }, version { $version }). Was the database written by a newer Greenroom? Update, or restore a backup.

## Set-up and the frame around an interview

choose-domain = What would you like to practise for?
choose-level = Which level fits you?
choose-length = How much time do you have?
choose-mode = How would you like to answer?
choose-scores = Do you want to see levels in the report?
choose-ready = All set. Begin whenever you are ready.
mode-text = By typing
mode-voice = By voice
scores-show = Show levels
scores-hide = Only words, no levels
report-ready = That was the interview. Your report is ready.
no-interview = No interview is open. Start one, and the first question comes at once.
already-open = Your interview is still open, so we go on where it stood. To start another, stop this one first.
went-wrong = Something went wrong with your last message, and it could not be used. Please send it again, or ask whoever runs this bot to look at “doctor”.
kept-waiting = What you sent is kept, but the database cannot be written to go on ({ $code }): the disk may be full. Do not send it again. It is taken up with the next thing you do, or at the next start.
refused-empty = There was nothing in that message. Write a sentence or two, or ask for a hint.
refused-long = That answer has { $count } characters; { $limit } are the most that can be taken. Nothing was kept: send it again, shorter.
refused-voice-off = Recordings are not listened to here. Type your answer instead.
refused-voice-empty = There was no sound in that recording. Record it again, or type your answer.
refused-voice-large = That recording is larger than { $megabytes } MB, the most that can be taken. Nothing was kept: send it in two parts, or type your answer.
refused-voice-day = You have spoken for { $minutes } minutes in the last 24 hours, which is the most that is listened to here. Type your answer instead; tomorrow you can speak again.
refused-choice = There is no such choice. Nothing was changed.
error-contents-missing = The questions of this interview are no longer in the database, so it cannot go on. Stop it and start another, or restore a backup.

## What can be read at any time

view-nothing-yet = There is nothing to show yet. Answer a question first.
view-no-report = There is no report yet. It comes at the end of an interview, or when you stop one you have answered something in.
status-none = No interview is open.
status-setting-up = You are choosing what to practise.
status-planning = Your questions are being put together.
status-warming-up = Warming up: this question is not scored, and { $total } questions follow.
status-answering = Question { $number } of { $total } waits for your answer.
status-examining = Your answer to question { $number } of { $total } is being looked at.
status-wording = The next question is being worded, after { $number } of { $total }.
status-own-questions = All { $total } questions are done; your own questions to the interviewer are next.
status-paused = Paused at question { $number } of { $total }. The clock stands still.
status-judging = Your report is being put together.
status-drawing = Your report is being drawn.
privacy-policy =
    What is kept: your answers, the questions you were asked, what was found in your answers, levels you gave yourself, and your settings; in a group's practice the name you have there, what you say and the cards you write. Nothing else, and nothing about you is bought or guessed. Greenroom runs where you or your operator installed it and sends nothing away; only where they have another server listen are recordings sent to that one, and only where they have a model on another server interview you is what you answer sent there, without your name.

    A group's cards are shown to nobody until all are opened together, then to the whole channel. A practice is kept for 90 days after its end, or for as long as its channel is set to. Forgetting takes what is yours out of practices that are over, too, and leaves what is the others'.

    How: your words and the findings about them are encrypted with a key that is yours alone, itself locked with a master key kept outside the database. Log files hold numbers, never words.

    How long: all else until you delete it. Exporting gives you everything as a file; forgetting destroys your key and your words at once, and what comes back from an old backup is deleted again at the next start.

    You find both beside this text; in the terminal they are /export and /forget. The whole policy is in docs/privacy.md.

## When an interviewer fails

interviewer-stood-in = The interviewer did not answer, so the built-in question bank takes this turn. The report says so too.
job-failed = Something went wrong while your answer was being looked at. Skip this question, or stop to get the report on what is done.
engine-failed = The work could not be queued ({ $code }). What you sent is kept and is taken up shortly, or at the next start; look at “doctor” if this comes again.
not-sent = The platform did not take the message.
undeliverable = The platform will never take this message.
