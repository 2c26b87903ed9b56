### What the bot says in Telegram beyond the interview itself.

telegram-welcome =
    Hello! I interview you for practice: I ask, listen to what you answer by text or voice note, ask after what you left out, and end with a report that quotes your own words.

    /help lists what you can do; /privacy says what is kept and lets you take it along or delete it.
telegram-help =
    During an interview
    Answer by text or voice note, in as many messages as you like; “Done” or a few quiet seconds end an answer.
    /hint – a hint that does not give the answer away
    /repeat – the question once more
    /skip – go on without answering, or without the follow-up
    /pause and /resume – the clock stands still in between
    /done – that was my answer
    /stop – end here; what you answered is reported

    At any time
    /interview – start one; /interview nurse chooses at once
    /report – your newest report, also as PDF
    /why – why each follow-up was asked and each level given
    /history – your earlier interviews and their trend
    /review – the questions that are due again, in five minutes
    /redo – the one your newest report says to answer again
    /status – where your interview stands
    /domains – what you can practise
    /grammar – tips on your newest typed answer

    You
    /settings – pace, levels, tips, recordings
    /link – go on with the same interview on another platform
    /privacy – what is kept, as a file or deleted
    An answer that begins with a slash: begin with two.

telegram-search = You can also type a part of its name.
telegram-found = These fit “{ $typed }”. Which one is it?
telegram-not-found = Nothing fits “{ $typed }”. This is what there is:
telegram-chosen = ✓ { $label }
telegram-setting = { $setting }: { $chosen }
telegram-no-interview = No interview is open, so that recording was not counted. Start one, and the first question comes at once.
telegram-stop-ask = The interview ends, and what you answered so far is reported. It cannot be taken up again.

telegram-heard = This is what was heard:
telegram-listen = ▶ { $words }
telegram-listening = Listening to your recording …
telegram-correct = Answer this message with what you really said. It takes the place of:
telegram-correct-here = What you said
telegram-edited = What you changed there was not changed here: an answer counts as it was sent. Send what you want to add as a new message while the question is open.
telegram-forwarded = That recording was forwarded, so it may not be yours. Record your own answer, or type it.
telegram-too-large = That recording is larger than { $megabytes } MB, the most that a bot can fetch from Telegram. Nothing was kept: send it in two parts, or type your answer.
telegram-not-fetched = That recording could not be fetched from Telegram. Nothing was kept: send it once more, or type your answer.
telegram-no-answer = { $what ->
    [animation] A moving picture
    [photo] A picture
    [sticker] A sticker
    [video] A video
    [document] A file of this kind
    [contact] A contact
    [location] A place
    [poll] A poll
    [dice] A die
   *[other] A message of this kind
} cannot be read here, so it was not counted. Answer by text, by voice note, or with an audio file.
telegram-unknown-command = There is no /{ $what }. /help lists what there is; to answer with a slash, begin with two.

telegram-elsewhere = An interview is between you and me. Open our private chat, and it begins there.
telegram-not-yours = This button belongs to somebody else. Write to me yourself, and you get your own.
telegram-old-button = This button is of an earlier message, and nothing was changed. /status says where you are.
telegram-no-file = There is no such file yet, or not any more.
telegram-file-too-large = That file is larger than 50 MB, the most that a bot can send here. The page of this Greenroom has it.
telegram-too-fast = That was a lot at once. What you answered is taken; what you asked is answered from here on.
telegram-nothing-kept = Nothing is kept about you.

telegram-practice-help =
    Practise in this group: two to six of you take turns at being interviewed, with sealed scorecards.

    /practice open – open one; /practice open nurse chooses the questions
    /practice join, leave – come in, or out
    /practice begin, next, stop – for whoever opened it and the group's administrators
    /practice remove – as an answer to a message of the one to be taken out
    /practice settings – for administrators
    /practice agreement – in our private chat: how far your levels agree with the others'

    What you say to me here has to answer one of my messages.
telegram-practice-private = Practice in turns is for groups: add me to one and write /practice there. /practice agreement, here, tells how far your levels agree with the others'.
telegram-practice-agreement = Ask that in our private chat: /practice agreement.
telegram-practice-remove = Answer a message of the one to be taken out with /practice remove.
telegram-practice-settings = This group's settings for practice. Only administrators can change them.
telegram-old-card = That card is of a round that is over, so nothing was changed. Press My part in the group for the one that is open.
telegram-card-answer = Answer this message with what you would say to the group's question, in one message. It stays sealed until its time is up; then the whole group sees it.
telegram-card-top = What was best about this answer? Answer this message. Nobody sees it before all cards are in.
telegram-card-tip = What should be done next time? Answer this message. Nobody sees it before all cards are in.

telegram-settings = Your settings. Press one to change it.
telegram-set = Set.
telegram-link-code = This code joins your account on another platform with this one, once and within ten minutes:
telegram-link-how =
    Enter it there. Or, to join another account in Telegram, write there /link { $code } or open { $link }

    Whoever enters it sees everything that is kept about you here, so give it to nobody else.
telegram-privacy = Below you can take everything along as a file, or have it deleted.
telegram-forget-ask = This deletes your interviews, answers, reports and settings, at once and for good, also in the middle of an interview. It cannot be undone; take the file first if you want to keep anything. The messages in this chat are Telegram's, and yours to delete.
telegram-forgotten = Done. Nothing is kept about you any more: your words are gone, and so is the key they were locked with. Whatever you do next starts afresh.
telegram-forget-kept = Nothing was deleted.

telegram-button-begin = Begin
telegram-button-done = ✓ Done
telegram-button-hint = Hint
telegram-button-repeat = Repeat
telegram-button-skip = Skip
telegram-button-pause = Pause
telegram-button-resume = Resume
telegram-button-stop = Stop …
telegram-button-stop-yes = Stop and get the report
telegram-button-stop-no = Keep going
telegram-button-change-domain = Other domain
telegram-button-change-level = Other level
telegram-button-change-length = Other length
telegram-button-use = Use this answer
telegram-button-again = Say it again
telegram-button-correct = Correct it
telegram-button-earlier = ‹ Back
telegram-button-later = More ›
telegram-button-back = ‹ All settings
telegram-button-pdf = PDF
telegram-button-json = JSON
telegram-button-why = Why these levels
telegram-button-redo = Answer one again
telegram-button-rate-skip = Straight to the report
telegram-button-start = Start an interview
telegram-button-answer = Your answer
telegram-button-top = What was best
telegram-button-tip = For next time
telegram-button-card = ‹ The card
telegram-button-private = Open our private chat
telegram-button-export = Take everything as a file
telegram-button-forget = Delete everything …
telegram-button-forget-yes = Delete everything for good
telegram-button-forget-no = Keep everything

telegram-command-practice = Practise together in this group
telegram-command-interview = Practise an interview
telegram-command-hint = A hint on the question
telegram-command-skip = Go on without answering
telegram-command-repeat = The question once more
telegram-command-pause = Let the clock stand still
telegram-command-resume = Go on after a pause
telegram-command-stop = End here and get the report
telegram-command-done = That was my answer
telegram-command-report = Your newest report
telegram-command-history = Your earlier interviews
telegram-command-why = Why these levels
telegram-command-review = What is due again, in five minutes
telegram-command-redo = Answer one question again
telegram-command-status = Where your interview stands
telegram-command-domains = What you can practise
telegram-command-settings = Pace, levels, tips, recordings
telegram-command-link = Go on on another platform
telegram-command-privacy = What is kept about you; delete it
telegram-command-help = What you can do

## For whoever runs it

telegram-token-wrong = Telegram does not know the bot's token. Copy it again from BotFather into TELEGRAM_TOKEN; after /revoke there only the new one works.
telegram-another-poller = Another process receives this bot's messages already, so this one leaves. Stop the other one first, or give this one a bot of its own from BotFather.
telegram-no-secret = Telegram is to post to GREENROOM_TELEGRAM_WEBHOOK, but there is no secret by which its posts are known. Make one with openssl rand -hex 32 and set it as GREENROOM_TELEGRAM_SECRET.
telegram-webhook-refused = Telegram will not post to { $address }. It has to be reachable from outside, by https on port 443, 80, 88 or 8443, with a certificate that is accepted (see docs/telegram.md).
telegram-port-taken = Port { $port } on this computer, to which Telegram's posts are passed on, is taken or not allowed. Set another one as GREENROOM_TELEGRAM_PORT, and in the proxy.
telegram-there = Telegram: the bot is @{ $name }.
telegram-unreachable = Telegram cannot be reached from here. Check the network connection, and GREENROOM_TELEGRAM_API where it is set.
