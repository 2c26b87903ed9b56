"""How chats are written for bases whose tokenizer does not say it.

The rule: what the system says stands before what is first asked, as in every template without such a role;
`{% generation %}` marks the answers.
"""

from __future__ import annotations

_MERGED = (
    "{% set ns = namespace(system='') %}"
    "{% for message in messages %}"
    "{% if message['role'] == 'system' %}{% set ns.system = message['content'] + '\n\n' %}"
    "{% elif message['role'] == 'user' %}ASKED{% set ns.system = '' %}"
    "{% else %}{% generation %}ANSWERED{% endgeneration %}{% endif %}"
    "{% endfor %}"
)


def _template(begin: str, asked: str, answered: str) -> str:
    return begin + _MERGED.replace("ASKED", asked).replace("ANSWERED", answered)


TEMPLATES = {
    # `<s> [INST] asked [/INST] answered</s>`, Mistral 7B v0.1 and v0.2
    "mistral": _template(
        "{{ bos_token }}",
        "{{ ' [INST] ' + ns.system + message['content'] + ' [/INST]' }}",
        "{{ ' ' + message['content'] + eos_token }}",
    ),
    # `Instruct: asked\nOutput: answered<|endoftext|>`, Phi-2's question and answer form
    "instruct-output": _template(
        "",
        "{{ 'Instruct: ' + ns.system + message['content'] + '\nOutput:' }}",
        "{{ ' ' + message['content'] + eos_token }}",
    ),
}
