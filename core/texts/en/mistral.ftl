## What keeps a local language model from answering, and what to do; the question bank takes the turn meanwhile

mistral-worker-fails = The language model's process ended several times over this, so the question bank takes the turn. ./run doctor tells more.
mistral-unusable = The language model cannot be loaded ({ $error }): its files are damaged, or its settings ask for what this machine does not have. Fetch or copy its files again, or try GREENROOM_MODEL_BITS=16 and GREENROOM_MODEL_DEVICE=cpu. The question bank takes the turn meanwhile.
mistral-busy = As many interviews as may wait for the language model do already, so the question bank takes the turn.
mistral-fetching = The language model “{ $name }” is being fetched: { $percent } % are here. The question bank takes the turn until then.
mistral-too-long = What the language model was to read has { $tokens } tokens, more than fit into its { $most }, so the question bank takes the turn.
mistral-no-folder = There is no folder { $folder }. Give a folder that holds the model, or a repository of the hub such as mistralai/Mistral-7B-Instruct-v0.2 with its revision.
mistral-unpinned = “{ $name }” is no folder here, and as a repository of the hub it needs its revision: the 40 digits of a commit, which its page shows under “Files and versions”.
mistral-incomplete = The folder { $folder } holds no whole model: { $file } is missing. Copy or fetch it again.
mistral-pickle = “{ $folder }” holds weights that could run code when they are loaded (.bin, .pt). Only safetensors are loaded: take a revision that has them, or convert them with transformers' save_pretrained.
mistral-unmarked = The adapter “{ $folder }” does not say which prompts it was trained for: greenroom.json is missing or damaged. Train it with ./run train, or use the base without an adapter.
mistral-other-prompts = The adapter “{ $folder }” was trained for version { $theirs } of the prompts, this Greenroom has version { $ours }. Train it again with ./run train, or use the base without an adapter.
mistral-other-base = The adapter “{ $folder }” was trained on the base at revision { $revision }. Set that revision, or use the base without an adapter.
mistral-no-template = The model's tokenizer has no chat template that takes questions and answers. Use a model that was made for chat (“Instruct”), or add a chat_template.jinja to its folder.
mistral-no-card = No graphics card can be used (CUDA). Install its driver and a torch that is made for it, or leave the device at auto or cpu.
mistral-no-memory-processor = The language model needs { $needed } MiB of memory ({ $weights } for its weights, { $rows } for the interviews at once), and { $free } MiB are free. Take fewer bits, fewer interviews at once, a shorter context or a smaller model, or end other programs.
mistral-no-memory-card = The language model needs { $needed } MiB of the graphics card's memory ({ $weights } for its weights, { $rows } for the interviews at once), and { $free } MiB are free. Take fewer bits, fewer interviews at once, a shorter context or a smaller model, end other programs, or use the processor.
mistral-fetch-failed = The language model “{ $name }” could not be fetched. Check the connection to huggingface.co and try again, or copy the model's folder here and set it instead of the name.
mistral-fetch-full = There is no room on the disk for the language model “{ $name }”. Make room and try again; HF_HOME says where it goes.
mistral-gated = “{ $name }” is given only to those who agreed to its terms. Agree on its page at huggingface.co, then sign in with “hf auth login” and try again.
mistral-not-found = The hub has no “{ $name }” at that revision. Check both for slips.
mistral-offline = The language model “{ $name }” is not here, and HF_HUB_OFFLINE forbids to fetch it. Unset it once, or copy the model's folder here and set it instead of the name.
