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

## The speech model

speech-no-weights = To understand speech Greenroom needs the model “{ $name }” ({ $megabytes } MB), which is not here yet. Please type your answer meanwhile. Whoever runs Greenroom can fetch it with: ./run models pull
speech-no-folder = There is no speech model in { $folder }: it needs config.json, tokenizer.json, model.bin and vocabulary.txt or .json, as ct2-transformers-converter writes them. Correct GREENROOM_SPEECH_MODEL, or take it out for the model “base”. Answers can be typed meanwhile.
speech-fetch-failed = The speech model “{ $name }” ({ $megabytes } MB) could not be fetched. Check the connection to huggingface.co and try again with ./run models pull, or copy the model's folder here and set GREENROOM_SPEECH_MODEL to it. Answers can be typed meanwhile.
speech-fetch-full = There is no room on the disk for the speech model “{ $name }” ({ $megabytes } MB). Make room and try again with ./run models pull. Answers can be typed meanwhile.
speech-model-unusable = The speech model cannot be loaded: its files are damaged, or GREENROOM_SPEECH_DEVICE or GREENROOM_SPEECH_COMPUTE asks for what this machine does not have. Please type your answer meanwhile; ./run doctor tells whoever runs Greenroom more.
speech-worker-fails = Speech could not be understood this time, because what listens ended several times over it. Please say it again in a new recording, or type your answer.

## A server that listens

speech-server-unreachable = The speech server cannot be reached at the moment. Please type your answer, or try again in a minute.
speech-server-refused = The speech server does not accept Greenroom's key. Please type your answer meanwhile; whoever runs Greenroom corrects GREENROOM_SPEECH_KEY.
speech-server-busy = The speech server has too much to do at the moment. Please try again in a minute, or type your answer.
speech-server-no-model = The speech server does not know the address or the model it is asked for. Please type your answer meanwhile; whoever runs Greenroom corrects GREENROOM_SPEECH_URL or GREENROOM_SPEECH_MODEL.
speech-server-strange = The speech server answers what Greenroom does not understand. Please type your answer meanwhile.

## ./run models

models-present = { $name }: here, in { $folder }
models-missing = { $name }: { $megabytes } MB, not here
models-fetching = Fetching the speech model “{ $name }” ({ $megabytes } MB)
models-fetched = The speech model “{ $name }” is here; speech can be understood from the next recording on.
models-no-interviewer = No interviewer's model is fetched here: GREENROOM_INTERVIEWER is not mistral. With a model server, the server fetches its own.
models-fetching-interviewer = Fetching { $name }
models-fetched-interviewer = The interviewer's model is here: { $name }
models-interviewer-present = { $name }: the interviewer's model, here
models-interviewer-missing = { $name }: the interviewer's model, not here; fetch it with: ./run models pull interviewer
models-unknown = There is no speech model “{ $name }”. There are: { $names }; or give a folder that holds one.
