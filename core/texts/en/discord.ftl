### The Discord adapter's own words. Names of commands are lower case, without spaces, 32 characters at most;
### descriptions, labels and titles have 100, 80 and 45.

## Commands

discord-name-interview = interview
discord-name-start = start
discord-name-stop = stop
discord-name-pause = pause
discord-name-resume = resume
discord-name-status = status
discord-name-hint = hint
discord-name-skip = skip
discord-name-repeat = repeat
discord-name-done = done
discord-name-report = report
discord-name-history = history
discord-name-why = why
discord-name-review = review
discord-name-redo = redo
discord-name-settings = settings
discord-name-link = link
discord-name-domains = domains
discord-name-export = export
discord-name-privacy = privacy
discord-name-practise = Practise with this
discord-name-domain = domain
discord-name-level = level
discord-name-length = length
discord-name-code = code
discord-name-question = question

discord-name-practice = practice
discord-name-open = open
discord-name-join = join
discord-name-leave = leave
discord-name-begin = begin
discord-name-next = next
discord-name-remove = remove
discord-name-who = who
discord-name-agreement = agreement

discord-about-interview = Practise an interview
discord-about-start = Start an interview, or go on with the one that is open
discord-about-stop = End the interview and get the report on what you answered
discord-about-pause = Stop the clock until you resume
discord-about-resume = Go on after a pause
discord-about-status = Where you are
discord-about-hint = A hint for the open question
discord-about-skip = Leave the open question out
discord-about-repeat = Show the open question once more
discord-about-done = My answer is complete
discord-about-report = Your newest report, for your eyes only
discord-about-history = Your interviews so far
discord-about-why = Why each follow-up was asked and each level given
discord-about-review = The questions that are due again, in five minutes
discord-about-redo = Answer a question of your newest report once more
discord-about-question = Its number in the report; leave it out for the one the report names
discord-about-settings = What you can set for yourself
discord-about-link = Go on with another account of yours: get a code, or enter one
discord-about-domains = What you can practise for
discord-about-export = Everything kept about you, as a file
discord-about-privacy = What is kept about you, and how to delete it
discord-about-domain = What to practise for
discord-about-level = Which level fits you
discord-about-length = How much time you have
discord-about-code = The code that your other account got; leave it out to get one here

discord-about-practice = Practise as a group, taking turns
discord-about-practice-open = Open a practice for this channel, in a thread of its own
discord-about-practice-join = Take part in the practice in this thread
discord-about-practice-leave = Leave the practice in this thread
discord-about-practice-begin = Begin the first round (host)
discord-about-practice-next = Go on to the next round
discord-about-practice-done = My answer is complete
discord-about-practice-stop = End the practice (host, moderators)
discord-about-practice-remove = Take somebody out of the practice (host, moderators)
discord-about-practice-who = Who is taken out
discord-about-practice-settings = What holds for practices in this channel (whoever manages it)
discord-about-practice-agreement = How far your levels agree with the others', for your eyes only

## Buttons and menus

discord-button-write = Write here
discord-button-levels = Give levels
discord-button-words = Best and next time

discord-button-begin = Begin
discord-button-done = Done
discord-button-hint = Hint
discord-button-skip = Skip
discord-button-pause = Pause
discord-button-resume = Resume
discord-button-stop = Stop
discord-button-stop-now = Stop and get the report
discord-button-answer = Type my answer
discord-button-use = Use this answer
discord-button-again = Say it again
discord-button-correct = Correct it
discord-button-doubtful = The underlined words were not heard clearly.
discord-button-report = Show my report
discord-button-pdf = PDF
discord-button-json = JSON
discord-button-why = Why these levels
discord-button-share = Show it to everybody here
discord-button-redo = Answer one again
discord-button-rate = Choose a level
discord-button-rate-skip = Straight to the report
discord-button-export = Everything about me, as a file
discord-button-forget = Delete everything …
discord-button-choose = Choose one
discord-choose-part = Choose one ({ $part } of { $of })

## Windows

discord-window-correct = What you said
discord-window-correct-field = Correct what was not heard right
discord-window-answer = Your answer
discord-window-answer-field = Everything you want to say to this question
discord-window-forget = Delete everything about you
discord-window-forget-field = Type “forget me” to go on
discord-window-levels = Levels from 1 to 5
discord-window-words = What was best, what to do next time
discord-window-top = What was best
discord-window-tip = One thing to do next time
discord-window-write = Your answer, or your follow-up
discord-window-write-field = What you want to say

## What people are told

discord-practice-thread = Practice
discord-practice-opened = The practice is in { $thread }. Everybody in this channel can join it there.
discord-practice-taken = Taken. What comes of it is shown here, or to you alone.
discord-practice-in-thread = No practice is open here. Use this in the thread of a practice, or open one with /practice open.
discord-practice-not-allowed = I may not open a practice here; what is missing: { $permissions }. Ask somebody who looks after this server to allow it to me in this channel.
discord-practice-not-here = A practice is for a group: open it in a text channel of a server that this bot is in.
discord-practice-write = In writing: reply to a message of mine, mention me, or press “Write here”. By voice: just send a voice message here.
discord-practice-write-unread = In writing: reply to a message of mine, mention me, or press “Write here”. By voice: send a voice message here as a reply to a message of mine.
discord-practice-unread = I cannot hear that: send the voice message as a reply to a message of mine, with its mention on.
discord-practice-offer = For that, type /interview start.
discord-practice-settings = Practice in this channel
discord-old-card = That card is not open any more, or it is of an earlier round. Nothing was changed. Press “My part” for what is yours now.

discord-thread = Interview practice
discord-taken = Done.
discord-started = Here we go.
discord-started-direct = It goes on in your direct messages with me.
discord-started-thread = It goes on in { $thread }. Only you and those who look after this server can see it.
discord-moved = I cannot write in your thread any more, so we go on here.
discord-repeat = That took too long, so it was not taken. Please do it once more.
discord-went-wrong = Something went wrong, and that could not be done. Please try it again, or ask whoever runs this bot to look at “doctor”.
discord-not-yours = This belongs to somebody else's interview, or to an earlier one of yours. Nothing was changed.
discord-not-waiting = That transcript does not wait for your word any more. Nothing was changed.
discord-old-control = This belongs to another version of the bot and does nothing any more. Use the commands under /interview.
discord-no-such = There is no such { $choice } to choose. Pick one of those that are offered while you type.
discord-not-allowed = I may not do that here; what is missing: { $permissions }. Ask somebody who looks after this server to allow it to me, or practise in a direct message with me.
discord-no-direct = I cannot send you direct messages. Allow them for this server (Privacy Settings), or open a conversation with me, and then use /interview repeat.
discord-unread = I cannot read what is typed here unless it is a reply to a message of mine, with its mention on. Reply to my question, press “Type my answer”, or choose Apps, “Practise with this” in the menu of your message.
discord-only-sound = Only text and voice messages count as an answer; other files were left aside.
discord-clip-gone = That recording could not be fetched from Discord any more. Please send it again, or type your answer.
discord-edited = The answer counts as you sent it first; what you changed was not taken. Write what is missing in a new message.
discord-deleted = You deleted a message here, but the answer counts as you sent it. With /privacy you can delete everything that is kept about you.
discord-practise = What would you like to practise for?
discord-practise-named = This is what that message names. What would you like to practise for?
discord-stop-ask = Stop here? The interview ends, and what you have answered so far is reported. It cannot be taken up again. To keep going, just answer.
discord-settings = Your settings
discord-settings-more = More settings
discord-file = Here it is.
discord-no-file = There is nothing to put into a file yet. Answer a question first.
discord-file-large = That file is larger than the { $megabytes } MB that Discord takes here. Get it on the practice page, or from whoever runs this bot.
discord-link = Your code: { $code }. Enter it with your other account within ten minutes; it works once, and the two are one person then.
discord-forget-word = forget me
discord-forget-kept = Nothing was deleted. To delete everything, type “{ $word }” exactly like this.
discord-forgotten = Nothing is kept about you any more: your words are gone, and so is the key they were locked with. What stands in this chat is Discord's; delete it there.

discord-permission-view-channel = View Channel
discord-permission-create-private-threads = Create Private Threads
discord-permission-create-public-threads = Create Public Threads
discord-permission-send-messages-in-threads = Send Messages in Threads
discord-permission-embed-links = Embed Links
discord-permission-attach-files = Attach Files

## What whoever runs it is told

discord-token = Discord does not know this token. Copy it again from the developer portal (Bot, Reset Token) into DISCORD_TOKEN.
discord-intents = Discord refused what the bot asks to be told ({ $code }). In the developer portal, under Bot, look at Message Content Intent: the bot asks for it only where it is on there. Then start again.
discord-shards = Discord refused the number of connections ({ $code }). Start one Greenroom only for this bot, and update it if this comes again.
discord-version = Discord no longer speaks this version of its interface ({ $code }). Update Greenroom.
discord-starts = This bot connected to Discord too often today and is not let in for { $minutes } minutes. Find out what makes it start so often, then start it again.
discord-there = Discord: the bot is { $name }. Invite it with { $link }
discord-unreachable = Discord cannot be reached from here. Check the network connection.
