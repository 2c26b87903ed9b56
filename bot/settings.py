"""The settings: what whoever runs Greenroom has chosen, in the environment or in a file `.env`.

The rule: they are read once, by the command line, and refused as a whole: every unknown name and every
wrong value in one error, each with its place and its remedy. The environment goes before the file, and
an empty value is none. `Settings(...)` itself looks at nothing outside. No secret is ever shown.
"""

from __future__ import annotations

import base64
import binascii
import ipaddress
import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import urlsplit

from dotenv.parser import Binding, parse_stream
from pydantic import (
    AfterValidator,
    AliasGenerator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainValidator,
    SecretStr,
    ValidationError,
    ValidationInfo,
    field_validator,
)
from pydantic_core import ErrorDetails
from rapidfuzz import fuzz, process

from core.interview.errors import SettingsFault
from core.speech.bands import bands
from core.speech.models import MODELS
from core.texts.catalog import FOLDER, texts

PREFIX = "GREENROOM_"
# Where tests and benchmarks find published data; no settings of the bot, but no mistakes either.
DEVELOPMENT = frozenset({"GREENROOM_SPECS", "GREENROOM_DATA"})
# How alike (0 to 100) a name must be to one of ours to be taken for a slip. The environment is shared
# with other programs (TELEGRAM_BOT_TOKEN may be theirs: 88), the file is ours.
ALIKE_IN_ENVIRONMENT = 90
ALIKE_IN_FILE = 75
POSTGRES = ("postgresql://", "postgres://", "postgresql+psycopg://")
MASTER_KEY_BYTES = 32
SHOWN_CHARACTERS = 60
LINE_CHARACTERS = 40
# Names that lead to this machine or into a network of one's own; a name without a dot does too.
NEAR = (".localhost", ".local", ".lan", ".home", ".internal", ".home.arpa")
PICTURES = (".svg", ".png")
PICTURE_BYTES = 262_144
HIDDEN = "********"


def variable(field: str) -> str:
    """The variable that sets `field`: platforms' tokens by their usual names, the rest with our prefix."""
    return field.upper() if field.endswith("_token") else PREFIX + field.upper()


def _absolute(path: Path) -> Path:
    return path.expanduser().absolute()


def _data_dir(path: Path) -> Path:
    # A question mark would begin the options of SQLite's address.
    if "?" in str(path) or (path.exists() and not path.is_dir()):
        raise ValueError
    return path


def _existing_dir(path: Path) -> Path:
    if not path.is_dir():
        raise ValueError
    return path


def _existing_file(path: Path) -> Path:
    if not path.is_file():
        raise ValueError
    return path


def _picture(path: Path) -> Path:
    if path.suffix.lower() not in PICTURES or not 0 < _existing_file(path).stat().st_size <= PICTURE_BYTES:
        raise ValueError
    return path


def _short_line(text: str) -> str:
    # It stands in headings, titles and questions; braces would look like a template's.
    if len(text) > LINE_CHARACTERS or not text.isprintable() or set("{}") & set(text):
        raise ValueError
    return text.strip()


def _database(address: SecretStr) -> SecretStr:
    if not address.get_secret_value().startswith((*POSTGRES, "sqlite:///")):
        raise ValueError
    return address


def _master_key(key: SecretStr) -> SecretStr:
    try:
        decoded = base64.b64decode(key.get_secret_value().strip(), validate=True)
    except binascii.Error:
        decoded = b""
    if len(decoded) != MASTER_KEY_BYTES:
        raise ValueError
    return key


def _language(name: str) -> str:
    if name not in languages():
        raise ValueError
    return name


def _lower(value: object) -> object:
    return value.lower() if isinstance(value, str) else value


def _server_url(address: str) -> str:
    parts = urlsplit(address)
    # A password in the address would be shown with it; the key has a setting of its own.
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.username or parts.query:
        raise ValueError
    # What people say, and the key, are read by whoever is on the way, unless nobody else is.
    if parts.scheme == "http" and not _near(parts.hostname):
        raise ValueError
    return address.rstrip("/")


def _near(host: str) -> bool:
    """Whether a host is this machine or one of a network of one's own."""
    try:
        return not ipaddress.ip_address(host).is_global
    except ValueError:
        return "." not in host or host.endswith(NEAR)


def _weights(name: str) -> str:
    """A folder, as its absolute path, or a repository of the hub."""
    folder = Path(name).expanduser()
    if folder.is_dir():
        return str(folder.absolute())
    if not re.fullmatch(r"[A-Za-z0-9][\w.-]*/[\w.-]+", name):
        raise ValueError
    return name


def _bits(value: object) -> object:
    return int(value) if isinstance(value, str) and value.strip().isdecimal() else value


def _telegram_webhook(address: str) -> str:
    # Telegram posts to nothing but https; a path of its own keeps it apart from what else is there.
    parts = urlsplit(address)
    if parts.scheme != "https" or not parts.hostname or parts.username or parts.query or parts.fragment:
        raise ValueError
    return address


def _telegram_secret(secret: SecretStr) -> SecretStr:
    if not re.fullmatch(r"[A-Za-z0-9_-]{16,256}", secret.get_secret_value()):
        raise ValueError
    return secret


def _pace(range_: str) -> str:
    bands(range_)
    return range_


def _speech_confirm(value: object) -> object:
    if _lower(value) == "ask":
        return "ask"
    probability = float(str(value))
    if not 0 < probability <= 1:
        raise ValueError
    return probability


Folder = Annotated[Path, AfterValidator(_absolute)]
# A commit of the hub: a branch or a tag would be other weights tomorrow.
Revision = Annotated[str, Field(pattern=r"^[0-9a-f]{40}$")]


class Settings(BaseModel):
    """Every setting with its default; `.env.example` explains them.

    Made by `read`, or with keyword arguments in tests. Raises pydantic's ValidationError.
    """

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        validate_default=True,
        validate_by_name=True,
        validate_by_alias=True,
        hide_input_in_errors=True,
        alias_generator=AliasGenerator(validation_alias=variable),
    )

    data_dir: Annotated[Folder, AfterValidator(_data_dir)] = Path("data")
    database: Annotated[SecretStr, AfterValidator(_database)] | None = None
    master_key: Annotated[SecretStr, AfterValidator(_master_key)] | None = None
    language: Annotated[str, AfterValidator(_language)] = "en"
    domains: Annotated[Folder, AfterValidator(_existing_dir)] | None = None
    flow: Annotated[Folder, AfterValidator(_existing_file)] | None = None
    company: Annotated[str, AfterValidator(_short_line)] | None = None
    texts: Annotated[Folder, AfterValidator(_existing_dir)] | None = None
    name: Annotated[str, AfterValidator(_short_line)] | None = None
    accent: Annotated[str, Field(pattern=r"^#[0-9A-Fa-f]{6}$")] | None = None
    logo: Annotated[Folder, AfterValidator(_picture)] | None = None
    quiet_seconds: Annotated[float, Field(ge=0.5, le=60, allow_inf_nan=False)] = 3
    interviewer: Annotated[Literal["bank", "mistral", "openai_compatible"], BeforeValidator(_lower)] = "bank"
    model_url: Annotated[str, AfterValidator(_server_url)] | None = None
    model_key: SecretStr | None = None
    model: str | None = None
    model_revision: Revision | None = None
    adapter: Annotated[str, AfterValidator(_weights)] | None = None
    adapter_revision: Revision | None = None
    model_bits: Annotated[Literal[4, 8, 16, 32], BeforeValidator(_bits)] = 4
    model_device: Annotated[Literal["auto", "cpu", "cuda"], BeforeValidator(_lower)] = "auto"
    model_interviews: Annotated[int, Field(ge=1, le=64)] = 4
    model_samples: Annotated[int, Field(ge=1, le=9)] = 3
    model_seconds: Annotated[float, Field(ge=1, le=600, allow_inf_nan=False)] = 60
    speech: Annotated[Literal["on", "off"], BeforeValidator(_lower)] = "on"
    speech_url: Annotated[str, AfterValidator(_server_url)] | None = None
    speech_key: SecretStr | None = None
    speech_model: str = "base"
    speech_device: Annotated[Literal["auto", "cpu", "cuda"], BeforeValidator(_lower)] = "auto"
    speech_compute: Annotated[
        Literal["auto", "int8", "int8_float16", "float16", "bfloat16", "float32"], BeforeValidator(_lower)
    ] = "auto"
    pace: Annotated[str, AfterValidator(_pace)] = ""
    speech_confirm: Annotated[Literal["ask"] | float, PlainValidator(_speech_confirm)] = "ask"
    speech_seconds: Annotated[int, Field(ge=10, le=1800)] = 300
    speech_bytes: Annotated[int, Field(ge=100_000, le=100_000_000)] = 20_000_000
    speech_daily_minutes: Annotated[int, Field(ge=1, le=1440)] = 60
    log_level: Annotated[Literal["debug", "info", "warning", "error"], BeforeValidator(_lower)] = "warning"
    port: Annotated[int, Field(ge=0, le=65535)] = 8722
    no_browser: bool = False
    telegram_token: SecretStr | None = None
    telegram_webhook: Annotated[str, AfterValidator(_telegram_webhook)] | None = None
    telegram_secret: Annotated[SecretStr, AfterValidator(_telegram_secret)] | None = None
    telegram_port: Annotated[int, Field(ge=1, le=65535)] = 8723
    telegram_api: Annotated[str, AfterValidator(_server_url)] = "https://api.telegram.org"
    discord_token: SecretStr | None = None

    @field_validator("master_key", mode="after")
    @classmethod
    def _key_beside_postgres(cls, key: SecretStr | None, info: ValidationInfo) -> SecretStr | None:
        # A key in a file would be on one machine only, or on the database's own.
        database: SecretStr | None = info.data.get("database")
        if key is None and database and database.get_secret_value().startswith(POSTGRES):
            raise ValueError
        return key

    @field_validator("model_url", mode="after")
    @classmethod
    def _server_where_one_is_asked(cls, address: str | None, info: ValidationInfo) -> str | None:
        if address is None and info.data.get("interviewer") == "openai_compatible":
            raise ValueError
        return address

    @field_validator("model", mode="after")
    @classmethod
    def _interviewer_here_or_there(cls, model: str | None, info: ValidationInfo) -> str | None:
        # A server knows its models by its own names, and has to be told one.
        if info.data.get("interviewer") != "openai_compatible":
            return model and _weights(model)
        if model is None:
            raise ValueError
        return model

    @field_validator("model_revision", "adapter_revision", mode="after")
    @classmethod
    def _pinned(cls, revision: str | None, info: ValidationInfo) -> str | None:
        name = info.data.get("model" if info.field_name == "model_revision" else "adapter")
        here = info.data.get("interviewer") == "mistral"
        if here and revision is None and name and not Path(name).is_absolute():
            raise ValueError
        return revision

    @field_validator("speech_model", mode="after")
    @classmethod
    def _model_here_or_there(cls, model: str, info: ValidationInfo) -> str:
        # A server knows its models by its own names.
        if model in MODELS or info.data.get("speech_url"):
            return model
        return str(_existing_dir(_absolute(Path(model))))

    @property
    def database_url(self) -> str:
        """The database's address, `sqlite:///...` in the data folder by default. May hold a password."""
        given = self.database.get_secret_value() if self.database else ""
        return given or f"sqlite:///{self.data_dir / 'greenroom.db'}"

    def shown(self) -> tuple[tuple[str, str], ...]:
        """Each setting as (variable, value) to print: secrets hidden, "" where there is none."""
        return tuple((variable(field), _shown(getattr(self, field))) for field in type(self).model_fields)


def languages() -> tuple[str, ...]:
    """The languages there are texts for."""
    return tuple(sorted(folder.parent.name for folder in FOLDER.glob("*/settings.ftl")))


def read(file: Path = Path(".env"), environment: Mapping[str, str] | None = None) -> Settings:
    """The settings from the environment and from `file`, where there is one.

    Raises SettingsFault ("settings-faults") with all faults: `count`, and `lines` ready to print.
    """
    given = [*_from_file(file), *_from_environment(os.environ if environment is None else environment)]
    lines = [line for one in given if (line := _name_fault(one))]
    known = {one.name: one for one in given if one.name in FIELDS and one.value}
    try:
        settings = Settings.model_validate({name: one.value for name, one in known.items()})
    except ValidationError as error:
        settings = None
        details = error.errors(include_url=False, include_context=False, include_input=False)
        lines += [_value_fault(detail, known) for detail in details]
    if settings is None or lines:  # raised out here: the validation's error holds values
        raise SettingsFault("settings-faults", count=len(lines), lines="\n".join(lines))
    return settings


FIELDS = {variable(field): field for field in Settings.model_fields}
SECRETS = frozenset(name for name in FIELDS if name.endswith(("_TOKEN", "_KEY", "_SECRET", "_DATABASE")))


@dataclass(frozen=True, slots=True)
class _Given:
    """One name as it was found; `line` is its line in `file`, 0 in the environment.

    `value` is None where a line is not `NAME=value`.
    """

    name: str
    value: str | None
    file: str = ""
    line: int = 0

    @property
    def place(self) -> str:
        key = "settings-place-file" if self.file else "settings-place-environment"
        return texts().say(key, {"file": self.file, "line": self.line} if self.file else {})


def _from_file(file: Path) -> Iterator[_Given]:
    try:
        with file.open(encoding="utf-8-sig") as stream:
            bindings = list(parse_stream(stream))
    except FileNotFoundError:
        return
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "not UTF-8"
    else:
        yield from (_binding(file, binding) for binding in bindings if _says_something(binding))
        return
    line = texts().say("settings-unreadable", {"file": str(file), "reason": reason})
    raise SettingsFault("settings-faults", count=1, lines=line)


def _says_something(binding: Binding) -> bool:
    return binding.key is not None or (binding.error and bool(binding.original.string.strip()))


def _binding(file: Path, binding: Binding) -> _Given:
    text = binding.original.string
    blank = text[: len(text) - len(text.lstrip())].count("\n")  # the parser counts from the gap before
    return _Given(binding.key or "", binding.value, str(file), binding.original.line + blank)


def _from_environment(environment: Mapping[str, str]) -> Iterator[_Given]:
    return (_Given(name, value) for name, value in sorted(environment.items()))


def _name_fault(given: _Given) -> str:
    """What is wrong with the name, as a line to print; "" where nothing is."""
    if given.value is None:
        return texts().say("settings-no-value", {"place": given.place})
    if given.name in FIELDS or given.name in DEVELOPMENT:
        return ""
    ours = given.name.upper().startswith(PREFIX)
    alike = ALIKE_IN_FILE if ours or given.file else ALIKE_IN_ENVIRONMENT
    near = process.extractOne(given.name.upper(), FIELDS.keys(), scorer=fuzz.ratio, score_cutoff=alike)
    values = {"place": given.place, "name": given.name}
    if near:
        return texts().say("settings-unknown-near", values | {"near": near[0]})
    return texts().say("settings-unknown", values) if ours else ""


def _value_fault(detail: ErrorDetails, known: Mapping[str, _Given]) -> str:
    """What is wrong with a value, as a line to print."""
    where = str(detail["loc"][0])  # the variable, or the field where its default was not good enough
    name = where if where in FIELDS else variable(where)
    want = f"settings-want-{FIELDS[name].replace('_', '-')}"
    remedy = texts().say(want, {"languages": ", ".join(languages()), "models": ", ".join(MODELS)})
    given = known.get(name)
    if given is None:  # nothing was given where something is needed
        return texts().say("settings-needed", {"name": name, "remedy": remedy})
    values = {"place": given.place, "name": name, "remedy": remedy}
    if name in SECRETS:
        return texts().say("settings-wrong-secret", values)
    return texts().say("settings-wrong", values | {"value": repr((given.value or "")[:SHOWN_CHARACTERS])})


def _shown(value: object) -> str:
    match value:
        case None:
            return ""
        case SecretStr():
            return HIDDEN
        case bool():
            return str(int(value))
        case float():
            return f"{value:g}"
    return str(value)
