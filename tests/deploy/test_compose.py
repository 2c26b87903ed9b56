"""The compose file: what is served, by which images, looked after by checks, without a secret in it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml  # type: ignore[import-untyped]

from bot.interviewing import BASE, BASE_REVISION
from bot.settings import FIELDS, read

DEPLOY = Path(__file__).parents[2] / "deploy"
COMPOSE = (DEPLOY / "compose.yaml").read_text(encoding="utf-8")
SAMPLE = (DEPLOY / ".env.example").read_text(encoding="utf-8")
SERVICES: dict[str, dict[str, Any]] = yaml.safe_load(COMPOSE)["services"]
WORKERS = ("greenroom-1", "greenroom-2")
VARIABLE = re.compile(r"\$\{([A-Z_]+)(?::([-?])([^}]*))?\}")
SECRETS = {"POSTGRES_PASSWORD", "GREENROOM_MASTER_KEY", "MODEL_KEY"}


def filled(text: str, given: dict[str, str]) -> str:
    """A text with its variables, as compose fills them in."""
    return VARIABLE.sub(lambda found: given.get(found[1]) or (found[3] if found[2] == "-" else ""), text)


def test_a_model_server_a_database_and_two_workers_are_served() -> None:
    assert set(SERVICES) == {"postgres", "vllm", *WORKERS}


@pytest.mark.parametrize("name", SERVICES)
def test_every_service_has_a_pinned_image_and_is_looked_after(name: str) -> None:
    service = SERVICES[name]
    tag = service["image"].rpartition(":")[2]
    assert re.fullmatch(r"v?\d+\.\d+(\.\d+)?(-[a-z]+)?", tag), tag
    assert service["healthcheck"]["test"][0] in ("CMD", "CMD-SHELL")
    assert service["restart"] == "unless-stopped"


def test_nothing_is_opened_to_the_network() -> None:
    assert [name for name, service in SERVICES.items() if service.get("ports")] == []
    assert "network_mode" not in COMPOSE


def test_no_secret_stands_in_it() -> None:
    for name, service in SERVICES.items():
        for variable, value in service["environment"].items():
            if re.search("PASSWORD|KEY|TOKEN|DATABASE", variable):
                assert VARIABLE.search(str(value)), (name, variable)
    assert re.findall(r"^(\w+)=(.+)$", SAMPLE, re.MULTILINE) == []


def test_every_secret_is_asked_for_and_the_sample_names_what_is_asked() -> None:
    used = {found[1]: found[2] for found in VARIABLE.finditer(COMPOSE)}
    assert {name for name, how in used.items() if how == "?"} == SECRETS | {"ADAPTER_DIR"}
    sample: dict[str, str] = dict(re.findall(r"^#?([A-Z_]+)=(.*)$", SAMPLE, re.MULTILINE))
    assert set(sample) == set(used)
    defaults = {found[1]: found[3] for found in VARIABLE.finditer(COMPOSE) if found[2] == "-"}
    assert {name: value for name, value in sample.items() if value} == {
        name: value for name, value in defaults.items() if value
    }


@pytest.mark.parametrize("name", WORKERS)
def test_a_worker_takes_its_settings(name: str, tmp_path: Path) -> None:
    given = {
        "POSTGRES_PASSWORD": "a" * 48,
        "GREENROOM_MASTER_KEY": "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=",
        "MODEL_KEY": "b" * 48,
    }
    environment = {key: filled(str(value), given) for key, value in SERVICES[name]["environment"].items()}
    assert set(environment) <= set(FIELDS)
    settings = read(tmp_path / "none", environment)
    assert settings.database_url == f"postgresql://greenroom:{'a' * 48}@postgres/greenroom"
    assert (settings.interviewer, settings.model_url) == ("openai_compatible", "http://vllm:8000/v1")
    served = dict(argument.lstrip("-").partition("=")[::2] for argument in SERVICES["vllm"]["command"])
    assert served["lora-modules"] == f"{settings.model}=/adapter"


def test_the_base_is_the_one_that_greenroom_takes_by_itself() -> None:
    command = [filled(argument, {}) for argument in SERVICES["vllm"]["command"]]
    assert (f"--model={BASE}" in command, f"--revision={BASE_REVISION}" in command) == (True, True)


def test_each_worker_has_a_data_folder_of_its_own() -> None:
    folders = [SERVICES[name]["volumes"][0] for name in WORKERS]
    assert folders == ["data-1:/data", "data-2:/data"]


def test_the_image_does_not_run_as_root_and_takes_no_secret_along() -> None:
    dockerfile = (DEPLOY / "Dockerfile").read_text(encoding="utf-8")
    assert re.findall(r"^USER (\w+)$", dockerfile, re.MULTILINE) == ["greenroom"]
    assert set(re.findall(r"^FROM (\S+)", dockerfile, re.MULTILINE)) == {"python:3.12-slim-bookworm"}
    copied = re.findall(r"^COPY (?!--from)(.+) \S+$", dockerfile, re.MULTILINE)
    root = DEPLOY.parent
    assert [one for line in copied for one in line.split() if not (root / one).exists()] == []
    ignored = (root / ".dockerignore").read_text(encoding="utf-8").splitlines()
    assert {".env", "**/.env", "data", ".git"} <= set(ignored)
