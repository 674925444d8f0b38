#!/usr/bin/env python3
"""Score whole attributions (who, how, what, against whom, which claim) against the seed gold.  Stdlib only.

    score_graph.py GOLD.jsonl PREDICTIONS.jsonl [--texts FOLDER] [--claims CLAIMS.json] [--errors] [--selftest]

Predictions: one article per line as `kgraph extract --format jsonl` writes them, offsets into the article's text:
{"id", "attributions": [{"id", "source": [[s, e], ...], "cue", "content", "target", "edge_type", "speakers": [{"id", "name",
"kind", "affiliation"}], "targets": [{"id", "name", "kind"}], "claims": [{"id", "stance"}], "within", "reported_via",
"certainty"}]}. Article ids are compared without folder and suffix. Attributions with no edge type are left out.

found        gold attribution matched one-to-one by a prediction: same content (Jaccard over letters and digits >= 0.5, the
             better of the gold content and its longer alternative) or, where gold has no content, overlapping cue. Recall is
             over core gold; precision counts predictions matched to any gold, core or not.
speaker      of the found: one of the speakers is the right actor. Persons by surname and first initial, governments by name,
             anonymous sources by kind (anonymous or group) and, where gold names one, affiliation.
edge_type    of the found: strict = the gold type; lenient = that or one listed under `also`.
types        per edge type over all gold: recall of gold of that type given exactly that type; precision of predictions of that
             type among matched ones, right if it is the gold type or listed under `also`; their F1.
targets      F1 over found attributions whose gold has targets; `junk_targets` = mean number given where gold has none.
certainty    of the found whose gold has one: equal. `false_certainty` = share of the other found ones given one other than certain.
chain        of the found whose gold has `reported_via` or `within`: the same outlet, or nested in the right attribution.
claims       over placed items (found, in a gold claim, given a claim): F1 of the pairs that share a claim. `claims_placed` =
             placed / found of those in gold claims. `stance` = of the placed in contested claims, right side.
disputes     gold contested claims for which one predicted claim, at least half of whose placed members belong to it, has a
             rightly placed attribution for and one against.
"""
import argparse, itertools, json, pathlib, re, sys, unicodedata

STATES = {"united-states": "us usa u-s america united-states-of-america washington white-house american us-government biden-administration", "russia": "russian-federation kremlin moscow russian",
          "ukraine": "kyiv kiev ukrainian", "china": "prc chinese beijing", "the-west": "west western-countries western", "ria-novosti": "ria ria-news-agency ria-news"}
STATES = {k: {k, *v.split()} for k, v in STATES.items()}
GROUPS = {"ukrainian-officials": ("ukrain", "official"), "ukrainian-group": ("ukrain", "group"), "ukrainian-special-operations": ("ukrain", "special")}
UNNAMED = {"anonymous", "group"}


def slug(name):
    name = unicodedata.normalize("NFKD", str(name or "").split(":")[-1]).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", name.replace(".", "")).strip("-")


def state(name):
    """A government's name without 'the', 'government of', 'government', 'administration'."""
    return re.sub(r"^(the-)?(government|state|kingdom|republic)-of-(the-)?|^the-|-(government|authorities|state)$", "", slug(name))


def same_name(gold, name):
    if gold in GROUPS:
        return all(part in slug(name) for part in GROUPS[gold])
    if gold in STATES:
        return slug(name) in STATES[gold] or state(name) in STATES[gold]
    a, b = gold.split("-"), slug(name).split("-")
    return a == b or (len(a) > 1 and len(b) > 1 and a[-1][:6] == b[-1][:6] and a[0][0] == b[0][0])


def same_speaker(gold, actor):
    if gold["speaker_kind"] == "anonymous":
        return actor.get("kind") in UNNAMED and (gold["speaker_affiliation"] is None or any(same_name(gold["speaker_affiliation"], actor.get(k)) for k in ("affiliation", "affiliation_name")))
    return any(same_name(gold["speaker"], actor.get(k)) for k in ("name", "id"))


def chars(text, spans):
    return {i for s, e in spans or [] for i in range(s, min(e, len(text))) if text[i].isalnum()}


def key(article):
    return pathlib.PurePath(str(article)).stem


def read(path):
    with open(path, encoding="utf-8") as f:
        return {key(r["id"]): r["attributions"] for r in map(json.loads, filter(str.strip, f))}


def jaccard(a, b):
    return len(a & b) / len(a | b) if a and b else 0.0


def match(text, gold, pred):
    """Greedy one-to-one pairs (gold, predicted), best overlap first; ties by cue and source overlap, then order."""
    cands = []
    for (i, g), (j, p) in itertools.product(enumerate(gold), enumerate(pred)):
        b = chars(text, p.get("content"))
        score = max(jaccard(chars(text, g["content"]), b), jaccard(chars(text, g.get("content_or")), b))
        same_cue = bool(chars(text, g["cue"]) & chars(text, p.get("cue")))
        if not g["content"] and same_cue:
            score = 0.5
        if score >= 0.5:
            cands.append((-(score + 0.2 * same_cue + 0.2 * bool(chars(text, g["source"]) & chars(text, p.get("source")))), i, j))
    out, gi, pj = [], set(), set()
    for _, i, j in sorted(cands):
        if i not in gi and j not in pj:
            gi.add(i), pj.add(j), out.append((gold[i], pred[j]))
    return out


def ratio(n, d):
    return round(n / d, 4) if d else None


def f1(tp, fp, fn):
    return round(2 * tp / (2 * tp + fp + fn), 4) if tp else 0.0


def harmonic(p, r):
    return round(2 * p * r / (p + r), 4) if p and r else 0.0


def score(gold, pred, texts, claims=None, errors=False):
    pairs, predicted, missed, wrong = [], [], [], []
    for name, g in gold.items():
        p = [x for x in pred.get(name, []) if x.get("edge_type")]
        predicted += p
        m = match(texts[name], g, p)
        pairs += m
        hit = {x["id"] for x, _ in m}
        missed += [x["id"] for x in g if x["core"] and x["id"] not in hit]
    everything = [x for g in gold.values() for x in g]
    core = sum(x["core"] for x in everything)
    back = {g["id"]: p for g, p in pairs}

    def note(g, what, want, got):
        wrong.append((g["id"], what, want, got))

    speakers = [any(same_speaker(g, a) for a in p.get("speakers") or []) or note(g, "speaker", g["speaker"], [a.get("name") for a in p.get("speakers") or []]) for g, p in pairs if g["speaker"]]
    lenient = [p["edge_type"] in [g["edge_type"], *g["also"]] or note(g, "edge_type", g["edge_type"], p["edge_type"]) for g, p in pairs]
    types = {}
    for t in sorted({x["edge_type"] for x in everything}):
        of = [x for x in everything if x["edge_type"] == t]
        said = [g for g, p in pairs if p["edge_type"] == t]
        r = sum(back.get(x["id"], {}).get("edge_type") == t for x in of) / len(of)
        q = sum(t in [g["edge_type"], *g["also"]] for g in said) / len(said) if said else 0.0
        types[t] = {"p": round(q, 4), "r": round(r, 4), "f1": harmonic(q, r), "gold": len(of)}
    tp = fp = fn = 0
    for g, p in pairs:
        if g["targets"]:
            names = [a.get("name") or a.get("id") for a in p.get("targets") or []]
            good = sum(any(same_name(t, n) for n in names) for t in g["targets"])
            tp, fn, fp = tp + good, fn + len(g["targets"]) - good, fp + sum(not any(same_name(t, n) for t in g["targets"]) for n in names)
            if good < len(g["targets"]):
                note(g, "targets", g["targets"], names)
    free = [len(p.get("targets") or []) for g, p in pairs if not g["targets"]]
    sure = [p.get("certainty") == g["certainty"] or note(g, "certainty", g["certainty"], p.get("certainty")) for g, p in pairs if g["certainty"]]
    unsure = [p.get("certainty") not in (None, "certain") for g, p in pairs if not g["certainty"]]
    chain = []
    for g, p in pairs:
        if g["reported_via"]:
            chain.append(any(same_name(g["reported_via"], v) or slug(v).startswith(g["reported_via"][:3]) for v in p.get("reported_via") or []))
        elif g["within"]:
            outer = back.get(g["within"], {}).get("id")
            chain.append(outer is not None and p.get("within") == outer)
    recall, precision = ratio(sum(g["core"] for g, _ in pairs), core), ratio(len(pairs), len(predicted))
    out = {"recall_core": recall, "precision": precision, "f1": harmonic(precision, recall), "speaker": ratio(sum(map(bool, speakers)), len(speakers)),
           "edge_type_strict": ratio(sum(p["edge_type"] == g["edge_type"] for g, p in pairs), len(pairs)), "edge_type_lenient": ratio(sum(map(bool, lenient)), len(pairs)), "types": types,
           "targets_f1": f1(tp, fp, fn), "junk_targets": round(sum(free) / len(free), 3) if free else None, "certainty": ratio(sum(map(bool, sure)), len(sure)),
           "false_certainty": ratio(sum(unsure), len(unsure)), "chain": ratio(sum(chain), len(chain)), "gold": len(everything), "core": core, "predicted": len(predicted), "matched": len(pairs)}
    if claims:
        side, contested = {}, {c["id"] for c in claims["claims"] if c["contested"]}
        for c in claims["claims"]:
            for stance in ("for", "against", "open"):
                for i in c[stance]:
                    side.setdefault(i, {})[c["id"]] = stance
        due = [(g, p) for g, p in pairs if g["id"] in side]
        placed = [(set(side[g["id"]]), {c["id"]: c.get("stance") for c in p.get("claims") or []}, g) for g, p in due if p.get("claims")]
        tp = fp = fn = 0
        for (a, x, _), (b, y, _) in itertools.combinations(placed, 2):
            same_g, same_p = bool(a & b), bool(set(x) & set(y))
            tp, fp, fn = tp + (same_g and same_p), fp + (same_p and not same_g), fn + (same_g and not same_p)
        seen, right, stances = set(), 0, 0
        members = {}
        for a, x, g in placed:
            for claim, stance in x.items():
                members.setdefault(claim, []).append((a, stance, g))
        for c in contested:
            for items in members.values():
                inside = [(stance, side[g["id"]][c]) for a, stance, g in items if c in a]
                if 2 * len(inside) >= len(items) and ("for", "for") in inside and ("against", "against") in inside:
                    seen.add(c)
        for a, x, g in placed:
            want = {side[g["id"]][c] for c in a & contested}
            if want:
                stances += 1
                right += bool(want & set(x.values()))
                if not want & set(x.values()):
                    note(g, "stance", sorted(want), sorted(map(str, x.values())))
        out.update(claims_f1=f1(tp, fp, fn), claims_placed=ratio(len(placed), len(due)), stance=ratio(right, stances), disputes=round(len(seen) / len(contested), 4))
    if errors:
        out.update(missed=missed, wrong=wrong)
    return out


def perfect(gold, claims):
    side = {}
    for c in claims["claims"]:
        for stance in ("for", "against", "open"):
            for i in c[stance]:
                side.setdefault(i, []).append({"id": c["id"], "stance": stance})
    return {n: [{**a, "speakers": [{"id": a["speaker"], "name": a["speaker"], "kind": a["speaker_kind"], "affiliation": a["speaker_affiliation"]}], "targets": [{"name": t} for t in a["targets"]],
                 "reported_via": [a["reported_via"]] if a["reported_via"] else [], "claims": side.get(a["id"], [])} for a in g] for n, g in gold.items()}


def selftest(gold, texts, claims):
    best = score(gold, perfect(gold, claims), texts, claims)
    one = ("recall_core", "precision", "speaker", "edge_type_strict", "targets_f1", "certainty", "chain", "claims_f1", "claims_placed", "stance", "disputes")
    assert all(best[k] == 1.0 for k in one) and all(t["f1"] == 1.0 for t in best["types"].values()), best
    assert score(gold, {}, texts, claims)["f1"] == 0.0
    def spoilt(change):
        return score(gold, {n: [change(dict(a)) for a in g] for n, g in perfect(gold, claims).items()}, texts, claims)
    moved = spoilt(lambda a: {**a, "content": [[s + 37, s + 47] for s, _ in a["content"]], "cue": [[0, 1]]})
    assert moved["recall_core"] < 0.1, moved
    flat = spoilt(lambda a: {**a, "edge_type": "asserts"})
    assert flat["types"]["accuses"]["f1"] == 0.0 and flat["edge_type_strict"] < 0.4, flat
    lump = spoilt(lambda a: {**a, "claims": [{"id": "x", "stance": c["stance"]} for c in a["claims"][:1]]})
    assert lump["claims_f1"] < 0.6 and lump["disputes"] < 1.0, lump
    loose = spoilt(lambda a: {k: v for k, v in a.items() if k not in ("id", "within")})
    assert loose["chain"] < 0.6, loose
    print("selftest passed")


if __name__ == "__main__":
    here = pathlib.Path(__file__).resolve().parent.parent
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("gold", nargs="?", default=here / "gold/seeds.jsonl")
    ap.add_argument("predictions", nargs="?")
    ap.add_argument("--texts", default=here.parent / "seeds")
    ap.add_argument("--claims", default=here / "gold/seed_claims.json")
    ap.add_argument("--errors", action="store_true")
    ap.add_argument("--selftest", action="store_true")
    a = ap.parse_args()
    gold = read(a.gold)
    texts = {p.stem: p.read_text(encoding="utf-8") for p in pathlib.Path(a.texts).glob("*.txt")}
    claims = json.loads(pathlib.Path(a.claims).read_text(encoding="utf-8"))
    if a.selftest:
        selftest(gold, texts, claims)
        sys.exit()
    print(json.dumps(score(gold, read(a.predictions), texts, claims, a.errors), indent=1, ensure_ascii=False))
