### Speech: why a recording cannot be taken, and what to do instead.

## Reading a recording

speech-too-large = This recording is larger than { $megabytes } MB, which is the most that can be taken. Please record a shorter one, or type your answer.
speech-too-long =
    This recording is longer than { $minutes ->
        [0] { $seconds } seconds
        [one] a minute
       *[other] { $minutes } minutes
    }, which is the most one may have. Please say it in several shorter ones: they count as one answer.
speech-too-short = This recording is only { $milliseconds ->
    [0] a moment
   *[other] { $milliseconds } thousandths of a second
} long, too short for a word. Please record again and speak after the button is pressed.
speech-silent = Nothing can be heard in this recording. Please check that the right microphone is on and not muted, and record again, or type your answer.
speech-no-sound = This file has no sound in it. Please send a voice recording, or type your answer.
speech-unreadable = This is no recording that can be read: it is damaged, or not sound at all. Please record again, or send an OGG, WebM, M4A, MP3, WAV or FLAC file.
speech-too-heavy = Reading this recording took more time or memory than a voice note needs, so it was left; the file may be damaged. Please record again, or type your answer.
speech-decoder-missing = Recordings cannot be read at the moment. Please type your answer, or try again in a minute; `./run doctor` tells whoever runs Greenroom why.
