"""HTTP to a triple store: one connection, authentication, retries with backoff.

Credentials come from the environment, are sent to no other host than the one that was named, and
appear in no message.
"""

from __future__ import annotations

import base64
import http.client
import os
import ssl
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlsplit
from urllib.request import (
    AbstractDigestAuthHandler,
    HTTPPasswordMgrWithDefaultRealm,
    Request,
    parse_http_list,
    parse_keqv_list,
)

from kgraph.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Mapping

USER, PASSWORD, TOKEN = "KGRAPH_STORE_USER", "KGRAPH_STORE_PASSWORD", "KGRAPH_STORE_TOKEN"
_BUSY = frozenset({429, 502, 503, 504})
_LONGEST_WAIT = 30.0  # seconds
_SHOWN = 200  # characters of what a store says that went wrong


@dataclass(frozen=True, slots=True)
class Credentials:
    """Who we are to a store: a user with a password, for basic and digest, or a bearer token."""

    user: str | None = None
    password: str | None = field(default=None, repr=False)
    token: str | None = field(default=None, repr=False)

    @classmethod
    def of_environment(cls) -> Credentials:
        """Return what the environment says."""
        return cls(*(os.environ.get(name) or None for name in (USER, PASSWORD, TOKEN)))


class Response(NamedTuple):
    """What a store answered."""

    status: int
    headers: Mapping[str, str]
    body: bytes


class Client:
    """Sends requests to one host."""

    def __init__(
        self,
        url: str,
        credentials: Credentials,
        *,
        attempts: int = 5,
        wait: float = 0.5,
        timeout: float = 120,
    ) -> None:
        """Keep where to send requests; nothing is sent yet.

        Args:
            url: Of the store: http or https, without user and password.
            credentials: Who we are.
            attempts: How often a request is tried in all.
            wait: Seconds before the second try, doubled before each further one.
            timeout: Seconds to wait for an answer.

        Raises:
            StoreError: If the URL is none of these.
        """
        parts = urlsplit(url)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise StoreError(f"the store must be an http or https URL, not {url!r}")
        if parts.username or parts.password:
            raise StoreError(f"put user and password into {USER} and {PASSWORD}, not into the URL")
        self.url = url.rstrip("/")
        self._parts = parts
        self._credentials = credentials
        self._attempts = attempts
        self._wait = wait
        self._timeout = timeout
        self._connection: http.client.HTTPConnection | None = None
        self._challenge: str | None = None
        passwords = HTTPPasswordMgrWithDefaultRealm()
        if credentials.user:
            passwords.add_password(None, url, credentials.user, credentials.password or "")
        self._digest = AbstractDigestAuthHandler(passwords)

    def send(
        self,
        method: str,
        path: str,
        body: bytes | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Response:
        """Return the answer to a request that may be repeated without harm.

        Raises:
            StoreError: If there is none after all attempts, or it says that something is wrong.
        """
        trouble = ""
        for attempt in range(self._attempts):
            if attempt:
                time.sleep(min(self._wait * 2 ** (attempt - 1), _LONGEST_WAIT))
            try:
                response = self._authenticated(method, path, body, headers or {})
            except (OSError, http.client.HTTPException) as error:
                if isinstance(error, StoreError | ssl.SSLCertVerificationError):
                    raise
                self.close()
                trouble = str(error) or type(error).__name__
                continue
            if response.status not in _BUSY:
                return self._checked(response)
            trouble = f"it answers {response.status}"
        raise StoreError(
            f"{self.url} does not answer after {self._attempts} attempts ({trouble}); "
            "repeat the command to go on where it stopped"
        )

    def close(self) -> None:
        """Close the connection; the next request opens a new one."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _authenticated(
        self, method: str, path: str, body: bytes | None, headers: Mapping[str, str]
    ) -> Response:
        """Return the answer, to a second request if the first was asked who we are."""
        response = self._once(method, path, body, headers)
        challenge = response.headers.get("www-authenticate")
        known = self._credentials.user is not None and not self._credentials.token
        if response.status == http.HTTPStatus.UNAUTHORIZED and challenge and known:
            self._challenge = challenge
            response = self._once(method, path, body, headers)
        return response

    def _once(
        self, method: str, path: str, body: bytes | None, headers: Mapping[str, str]
    ) -> Response:
        if self._connection is None:
            self._connection = self._connected()
        sent = {"Accept": "*/*", **headers, **self._authorization(method, path)}
        self._connection.request(method, path, body, sent)
        answer = self._connection.getresponse()
        found = {name.lower(): value for name, value in answer.getheaders()}
        read = answer.read()
        if found.get("connection", "").lower() == "close":
            self.close()
        return Response(answer.status, found, read)

    def _connected(self) -> http.client.HTTPConnection:
        host, port = str(self._parts.hostname), self._parts.port
        if self._parts.scheme == "https":
            context = ssl.create_default_context()
            return http.client.HTTPSConnection(host, port, timeout=self._timeout, context=context)
        return http.client.HTTPConnection(host, port, timeout=self._timeout)

    def _authorization(self, method: str, path: str) -> dict[str, str]:
        """Return the header that says who we are, in the way that the store asked for."""
        who = self._credentials
        if who.token:
            return {"Authorization": f"Bearer {who.token}"}
        scheme, _, rest = (self._challenge or "").partition(" ")
        if scheme.lower() == "basic":
            pair = f"{who.user}:{who.password or ''}".encode()
            return {"Authorization": f"Basic {base64.b64encode(pair).decode('ascii')}"}
        if scheme.lower() == "digest":
            asked = parse_keqv_list([part for part in parse_http_list(rest) if "=" in part])
            request = Request(  # noqa: S310 - made for its fields, never opened
                f"{self._parts.scheme}://{self._parts.netloc}{path}", method=method
            )
            found = self._digest.get_authorization(request, asked)
            return {"Authorization": f"Digest {found}"} if found else {}
        return {}

    def _checked(self, response: Response) -> Response:
        status = response.status
        if status < http.HTTPStatus.MULTIPLE_CHOICES:
            return response
        if status in (http.HTTPStatus.UNAUTHORIZED, http.HTTPStatus.FORBIDDEN):
            raise StoreError(
                f"{self.url} does not let us in ({status}); set {USER} and {PASSWORD}, or {TOKEN}"
            )
        if status < http.HTTPStatus.BAD_REQUEST:
            where = response.headers.get("location", "elsewhere")
            raise StoreError(f"{self.url} sends us to {where!r}; give that URL if you trust it")
        said = " ".join(response.body.decode("utf-8", "replace").split())[:_SHOWN]
        raise StoreError(f"{self.url} answers {status}: {said}")
