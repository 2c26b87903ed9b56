"""The small Mistral's tokenizer: byte-level BPE with Mistral's control tokens and its template.

The rule: any text can be written and read back, and only the template makes control tokens.
"""

from __future__ import annotations

from collections.abc import Iterable

from tokenizers import AddedToken, Tokenizer, decoders, models, pre_tokenizers, processors, trainers
from transformers import PreTrainedTokenizerFast

from training.finetune.templates import TEMPLATES

SIZE = 3072  # pieces: more would make the embeddings the larger half of the model
BEGIN, END, UNKNOWN, PAD = "<s>", "</s>", "<unk>", "<pad>"
CONTROL = (UNKNOWN, BEGIN, END, "[INST]", "[/INST]", PAD)
LONGEST = 4096  # tokens


def learn(texts: Iterable[str], size: int = SIZE) -> PreTrainedTokenizerFast:
    """A tokenizer of `size` pieces learnt from `texts`; the same texts give the same pieces."""
    tokenizer = Tokenizer(models.BPE(unk_token=UNKNOWN))
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tokenizer.decoder = decoders.ByteLevel()
    tokenizer.train_from_iterator(
        texts,
        trainers.BpeTrainer(
            vocab_size=size,
            special_tokens=[AddedToken(word, special=True, normalized=False) for word in CONTROL],
            initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
            show_progress=False,
        ),
    )
    tokenizer.post_processor = processors.TemplateProcessing(
        single=f"{BEGIN} $A", special_tokens=[(BEGIN, tokenizer.token_to_id(BEGIN))]
    )
    return PreTrainedTokenizerFast(  # type: ignore[no-untyped-call]
        tokenizer_object=tokenizer,
        unk_token=UNKNOWN,
        bos_token=BEGIN,
        eos_token=END,
        pad_token=PAD,
        additional_special_tokens=["[INST]", "[/INST]"],
        chat_template=TEMPLATES["mistral"],
        model_max_length=LONGEST,
        padding_side="left",
        clean_up_tokenization_spaces=False,
    )
