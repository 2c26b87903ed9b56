### The practice page's own words.

web-language = en
web-name = Greenroom
web-skip = Skip to the content
web-nav = Pages
web-nav-start = Practise
web-nav-history = Your interviews
web-nav-privacy = Privacy
web-footer = Greenroom runs on this computer. Your words are kept here, encrypted with a key of their own.

## Front page

web-start-title = Interview practice
web-start-heading = Rehearse before it counts.
web-start-about = Greenroom asks, reads what you answer, asks after what you left out, and ends with a report that quotes your own words. It is a program on this computer, and there is no account to make.
web-open-heading = Go on where you were
web-go-on = Go on
web-stop-first = Stop it, to start another
web-newest-report = Your newest report
web-all-reports = All your interviews
web-choose-one = Choose one of each first: what to practise for, your level, a length, and whether to see levels. Then we begin.
web-begin = Begin
web-begin-about = It starts with a warm-up that is not scored. You can pause or stop at any time.

## Interview

web-interview-heading = Interview: { $domain }
web-standing = Where you are
web-starting = One moment
web-starting-about = Your interview is being set up. This page looks again by itself.
web-look-again = Look again
web-conversation = Conversation
web-desk = Your turn
web-place-warm-up = Warm-up, not scored
web-place-question = Question { $number } of { $total }
web-place-own = Your own questions
web-place-over = The end
web-paused = Paused
web-minutes-left = { $minutes ->
    [0] Time is up, finish in peace
    [one] About { $minutes } minute left
   *[other] About { $minutes } minutes left
}
web-you = You
web-label-answer = Your answer
web-label-own = Your question to the interviewer
web-send = Send
web-resume = Resume
web-hint = Hint
web-repeat = Repeat
web-skip-question = Skip
web-pause = Pause
web-stop = Stop
web-tips = Language tips on my last answer
web-tips-short = Tips
web-close = Close
web-keys = Ctrl or ⌘ and Enter sends.
web-heard = What was heard
web-heard-doubtful = The marked words were not heard clearly.
web-heard-use = Use this answer
web-heard-again = Say it again
web-heard-correct = Correct it
web-heard-correction = What you said
web-heard-send = Use the corrected answer
web-voice = Answering by voice
web-listening = Listening to your recording …
web-ears-missing = To answer by voice, Greenroom needs a speech model, about { $megabytes } MB, fetched once. It listens on this computer; nothing you say is sent anywhere.
web-ears-fetch = Fetch it ({ $megabytes } MB)
web-ears-fetching = Fetching the speech model: { $percent } %
web-record = Record your answer
web-record-stop = Stop recording
web-record-pause = Pause recording
web-record-resume = Go on recording
web-record-discard = Discard
web-record-play = Your recording
web-record-level = How loud you are
web-record-sending = Sending your recording …
web-record-one-minute = One minute.
web-record-ninety = One and a half minutes: begin to close.
web-record-two-minutes = Two minutes: time to end.
web-record-denied = This browser was not allowed to use the microphone. Allow it for this page (beside the address), or type your answer.
web-record-missing = There is no microphone here. Connect one and try again, send a recording from a file, or type your answer.
web-record-failed = The microphone could not be used; another program may have it. Try again, or type your answer.
web-record-empty = Nothing was recorded. Try again, and speak after you pressed the button.
web-record-longest = That is as long as a recording can be. Listen to it, then send it or discard it.
web-aloud = Read questions aloud
web-speak-file = Send a recording from a file
web-speak-choose = A sound file of up to { $minutes } minutes: OGG, WebM, M4A, MP3, WAV or FLAC
web-speak-send = Send the recording
web-working = One moment, the interviewer is thinking.
web-sending = Sending …
web-unsent = That could not be sent. What you typed is still here; send it again in a moment.
web-reconnecting = Reconnecting … your answers are safe.
web-stop-heading = Stop here?
web-stop-about = The interview ends, and what you have answered so far is reported. It cannot be taken up again.
web-stop-yes = Stop and get the report
web-stop-not = Keep going
web-report-coming = That was the interview. Your report is being put together.
web-report-ready = Your report is ready
web-report-ready-about = One strength, one thing to work on, and every level with your own words behind it.
web-read-report = Read the report
web-closed = This interview is closed
web-again = Practise again

## Reports

web-why = Why these levels
web-print = Print
web-back-to-report = Back to the report
web-back-to-interview = Back to the interview
web-meter = ({ $value } of { $of } marks)
web-meter-none = (not judged)
web-trend = How your mean level moved
web-trend-point = { $label }: { $level } of 5.
web-trend-caption = Mean level of each interview, oldest on the left. One step more or less can come from the questions alone.
web-nothing = Nothing here yet
web-to-start = To the front page

## Your data

web-privacy = What is kept about you
web-clips-heading = Your recordings
web-clips-gone = A recording is deleted as soon as its words are written down. You can have them kept instead, encrypted like everything else; they are in the file you can download below.
web-clips-kept = Your recordings are kept, encrypted like everything else. When you stop that, those that are kept are deleted at once.
web-clips-change = Change that in the settings
web-export-heading = Take everything with you
web-export-about = One file with all that is kept about you: interviews, answers, reports, settings.
web-export = Download the file
web-forget-heading = Be forgotten
web-forget-about = Deletes all of it, at once and for good, also in the middle of an interview. You are asked once more.
web-forget = Delete everything …
web-forget-ask = This deletes your interviews, answers, reports and settings, at once and for good. It cannot be undone; download the file first if you want to keep anything.
web-forget-word = forget me
web-forget-type = Type “{ $word }” to go on
web-forget-yes = Delete everything
web-forget-not = Keep everything
web-forget-kept = Nothing was deleted. To delete everything, type “{ $word }” exactly like this.
web-forgotten = Forgotten
web-forgotten-about = Nothing is kept about you any more: your words are gone, and so is the key they were locked with. Whatever you do next starts afresh.

## Settings and other accounts

web-settings = Settings
web-settings-keep = Keep these
web-settings-kept = Kept. They hold from now on; recordings you no longer want kept are gone.
web-link-heading = Go on in Telegram or Discord
web-link-about = Join this browser with your account there, and an interview begun in one place goes on in the other, with one report and one history.
web-link-make = Make a code
web-link-code = Your code:
web-link-code-about = Type /link { $code } in Telegram, or /interview link with it in Discord. It works once, for ten minutes.
web-link-type = Or type a code that you were given there
web-link-join = Join

## What can go wrong

web-problem = That did not work
web-missing = There is nothing here
web-status = Status { $status }
web-draft = What you typed, so that you can copy it
web-doorstep = Open Greenroom
web-not-found = There is no such page. Start again from the front page.
web-no-such-report = There is no such report of yours. All your reports are under “Your interviews”.
web-wrong-method = This address cannot be used like that. Start again from the front page.
web-bad-request = That could not be understood, and nothing was changed. Go back, reload the page and try again.
web-foreign-host = Greenroom answers on this computer only. Open it as http://127.0.0.1 with the port that ./run shows.
web-foreign-form = That came from another website, so nothing was changed. Open Greenroom itself, reload the page and try again.
web-stale-form = This page is out of date, so nothing was changed. Go back, reload the page and try again.
web-too-large = That is more than can be taken at once, and nothing was kept. Go back and send it again, shorter.
web-failed = Something went wrong here. Nothing you sent before is lost. Reload the page; if it comes again, whoever runs Greenroom can look at “doctor”.
web-ending = Greenroom is being stopped at the moment. Nothing you sent before is lost. Once it is back, send this again; it counts once.
web-port-taken = Port { $port } is taken by another program. Set GREENROOM_PORT to another one in .env, or to 0 for any that is free.
web-port-refused = Port { $port } cannot be used here. Set GREENROOM_PORT to one between 1024 and 65535 in .env, or to 0 for any that is free.
