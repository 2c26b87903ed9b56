# What `./run train finetune` says.

train-progress = Tuning
train-validated = Step { $step } of { $of }: validation loss { $loss }
train-tuned = The adapter is in { $folder }, the losses in curves.csv and curves.png beside it.
train-config-missing = There is no configuration { $file }. Name a file, or one of those that come with Greenroom: { $known }.
train-config-syntax = { $file } is not valid TOML: { $why }.
train-config-wrong = { $file }: { $where } is not right: { $why }.
train-data-missing = { $folder } does not hold what `./run train prepare` writes: train.jsonl, validation.jsonl and dataset.json. Run that first, or point to its folder.
train-data-other-prompts = The data was prepared for version { $made } of the prompts, and this Greenroom has version { $now }. Run `./run train prepare` again.
train-data-broken = { $file }, line { $line }: this is not a chat that ends with what the assistant says. Run `./run train prepare` again.
train-data-empty = No chat of { $file } fits into { $longest } tokens. Raise run.longest in the configuration.
train-base-missing = There is no model in the folder { $folder }. Check base.model in the configuration: a folder, or a repository of the hub such as mistralai/Mistral-7B-Instruct-v0.2.
train-base-incomplete = { $folder } does not hold a model that can be loaded: config.json, a tokenizer and weights as safetensors. Fetch the model again.
train-hub-unreachable = { $model } is not on this machine, and the hub cannot be reached. Check the network connection (and HF_HUB_OFFLINE), or put a folder with the model into base.model.
train-hub-unknown = The hub has no { $model } (revision: { $revision }). Check base.model and base.revision in the configuration.
train-hub-gated = { $model } is given only to those who accepted its terms. Accept them on its page on the hub, sign in with `hf auth login`, and run this again.
train-template-missing = The model's tokenizer does not say how a chat is written. Set base.template to one of: { $known }.
train-template-unclear = The model's chat template does not put what is asked before what is answered, so the answer cannot be told apart. Set base.template in the configuration.
train-targets-unknown = The model has no layers named { $targets }. Check adapter.targets in the configuration.
train-head-unpacked = The output layer (lm_head) can be tuned with run.arrangement "grouped" only. Change one of the two in the configuration.
train-watcher-missing = Figures are to go to { $name }, which is not installed. Install it, or take it out of watch in the configuration.
train-done-already = { $folder } already holds a tuned adapter. Name another folder, or delete that one.
train-other-run = { $folder } holds an unfinished run with other settings. Name another folder, or delete that one.
train-memory-little = Not enough memory: the run takes about { $needed } MiB and { $free } MiB are free. The model takes { $weights } MiB, the adapter { $adapter } MiB, a batch { $batch } MiB: lower run.batch (and raise run.accumulate), lower run.longest, or take a smaller model.
train-memory-out = The memory was not enough, and nothing half-written is left. Halve run.batch and double run.accumulate in the configuration: the steps stay the same.
train-disk-full = The disk of { $folder } is full. Make room and run the same command again: it goes on from the last step that was kept.
train-loss-no-number = The loss at step { $step } is no number any more: the run went astray and was stopped. Lower run.rate in the configuration (a third is a good try), delete the folder and run it again.
