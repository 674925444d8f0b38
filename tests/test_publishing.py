"""Publishing to real triple stores on loopback, with all that goes wrong on the way."""

from __future__ import annotations

import base64
import http.server
import shutil
import threading
from typing import TYPE_CHECKING, Any, TypeVar

import pytest
from questions import ANSWERS
from servers import Cutter, find_oxigraph, free_port, oxigraph, virtuoso
from test_rdf import HOSTILE, everything
from test_store import PARAMETERS

from kgraph.cli import main
from kgraph.errors import QueryError, StoreError, UnknownNameError
from kgraph.export import save
from kgraph.graph import KnowledgeGraph
from kgraph.model import Article
from kgraph.store import RemoteStore, Store, find_query, publish
from kgraph.store.client import Client, Credentials
from kgraph.store.presets import PRESETS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NEEDS_VIRTUOSO = [
    pytest.mark.virtuoso,
    pytest.mark.skipif(
        shutil.which("virtuoso-t") is None,
        reason="Virtuoso is missing: apt-get install virtuoso-opensource-7",
    ),
]
BASE = "https://w3id.org/kgraph/id/"
NAMES = "SELECT DISTINCT ?g WHERE { GRAPH ?g { ?s ?p ?o } }"
DBA = Credentials("dba", "dba")
SECRET = "s3cr3t-w0rd"
OPEN: list[RemoteStore | Client] = []
C = TypeVar("C", RemoteStore, Client)


@pytest.fixture
def oxigraph_url(tmp_path: Path) -> Iterator[str]:
    assert find_oxigraph(), "the server is missing: pip install oxigraph"
    with oxigraph(tmp_path / "server") as url:
        yield url


@pytest.fixture(scope="module")
def virtuoso_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with virtuoso(tmp_path_factory.mktemp("virtuoso")) as url:
        yield url


@pytest.fixture(params=["oxigraph", pytest.param("virtuoso", marks=NEEDS_VIRTUOSO)])
def place(request: pytest.FixtureRequest) -> tuple[str, str]:
    """Return the kind and the URL of an empty store."""
    url: str = request.getfixturevalue(f"{request.param}_url")
    store = remote((request.param, url), updates=True)
    for name in names(store):
        store.replace(name, [])
    return request.param, url


def remote(place: tuple[str, str], **rest: Any) -> RemoteStore:  # noqa: ANN401 - as RemoteStore
    kind, url = place
    return opened(RemoteStore(url, store=kind, credentials=DBA, wait=0.01, **rest))


@pytest.fixture(autouse=True)
def _closing() -> Iterator[None]:
    yield
    while OPEN:
        OPEN.pop().close()


def opened(connection: C) -> C:
    """Return the connection, which is closed after the test."""
    OPEN.append(connection)
    return connection


def names(store: RemoteStore | Store) -> list[str]:
    """Return the names of our named graphs; Virtuoso has some of its own."""
    found = [row["g"]["value"] for row in store.query(NAMES).bindings]
    return sorted(name for name in found if name.startswith(BASE))


def held(store: RemoteStore | Store) -> set[tuple[object, ...]]:
    """Return the quads of our named graphs, without the notes on what has arrived."""
    return {
        (name, *row)
        for name in names(store)
        if name != f"{BASE}published"
        for row in store.query(f"SELECT ?s ?p ?o WHERE {{ GRAPH <{name}> {{ ?s ?p ?o }} }}").rows
    }


def embedded(graph: KnowledgeGraph, *, texts: bool = False) -> Store:
    store = Store()
    store.add(graph, texts=texts)
    return store


# --- what arrives ------------------------------------------------------------------------------


@pytest.mark.parametrize("updates", [False, True], ids=["graph-store", "updates"])
def test_what_is_published_can_be_asked(
    place: tuple[str, str], tiny_graph: KnowledgeGraph, *, updates: bool
) -> None:
    store = remote(place, updates=updates)
    sent = publish(tiny_graph, store)
    assert (sent.written, sent.unchanged) == (3, 0)
    local = embedded(tiny_graph)
    assert held(store) == held(local)
    for name in sorted(ANSWERS):
        bound = find_query(name).bind({})
        assert store.query(bound).rows == local.query(bound).rows, name
        assert set(store.query(bound).rows) == ANSWERS[name](tiny_graph), name
    for name, parameter, given in PARAMETERS:
        bound = find_query(name).bind({parameter: given})
        assert set(store.query(bound).rows) == ANSWERS[name](tiny_graph, **{parameter: given})
    again = publish(tiny_graph, store)
    assert (again.written, again.unchanged) == (0, 3)
    assert held(store) == held(local)


@pytest.mark.model
def test_the_seeds_can_be_published_and_asked(
    place: tuple[str, str], seeds_graph: KnowledgeGraph
) -> None:
    store = remote(place)
    assert publish(seeds_graph, store).written == 6
    assert publish(seeds_graph, store).written == 0
    assert held(store) == held(embedded(seeds_graph))
    for name in sorted(ANSWERS):
        assert set(store.query(find_query(name).bind({})).rows) == ANSWERS[name](seeds_graph)


@pytest.mark.parametrize("updates", [False, True], ids=["graph-store", "updates"])
def test_hostile_text_arrives_as_text(place: tuple[str, str], *, updates: bool) -> None:
    store = remote(place, updates=updates)
    stale: set[tuple[object, ...]] = set()
    for text in ("|".join(HOSTILE), ".."):
        graph = everything(text)
        publish(graph, store, texts=True)
        wanted = held(embedded(graph, texts=True)) | stale
        assert held(store) == wanted
        stale = {quad for quad in wanted if quad[0] != f"{BASE}corpus"}


def test_what_changed_is_sent_and_no_more(
    place: tuple[str, str], tiny_graph: KnowledgeGraph
) -> None:
    store = remote(place)
    publish(tiny_graph, store)
    corrected = Article(id="later.txt", text="It rained.")
    more = KnowledgeGraph.of(
        articles=[*tiny_graph.articles.values(), corrected],
        actors=tiny_graph.actors.values(),
        claims=tiny_graph.claims.values(),
        events=tiny_graph.events.values(),
        readings=tiny_graph.readings.values(),
    )
    steps: list[tuple[int, int]] = []
    sent = publish(more, store, progress=lambda *step: steps.append(step))
    assert (sent.written, sent.unchanged) == (1, 3)
    assert steps == [(4, 4)]
    assert held(store) == held(embedded(more))


# --- what goes wrong ---------------------------------------------------------------------------


def test_broken_connections_are_tried_again(
    place: tuple[str, str], tiny_graph: KnowledgeGraph
) -> None:
    kind, url = place
    cutter = Cutter(url, after=6000, times=3)
    try:
        publish(tiny_graph, remote((kind, cutter.url)))
    finally:
        cutter.close()
    assert cutter.left == 0
    assert held(remote(place)) == held(embedded(tiny_graph))


def test_broken_off_for_good_and_repeated_ends_equal(
    place: tuple[str, str], tiny_graph: KnowledgeGraph
) -> None:
    kind, url = place
    cutter = Cutter(url, after=16_000, times=99)
    try:
        with pytest.raises(StoreError, match="does not answer after 2 attempts"):
            publish(tiny_graph, remote((kind, cutter.url), attempts=2))
    finally:
        cutter.close()
    store = remote(place)
    assert held(store) < held(embedded(tiny_graph))
    publish(tiny_graph, store)
    assert held(store) == held(embedded(tiny_graph))
    assert publish(tiny_graph, store).written == 0


def many_articles() -> KnowledgeGraph:
    return KnowledgeGraph.of(
        articles=[Article(id=f"{i}.txt", text=f"It rains {i}.") for i in range(60)]
    )


def test_a_server_that_dies_half_way_is_told_of_and_gone_on_with(tmp_path: Path) -> None:
    graph, folder, port = many_articles(), tmp_path / "server", free_port()

    class Killed(Exception):  # noqa: N818 - the test's own
        pass

    def kill(done: int, _all: int) -> None:
        if done == 45:
            raise Killed

    with oxigraph(folder, port=port) as url, pytest.raises(Killed):
        publish(graph, remote(("oxigraph", url)), progress=kill)
    with pytest.raises(StoreError, match="repeat the command to go on"):
        publish(graph, remote(("oxigraph", url), attempts=2))
    with oxigraph(folder, port=port) as url:
        store = remote(("oxigraph", url))
        sent = publish(graph, store)
        assert (sent.written, sent.unchanged) == (21, 40)
        assert held(store) == held(embedded(graph))
        assert publish(graph, store).written == 0


def test_half_an_article_is_sent_again(place: tuple[str, str], tiny_graph: KnowledgeGraph) -> None:
    """As after a server that kept a part of what it was sent."""
    store = remote(place)
    publish(tiny_graph, store)
    changed = KnowledgeGraph.of(articles=[Article(id="dam.txt", text="It rained.")])

    class Broken(RemoteStore):
        def append(self, *_: object) -> None:
            raise StoreError("the line is dead")

    kind, url = place
    with pytest.raises(StoreError, match="dead"):
        publish(changed, opened(Broken(url, store=kind, credentials=DBA)))
    sent = publish(tiny_graph, store)
    assert (sent.written, sent.unchanged) == (2, 1)
    assert held(store) == held(embedded(tiny_graph))


@pytest.mark.parametrize("place", [pytest.param("virtuoso", marks=NEEDS_VIRTUOSO)], indirect=True)
@pytest.mark.parametrize("updates", [False, True], ids=["graph-store", "updates"])
@pytest.mark.parametrize(
    "who", [Credentials("dba", SECRET), Credentials(SECRET, SECRET), Credentials()]
)
def test_wrong_credentials_change_nothing_and_are_not_shown(
    place: tuple[str, str], tiny_graph: KnowledgeGraph, who: Credentials, *, updates: bool
) -> None:
    kind, url = place
    store = opened(RemoteStore(url, store=kind, credentials=who, updates=updates))
    with pytest.raises(StoreError, match=r"does not let us in \(40[13]\)") as error:
        publish(tiny_graph, store)
    assert SECRET not in str(error.value)
    assert SECRET not in repr(Credentials("dba", SECRET, SECRET))
    assert held(store) == set()


@pytest.mark.parametrize(
    "url", ["localhost:7878", "ftp://e.org", f"http://user:{SECRET}@e.org", "http://"]
)
def test_urls_that_cannot_be_are_refused(url: str) -> None:
    with pytest.raises(StoreError) as error:
        RemoteStore(url, store="oxigraph")
    assert SECRET not in str(error.value) or "@" not in url


def test_an_unknown_kind_is_refused() -> None:
    with pytest.raises(UnknownNameError, match="did you mean 'fuseki'"):
        RemoteStore("http://e.org", store="fusekki")


def test_what_the_store_does_not_understand_is_told(oxigraph_url: str) -> None:
    with pytest.raises(StoreError, match="answers 400: "):
        remote(("oxigraph", oxigraph_url)).query("SELECT nonsense")


# --- the wire ----------------------------------------------------------------------------------


class Listener(http.server.BaseHTTPRequestHandler):
    """Keeps what it is sent, and answers with the next of the given answers."""

    protocol_version = "HTTP/1.1"
    heard: list[tuple[str, str, dict[str, str], bytes]]
    answers: list[tuple[int, dict[str, str]]]

    def _answer(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self.heard.append((self.command, self.path, dict(self.headers), body))
        status, headers = self.answers.pop(0) if self.answers else (200, {})
        self.send_response(status)
        for name, text in headers.items():
            self.send_header(name, text)
        self.send_header("Content-Length", "0")
        self.end_headers()

    do_GET = do_POST = do_PUT = _answer  # noqa: N815 - names that the library looks for

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def listener() -> Iterator[tuple[str, type[Listener]]]:
    kind = type("Heard", (Listener,), {"heard": [], "answers": []})
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), kind) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}", kind
        server.shutdown()


PATHS = {
    "oxigraph": ("/query?union-default-graph=", "/update", "/store?graph=http%3A%2F%2Fe%2Fg"),
    "fuseki": (
        "/ds/query?default-graph-uri=urn%3Ax-arq%3AUnionGraph",
        "/ds/update",
        "/ds/data?graph=http%3A%2F%2Fe%2Fg",
    ),
    "graphdb": ("/ds", "/ds/statements", "/ds/rdf-graphs/service?graph=http%3A%2F%2Fe%2Fg"),
    "virtuoso": ("/sparql", "/sparql-auth", "/sparql-graph-crud-auth?graph=http%3A%2F%2Fe%2Fg"),
    "qlever": ("/ds", "/ds", "/ds?graph=http%3A%2F%2Fe%2Fg"),
}


@pytest.mark.parametrize("name", sorted(PRESETS))
def test_presets_know_the_paths(name: str, listener: tuple[str, type[Listener]]) -> None:
    url, kind = listener
    url += "/ds/" if PATHS[name][1].startswith("/ds") else ""
    for updates in (False, True):
        made = RemoteStore(url, store=name, credentials=Credentials(), updates=updates)
        store = opened(made)
        store.replace("http://e/g", ["<http://e/s> <http://e/p> <http://e/o> .\n"])
    store = opened(RemoteStore(url, store=name, credentials=Credentials()))
    with pytest.raises(QueryError, match="no SPARQL results"):
        store.query("ASK {}")
    heard = [(method, path) for method, path, _, _ in kind.heard]
    query, update, graphs = PATHS[name]
    assert heard == [("PUT", graphs), ("POST", update), ("POST", update), ("POST", query)]


def test_basic_credentials_are_sent_when_asked_for(listener: tuple[str, type[Listener]]) -> None:
    url, kind = listener
    kind.answers.append((401, {"WWW-Authenticate": 'Basic realm="store"'}))
    client = opened(Client(url, Credentials("anna", SECRET), wait=0))
    client.send("PUT", "/store", b"x")
    client.send("PUT", "/store", b"y")
    sent = [headers.get("Authorization") for _, _, headers, _ in kind.heard]
    pair = base64.b64encode(f"anna:{SECRET}".encode()).decode()
    assert sent == [None, f"Basic {pair}", f"Basic {pair}"]
    assert [body for _, _, _, body in kind.heard] == [b"x", b"x", b"y"]


def test_a_token_is_sent_at_once(listener: tuple[str, type[Listener]]) -> None:
    url, kind = listener
    opened(Client(url, Credentials(token=SECRET))).send("GET", "/")
    assert kind.heard[0][2]["Authorization"] == f"Bearer {SECRET}"


def test_a_busy_store_is_waited_for(listener: tuple[str, type[Listener]]) -> None:
    url, kind = listener
    kind.answers += [(503, {}), (429, {})]
    assert opened(Client(url, Credentials(), wait=0.01)).send("PUT", "/", b"x").status == 200
    assert len(kind.heard) == 3
    kind.answers += [(503, {})] * 2
    with pytest.raises(StoreError, match="it answers 503"):
        opened(Client(url, Credentials(), attempts=2, wait=0.01)).send("PUT", "/", b"x")


def test_credentials_follow_no_redirect(listener: tuple[str, type[Listener]]) -> None:
    url, kind = listener
    kind.answers.append((307, {"Location": "http://elsewhere.invalid/"}))
    with pytest.raises(StoreError, match="sends us to 'http://elsewhere"):
        opened(Client(url, Credentials(token=SECRET))).send("PUT", "/", b"x")
    assert len(kind.heard) == 1


def test_a_connection_that_is_refused_is_told() -> None:
    with pytest.raises(StoreError, match="does not answer after 2 attempts"):
        opened(Client(f"http://127.0.0.1:{free_port()}", Credentials(), attempts=2, wait=0)).send(
            "GET", "/"
        )


# --- the command -------------------------------------------------------------------------------


@pytest.mark.parametrize("place", [pytest.param("virtuoso", marks=NEEDS_VIRTUOSO)], indirect=True)
def test_the_command_takes_credentials_from_the_environment(
    place: tuple[str, str],
    tiny_graph: KnowledgeGraph,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    kind, url = place
    save(tiny_graph, tmp_path / "graph.json")
    command = ["publish", str(tmp_path), "--to", url, "--store", kind]
    monkeypatch.setenv("KGRAPH_STORE_USER", "dba")
    monkeypatch.setenv("KGRAPH_STORE_PASSWORD", SECRET)
    assert main(command) == 1
    shown = capsys.readouterr()
    assert "set KGRAPH_STORE_USER" in shown.err
    assert SECRET not in shown.out + shown.err
    monkeypatch.setenv("KGRAPH_STORE_PASSWORD", "dba")
    assert main(command) == 0
    assert capsys.readouterr().out == f"{url}: 3 named graphs written, 0 were there already\n"
    assert main(["query", "disputes", "--in", url, "--store", kind, "--format", "csv"]) == 0
    assert capsys.readouterr().out.count("claim/dam") == 4


def test_the_command_shows_how_far_it_is(
    oxigraph_url: str,
    tiny_graph: KnowledgeGraph,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    save(tiny_graph, tmp_path / "graph.ttl")
    command = ["publish", str(tmp_path / "graph.ttl"), "--to", oxigraph_url, "--store", "oxigraph"]
    assert main(command) == 0
    assert main([*command, "--updates"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        f"{oxigraph_url}: 3 named graphs written, 0 were there already",
        f"{oxigraph_url}: 0 named graphs written, 3 were there already",
    ]
