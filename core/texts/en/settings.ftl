# Faults in the settings, read by whoever runs Greenroom. Each says where, what, and what to write instead.

settings-faults =
    { $count ->
        [one] A setting is not right:
       *[other] { $count } settings are not right:
    }
    { $lines }
settings-place-environment = In the environment
settings-place-file = { $file }, line { NUMBER($line, useGrouping: 0) }

settings-unknown = { $place }: there is no setting { $name }. .env.example lists them all; take it out or correct it.
settings-unknown-near = { $place }: there is no setting { $name }. Did you mean { $near }?
settings-no-value = { $place }: not a line like NAME=value. Write it so, or put a # before it.
settings-unreadable = { $file } cannot be read ({ $reason }). Let the user who runs Greenroom read it, or move it away.
settings-wrong = { $place }: { $name } cannot be { $value }. { $remedy }
settings-wrong-secret = { $place }: { $name } has a value it cannot have. { $remedy }
settings-needed = { $name } is not set. { $remedy }

interviewer-not-installed = GREENROOM_INTERVIEWER is { $interviewer }, and its packages are not installed. They come with the next ./run, or with: ./run install { $extra }

settings-want-data-dir = Give a folder, without a question mark in its path, or leave it out for the folder data.
settings-want-database = Give postgresql://user:password@host/name or sqlite:///path, or leave it out for a file in the data folder.
settings-want-master-key =
    It is 32 random bytes in base64, and needed with a Postgres database. Make one with: openssl rand -base64 32
    (keep it: without it nothing that was said can be read again).
settings-want-language = Give a language there are texts for: { $languages }.
settings-want-domains = Give a folder that is there, with one .toml file for each domain of your own, or leave it out.
settings-want-flow = Give a .toml file that is there, with the tables [flow.short], [flow.standard] and [flow.long], or leave it out.
settings-want-company = Give a name of at most 40 characters, without braces.
settings-want-texts = Give a folder that is there, with .ftl files of texts of your own, or leave it out.
settings-want-name = Give a name of at most 40 characters, without braces.
settings-want-accent = Give a colour as # and six hexadecimal digits, such as #1d5c49.
settings-want-logo = Give an .svg or .png file that is there, of at most 256 kB.
settings-want-quiet-seconds = Give a number of seconds from 0.5 to 60, such as 3.
settings-want-interviewer = Give bank, mistral or openai_compatible.
settings-want-model-url = Give the model server's address such as http://localhost:8000/v1 (https, unless it is on this machine or in a network of your own), without a name, password or question mark in it.
settings-want-model-key = Give the key the model server asks for.
settings-want-model = Give the name the model server knows (openai_compatible), or the folder of a model or its name on the hub such as mistralai/Mistral-7B-Instruct-v0.2 (mistral).
settings-want-model-revision = Give the commit of GREENROOM_MODEL on the hub: 40 hexadecimal digits, so that what was tried is what runs.
settings-want-adapter = Give the folder of an adapter or its name on the hub such as owner/name, or leave it out.
settings-want-adapter-revision = Give the commit of GREENROOM_ADAPTER on the hub: 40 hexadecimal digits, so that what was tried is what runs.
settings-want-model-bits = Give 4, 8, 16 or 32.
settings-want-model-device = Give auto, cpu or cuda.
settings-want-model-interviews = Give a number from 1 to 64.
settings-want-model-samples = Give a number from 1 to 9.
settings-want-model-seconds = Give a number of seconds from 1 to 600.
settings-want-pace = Give words a minute such as 120-170, or words a second such as 1-3.
settings-want-speech = Give on or off.
settings-want-speech-url = Give the server's address such as http://localhost:8000/v1 (https, unless it is on this machine or in a network of your own), without a name, password or question mark in it.
settings-want-speech-key = Give the key the speech server asks for.
settings-want-speech-model = Give { $models }, a folder that holds a model, or with GREENROOM_SPEECH_URL the name the server knows.
settings-want-speech-device = Give auto, cpu or cuda.
settings-want-speech-compute = Give auto, int8, int8_float16, float16, bfloat16 or float32.
settings-want-speech-confirm = Give ask, or a probability above 0 and up to 1, such as 0.9.
settings-want-speech-seconds = Give a number of seconds from 10 to 1800.
settings-want-speech-bytes = Give a number of bytes from 100000 to 100000000.
settings-want-speech-daily-minutes = Give a number of minutes from 1 to 1440.
settings-want-log-level = Give debug, info, warning or error.
settings-want-port = Give a number from 0 to 65535; 0 takes any port that is free.
settings-want-no-browser = Give 1 or 0.
settings-want-telegram-token = Give the token that BotFather gave you.
settings-want-telegram-webhook = Give the public address Telegram is to post to, such as https://bot.example.org/telegram, without a name, password or question mark in it; or leave it out, and Telegram is asked for what is new.
settings-want-telegram-secret = Give 16 to 256 letters, digits, dashes and underscores that nobody can guess (openssl rand -hex 32).
settings-want-telegram-port = Give a number from 1 to 65535.
settings-want-telegram-api = Give the address of a Bot API server, such as https://api.telegram.org (http only for one on this machine or in a network of your own), or leave it out.
settings-want-discord-token = Give the bot's token from the Discord developer portal.
