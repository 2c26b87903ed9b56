### The terminal's own sentences.

console-welcome =
    Greenroom · interview practice.
    Type your answer and press Enter. /help lists what else you can do; everything is saved as you go.
console-working = Still working on that. You can wait, or leave: it is kept.
serve-at =
    Greenroom is at { $address }
    Ctrl-C ends it; everything is saved as you go.
serve-bye = Ended. Everything is saved; the next ./run goes on where you were.
serve-running = Greenroom is running already, at { $address }
attach-lost = The running Greenroom ended meanwhile. What you had sent is kept; start again with ./run.
console-bye = Saved. The next ./run goes on where you left.
console-goodbye = Everything is saved. Good luck!
console-no-voice = Questions cannot be read aloud: espeak-ng is not installed. Install it (on Debian and Ubuntu: sudo apt install espeak-ng) and begin again; the interview goes on without it.
console-after = /why explains every level · /redo asks one question again · /history shows earlier interviews · /new starts another · /quit leaves.
console-unknown = There is no { $command }. /help lists what there is; to answer with a slash, begin with two.
console-pick = { $count ->
    [one] Type 1 to choose it.
   *[other] Type a number from 1 to { $count }, or the beginning of its name.
}
console-help =
    During an interview
      /hint     a hint that does not give the answer away
      /repeat   the question once more
      /skip     go on without answering, or without the follow-up
      /pause    the clock stands still until /resume
      /stop     end here; what you answered is reported
    At any time
      /status   where the interview stands
      /report   your newest report
      /why      why each follow-up was asked and each level given
      /grammar  tips on your newest answer
      /history  your earlier interviews and their trend
      /domains  what you can practise
      /new      start an interview
      /review   the questions that are due again, in five minutes
      /redo [N] question N of your newest report once more, or the one it names
      /settings what you can set, and how: /settings self_rating yes
    Your data
      /privacy  what is kept, where and how
      /export [FILE]   everything kept about you, as JSON
      /forget   delete everything kept about you
      /quit     leave; an open interview waits for you
console-exported = Everything kept about you is in { $file }, readable by you alone.
console-export-failed = { $file } could not be written: { $reason }. Name another file: /export FILE
console-forget-word = forget me
console-forget-ask = This deletes your interviews, answers, reports and settings, at once and for good. Type “{ $word }” to go on, anything else to keep them.
console-forget-kept = Nothing was deleted.
console-forgotten = Done. Nothing is kept about you any more. /new starts afresh.

forget-confirm = Delete your interviews, answers, reports and settings, at once and for good?

## doctor

doctor-python = Python { $version }
doctor-greenroom = Greenroom { $version }
doctor-not-installed = Greenroom is not installed in this environment. Start it with ./run, which sets it up.
doctor-grammar = Grammar tips: harper is installed.
doctor-no-grammar = Grammar tips: harper is not installed, so there are none. Bring it with: pip install harper-py
doctor-interviewer-bank = Interviewer: the built-in question bank.
doctor-interviewer-fault = Interviewer ({ $interviewer }): { $reason }
doctor-model = Interviewer: the server at { $address } answers with the model “{ $model }”, after { $seconds } s and { $form ->
    [schema] in the schema it was given
    [json] as JSON, the schema being told in words
   *[other] in plain text, the schema being told in words
}; what people say is sent there.
doctor-model-unknown = Interviewer: the server at { $address } has no model “{ $model }”. It has: { $models }. Correct GREENROOM_MODEL, or start the server with that model. The question bank takes every turn meanwhile.
doctor-model-here = Interviewer: { $name } is here, to be loaded with { $bits } bits a weight { $device ->
    [cuda] onto the graphics card
   *[other] into main memory
}: it needs { $needed } MiB, and { $free } MiB are free.
doctor-model-missing = Interviewer: the model { $name } is not here yet. Fetch it with: ./run models pull interviewer. The question bank takes every turn meanwhile.
doctor-speech = Answers by voice: the model “{ $name }” listens on this machine ({ $running_on }).
doctor-speech-unusable = Answers by voice: the model “{ $name }” cannot be loaded. Its files are damaged (delete { $folder } and run ./run models pull), or GREENROOM_SPEECH_DEVICE or GREENROOM_SPEECH_COMPUTE asks for what this machine does not have. Typing works without it.
doctor-speech-off = Answers by voice are turned off (GREENROOM_SPEECH).
doctor-speech-server = Answers by voice: the server at { $address } listens with the model “{ $model }”; what people say is sent there.
doctor-speech-server-unreachable = Answers by voice: the server at { $address } cannot be reached. Start it, or correct GREENROOM_SPEECH_URL. Typing works without it.
doctor-speech-server-refused = Answers by voice: the server at { $address } does not accept the key. Correct GREENROOM_SPEECH_KEY. Typing works without it.
doctor-speech-server-busy = Answers by voice: the server at { $address } is there and has too much to do, or still loads its model. Look again in a minute. Typing works without it.
doctor-speech-missing = Answers by voice: what listens is not installed. It comes with the next ./run, or with: ./run install speech
doctor-speech-weights = Answers by voice: the model “{ $name }” is not here yet. Fetch it ({ $megabytes } MB) with ./run models pull, or from the page. Typing works without it.
doctor-settings = Settings: { $settings }
doctor-extra-missing = There is a token for { $extra }, but not its packages. They come with the next ./run, or with: ./run install { $extra }
doctor-domains = { $count ->
    [0] No domain can be practised. Put its file back, or see ./run domains check.
    [one] One domain can be practised.
   *[other] { $count } domains can be practised.
}
doctor-flow-fault = The flow for all domains (GREENROOM_FLOW) has a fault: { $fault }
doctor-domain-fault = A domain file is left out: { $fault }
doctor-disk = Data folder { $folder }: { $free } MB free.
doctor-database = The database and its key can be used.
doctor-running = Another Greenroom is running with this data folder; it has the database.
doctor-running-at = Greenroom is running, its page is at { $address }
doctor-waiting = { $count ->
    [0] No message waits to be worked on.
    [one] Messages of one conversation wait; they are worked on while Greenroom runs.
   *[other] Messages of { $count } conversations wait; they are worked on while Greenroom runs.
}
doctor-jobs = { $count ->
    [0] No job is open.
    [one] One job is open; it is worked out while Greenroom runs.
   *[other] { $count } jobs are open; they are worked out while Greenroom runs.
}
doctor-unsent = { $count ->
    [0] No message waits to be sent.
    [one] One message waits to be sent; it goes out while its platform is served.
   *[other] { $count } messages wait to be sent; they go out while their platforms are served.
}
doctor-jobs-failed = { $count ->
    [one] One job failed three times; the built-in question bank took its turn. The log says where it failed.
   *[other] { $count } jobs failed three times; the built-in question bank took their turns. The log says where they failed.
}
doctor-send-failed = { $count ->
    [one] One message could not be delivered: its chat is gone, or its platform did not answer three times.
   *[other] { $count } messages could not be delivered: their chats are gone, or their platforms did not answer three times.
}
doctor-failed = { $count ->
    [one] One message could not be worked on after three attempts (inbox row { $ids }). Its sender was asked to send it again.
   *[other] { $count } messages could not be worked on after three attempts (inbox rows { $ids }). Their senders were asked to send them again.
}
