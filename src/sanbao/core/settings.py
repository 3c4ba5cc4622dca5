"""Settings, read once from the environment (`SANBAO_…`). docs/settings.md tells of each."""

from __future__ import annotations

from ipaddress import ip_network
from pathlib import Path
from typing import Literal, Self
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

_THIS_MACHINE = ("127.0.0.1", "::1", "localhost")


class Settings(BaseSettings):
    """What an operator may choose. Every name has a unit where it needs one."""

    model_config = SettingsConfigDict(env_prefix="SANBAO_", frozen=True, extra="ignore")

    database_url: str = Field(
        "sqlite:///var/sanbao.sqlite3",
        description="`sqlite:///PATH` (embedded, one process) or `postgres://USER:PASSWORD@HOST:PORT/NAME`.",
    )
    encryption_keys: SecretStr | None = Field(
        None,
        description="Keys for sensitive fields, separated by commas; the first seals, all unseal. "
        "`sanbao key` makes one. Empty on SQLite: a key file beside the database is made and used.",
    )
    host: str = Field("127.0.0.1", description="Address to serve on.")
    port: int = Field(8000, ge=0, le=65535, description="Port to serve on.")
    public_url: str | None = Field(
        None,
        description="Address that people use; stands in calendar links, and its pages may keep a sign-in in the browser. "
        "Empty: `http://HOST:PORT`.",
    )
    worker: Literal["embedded", "queue", "none"] = Field(
        "embedded",
        description="Who solves runs: this process (`embedded`), `sanbao worker` over the PostgreSQL queue "
        "(`queue`), or nobody (`none`).",
    )
    solver_workers: int = Field(1, ge=1, le=64, description="Processor cores that one run may use.")
    token_hours: int = Field(12, ge=1, description="Hours until a sign-in token expires.")
    reset_hours: int = Field(
        24, ge=1, le=168, description="Hours until a secret to reset a password expires."
    )
    sign_in_free_failures: int = Field(
        5,
        ge=1,
        description="Failed sign-ins of one login from one client address that cost no wait; then the next try from "
        "there waits 1 second, 2, 4… up to 15 minutes. Counted in each process, forgotten after an hour.",
    )
    oidc_issuer: str | None = Field(
        None,
        description="Issuer of an OpenID Connect provider, as its discovery document names it; people may sign in "
        "through it. Needs `oidc_client_id`. https, or http on this machine. docs/sign-in.md tells how.",
    )
    oidc_client_id: str | None = Field(None, description="What the provider calls this installation.")
    oidc_client_secret: SecretStr | None = Field(
        None, description="The secret that goes with it. Empty: a public client, by PKCE alone."
    )
    oidc_scopes: str = Field("openid profile", description="Scopes to ask for, with spaces between them.")
    oidc_name: str | None = Field(
        None, description="Name of the provider on its button. Empty: the host of the issuer."
    )
    oidc_link_claim: str | None = Field(
        None,
        description="Claim by which somebody who comes for the first time finds the account that he has, such as "
        "`preferred_username`. Take one that people cannot change themselves. Empty: an administrator links accounts.",
    )
    oidc_link_to: Literal["login", "telephone"] = Field(
        "login",
        description="What the claim names: an account's login, or its member's or resident's telephone.",
    )
    oidc_create_accounts: bool = Field(
        False, description="Make an account, without any role, for somebody who comes without one."
    )
    oidc_end_session: bool = Field(
        True,
        description="Lead who came through the provider and signs out here to sign out there too, where it publishes "
        "an `end_session_endpoint`. `public_url` followed by `/signin/` must be registered there as an address to come "
        "back to.",
    )
    trusted_proxies: str | None = Field(
        None,
        description="Addresses or networks of your reverse proxies, separated by commas: only their "
        "`X-Forwarded-For` and `X-Forwarded-Proto` are believed. Empty: nobody's.",
    )
    query_max_depth: int = Field(12, ge=1, description="Deepest nesting of a GraphQL document.")
    query_max_aliases: int = Field(30, ge=1, description="Most aliases in a GraphQL document.")
    query_max_tokens: int = Field(4000, ge=100, description="Most tokens in a GraphQL document.")
    query_max_cost: int = Field(
        20000, ge=100, description="Highest cost of a GraphQL document; docs/api.md says how it is counted."
    )
    upload_max_bytes: int = Field(
        40_000_000, ge=1_000, description="Largest request body accepted, uploads included."
    )
    pictures_folder: Path | None = Field(
        None,
        description="A folder for the pictures of the menu, shared by all processes. Empty: they are kept in the database.",
    )
    map_tiles_url: str | None = Field(
        None,
        description="Address of raster map tiles in WGS-84, such as `https://tiles.example.org/{z}/{x}/{y}.png`, for the "
        "coordinators' map; the pages may then ask that host, too. Empty: outlines and points alone, nobody is asked.",
    )
    map_tiles_credit: str = Field(
        "", description="Whose the tiles are, as their licence asks; stands on the map."
    )
    trusted_documents: Path | None = Field(
        None, description="A JSON file {sha256: document}; with `trusted_only` nothing else is answered."
    )
    trusted_only: bool = Field(False, description="Answer trusted documents only.")
    graphiql: bool = Field(True, description="Serve the GraphiQL page at /graphiql/.")
    demo: bool = Field(False, description="Show the demo logins on the sign-in page. Set by `sanbao demo`.")
    log_format: Literal["json", "console"] = Field("json", description="Shape of the log lines.")
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = Field("INFO", description="Least level logged.")

    @field_validator("trusted_proxies")
    @classmethod
    def _networks(cls, value: str | None) -> str | None:
        for each in (value or "").split(","):
            if each.strip():
                ip_network(each.strip())
        return value or None

    @field_validator("map_tiles_url")
    @classmethod
    def _tiles(cls, value: str | None) -> str | None:
        scheme, host = urlsplit(value or "")[:2]
        whole = scheme in ("http", "https") and host and not set(host) & set(" ;,{}'")
        if value and not (whole and all(part in value for part in ("{z}", "{x}", "{y}"))):
            raise ValueError("map_tiles_url must be an http or https address with {z}, {x} and {y}")
        return value or None

    @model_validator(mode="after")
    def _whole_provider(self) -> Self:
        if self.oidc_issuer is None:
            return self
        scheme, host = urlsplit(self.oidc_issuer)[:2]
        if scheme != "https" and (scheme != "http" or urlsplit(f"//{host}").hostname not in _THIS_MACHINE):
            raise ValueError("oidc_issuer must be an https address")
        if not self.oidc_client_id:
            raise ValueError("oidc_issuer needs oidc_client_id")
        if "openid" not in self.oidc_scopes.split():
            raise ValueError("oidc_scopes must hold openid")
        return self

    @property
    def address(self) -> str:
        """The address that people use, without a slash at the end."""
        return (self.public_url or f"http://{self.host}:{self.port}").rstrip("/")

    @property
    def map_tiles_origin(self) -> str | None:
        """The origin that map tiles come from."""
        scheme, host = urlsplit(self.map_tiles_url or "")[:2]
        return f"{scheme}://{host}" if host else None

    @property
    def is_sqlite(self) -> bool:
        """Whether the database is the embedded file."""
        return self.database_url.startswith("sqlite:")

    @property
    def sqlite_path(self) -> Path:
        """The file of the embedded database."""
        return Path(self.database_url.removeprefix("sqlite://").replace("/", "", 1))
