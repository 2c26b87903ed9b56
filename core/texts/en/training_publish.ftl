# What `./run train publish` says.

## What can stop it

publish-not-tuned = { $folder } holds no tuned interviewer: { $file } is missing or cannot be read. Point to the folder of a run that ended.
publish-no-data = { $folder } has no { $file } that can be read. Point to the folder of data that the interviewer was tuned on.
publish-other-data = The interviewer was not tuned on the data in { $folder }. What it was tuned on decides whether it may be published: point to that folder.
publish-other-prompts = The interviewer was tuned for version { $theirs } of the prompts, and this is version { $ours }. Prepare and tune again, then publish.
publish-no-licence = The data do not say under which licence their rows stand, so what was tuned on them is not published. Name the licences for prepare, then prepare and tune again.
publish-gpl = The interviewer was tuned on rows under { $licence }. Weights made of them are not published: prepare without these rows, or for scoring only, and tune again.
publish-no-scores = { $folder } has no scores that can be read. Point to a folder that `./run train score` wrote, or publish without.
publish-not-merged = The adapter does not fit its base { $base }, or the base cannot be loaded. Publish without --merge, or with the base it was tuned on.
publish-no-base = The base { $base } is not here and could not be fetched. Check the connection and the right to it, then run the same command again.
publish-hub-refused = The hub does not let you write to { $repository }. Log in with a token that may (HF_TOKEN, or `hf auth login`). What was to be published is whole in { $folder }.
publish-hub-failed = { $repository } could not be put on the hub. Check the name and the connection and run the same command again. What was to be published is whole in { $folder }.

## How far it is

publish-written = The interviewer is in { $folder }.
publish-pushed = The interviewer is at { $address }.

## The card

card-title = An interviewer for Greenroom
card-what = A LoRA adapter on { $base }. It words follow-up questions, corrections and findings for practice interviews, for version { $prompts } of Greenroom's prompts.
card-base-here = { $name }, a base that was made beside it
card-use = Use
card-load = Greenroom loads base and adapter apart, the base in 4 bits, and checks the version of the prompts. The adapter is PEFT's and loads with PEFT, too; the prompts are in Greenroom's `core/interviewers/prompts`.
card-merged = `merged/` holds base and adapter as one model in bf16, for llama.cpp, vLLM and others that load no adapters.
card-data = What it was tuned on
card-taught = The rows stand under: { $licences }. The data's hash is `{ $hash }`; `dataset.json` says how they were made. No row is part of this folder.
card-rows = rows
card-curves = Loss while tuning
card-figures = Figures
card-figures-note = BLEU and ROUGE are taken against the follow-up that a person asked after the same answer, on questions that were held out. In brackets: 95 % of the bootstrap samples of whole questions.
card-limits = Limits
card-limits-text = It words questions for practice and judges nobody: Greenroom's code decides what is asked for, checks each question before a person sees it, and takes every level from what was said. It was tuned on English. It is not made to select people for jobs.
