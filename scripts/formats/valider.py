"""The files of the demonstration before the validators of others. Reads a list on its standard input ([{"chemin", "forme", "fichier"}]), writes one
finding a line (JSON): which file, which validator, what it says. Nothing here asks the network."""

import io
import json
import re
import subprocess
import sys
import tempfile
import warnings
import zipfile
from pathlib import Path

import feedparser
import frictionless
import icalendar
import jsonschema
import pyshacl
import rdflib
import validata_core
import yaml

warnings.simplefilter("ignore")  # of the validators' own code
SCHEMAS = Path("src/features/donnees-ouvertes/schemas")
INVISIBLES = "\u200b\u200c\u200d\u200e\u200f\u2028\u2029\u2060\ufeff\u00ad"
TABLE = SCHEMAS / "subventions.tableschema.json"


def jouer(*commande):
    return subprocess.run(commande, capture_output=True, text=True, errors="replace")


def schema(nom):
    lu = json.loads((SCHEMAS / f"{nom}.json").read_text())
    classe = jsonschema.validators.validator_for(lu, default=jsonschema.Draft202012Validator)
    classe.check_schema(lu)
    return classe(lu, format_checker=jsonschema.FormatChecker())


def selon_schema(nom):
    def juger(octets):
        return [f"{'/'.join(map(str, e.absolute_path))} : {e.message[:200]}" for e in schema(nom).iter_errors(json.loads(octets))]

    return juger


def dire(erreurs):
    return [f"ligne {e.get('rowPosition', '?')}, {e.get('fieldName', e['code'])} : {e['message'][:200]}" for e in erreurs]


def frictionless_scdl(octets):
    return lire(octets, "csv", schema=frictionless.Schema(json.loads(TABLE.read_text())))


def lire(octets, format, **options):
    rapport = frictionless.Resource(octets, format=format, **options).validate()
    return dire([e for t in rapport["tasks"] for e in t["errors"]] + rapport["errors"])


def validata_scdl(octets):
    rapport = validata_core.validate(octets, json.loads(TABLE.read_text()), format="csv")
    lues = [e for t in rapport["tasks"] for e in t["errors"]] + rapport["errors"]
    alertes = [f"structure : {a}" for t in rapport["tasks"] for a in t.get("structure_warnings", [])]
    # an absent number of a beneficiary waits for Sirene; everything else is an error
    return [("sirene" if e["code"] == "one-of-required" else "erreur", d) for e, d in zip(lues, dire(lues))] + alertes


def tableau(format):
    """A sheet for people: its encoding, as many cells on each line. Types are not guessed: « – » may stand among figures."""
    return lambda octets: lire(octets, format, detector=frictionless.Detector(field_type="any"))


def catalogue(octets):
    donnees = rdflib.Graph().parse(data=octets, format="json-ld")
    formes = rdflib.Graph().parse(SCHEMAS / "catalogue.shacl.ttl", format="turtle")
    conforme, _, texte = pyshacl.validate(donnees, shacl_graph=formes, inference="none", advanced=True)
    return [] if conforme else [texte[:800]]


def flux(octets):
    lu = feedparser.parse(octets)
    fautes = [str(lu.bozo_exception)] if lu.bozo else []
    for e in [lu.feed, *lu.entries]:
        fautes += [f"{e.get('title', 'sans titre')} : sans « {cle} »" for cle in ("id", "title", "updated") if not e.get(cle)]
    ids = [e.id for e in lu.entries]
    return fautes + ([] if len(set(ids)) == len(ids) else ["deux entrées ont le même identifiant"])


def agenda(octets):
    fautes = [] if octets.endswith(b"END:VCALENDAR\r\n") else ["la dernière ligne ne finit pas par un retour (RFC 5545, 3.1)"]
    lu = icalendar.Calendar.from_ical(octets)
    fautes += [f"{e}" for c in lu.walk() for e in c.errors]
    for e in lu.walk("VEVENT"):
        fautes += [f"événement sans {cle}" for cle in ("UID", "DTSTAMP", "DTSTART") if cle not in e]
        if "METHOD" in lu and "ORGANIZER" not in e:
            fautes.append("un message (METHOD) sans ORGANIZER")
    return fautes


def pdf(octets):
    """Whole for qpdf; titled, tagged and with words for poppler."""
    with tempfile.NamedTemporaryFile(suffix=".pdf") as f:
        f.write(octets)
        f.flush()
        qpdf = jouer("qpdf", "--check", f.name)
        fautes = [] if qpdf.returncode == 0 else [f"qpdf : {(qpdf.stdout + qpdf.stderr)[-300:]}"]
        info = dict(l.split(":", 1) for l in jouer("pdfinfo", f.name).stdout.splitlines() if ":" in l)
        texte = jouer("pdftotext", "-enc", "UTF-8", f.name, "-").stdout
        fautes += [] if info.get("Title", "").strip() else ["pdfinfo : sans titre"]
        fautes += [] if info.get("Tagged", "").strip() == "yes" else ["pdfinfo : sans structure"]
        fautes += [] if len(texte.split()) > 10 else ["pdftotext : sans texte"]
        invisibles = sorted({f"U+{ord(c):04X}" for c in texte if c in INVISIBLES})
        return fautes + [f"pdftotext : caractères invisibles {', '.join(invisibles)}" for _ in invisibles[:1]]


def signe(octets):
    """A paper that came back signed: it is whole, nothing else may be asked of it."""
    return [f for f in pdf(octets) if f.startswith("qpdf")]


def archive(octets):
    with zipfile.ZipFile(io.BytesIO(octets)) as z:
        mauvais = z.testzip()
        fautes = [f"{mauvais} : octets abîmés"] if mauvais else []
        for nom in z.namelist():
            if re.search(r"(^|/)(pieces|signes?)/", nom):
                continue  # what somebody sent is theirs
            if nom.endswith(".pdf"):
                fautes += [f"{nom} : {f}" for f in pdf(z.read(nom))]
            if nom.endswith(".json"):
                json.loads(z.read(nom))
        return fautes


def en_json(octets):
    json.loads(octets)
    return []


def en_yaml(octets):
    yaml.safe_load(octets)
    return []


def juges(chemin, octets):
    """Which validators judge this file."""
    nom = chemin.split("?")[0]
    if nom.endswith("/acte-signe.pdf"):
        return [("qpdf et poppler", signe)]
    if "format=" in chemin:
        nom += "." + chemin.split("format=")[1].split("&")[0]
    if nom == "/donnees/subventions.csv":
        return [("frictionless, SCDL 2.1.1", frictionless_scdl), ("Validata, SCDL 2.1.1", validata_scdl)]
    if nom == "/donnees/360giving.json":
        return [("jsonschema, 360Giving 1.4", selon_schema("360giving"))]
    if nom == "/donnees/appels.json":
        return [("jsonschema, dispositif d’aide", selon_schema("dispositif-aide"))]
    if nom == "/donnees/catalogue.jsonld":
        return [("pyshacl, DCAT-AP 3", catalogue), ("jsonschema, catalogue", selon_schema("catalogue"))]
    par_fin = {
        "geojson": [("jsonschema, GeoJSON", selon_schema("geojson"))],
        "csv": [("frictionless, CSV", tableau("csv"))],
        "xlsx": [("frictionless, XLSX", tableau("xlsx"))],
        "ods": [("frictionless, ODS", tableau("ods"))],
        "pdf": [("qpdf et poppler", pdf)],
        "atom": [("feedparser, Atom", flux)],
        "ics": [("icalendar, RFC 5545", agenda)],
        "zip": [("zipfile", archive)],
        "json": [("json", en_json)],
        "yml": [("PyYAML", en_yaml)],
    }
    return par_fin.get(nom.rsplit(".", 1)[-1], [])


for f in json.load(sys.stdin):
    octets = Path(f["fichier"]).read_bytes()
    for valideur, juger in juges(f["chemin"], octets):
        try:
            dites = juger(octets)
        except Exception as e:  # what a validator cannot read is what it says
            dites = [f"{type(e).__name__} : {str(e)[:300]}"]
        fautes = [d if isinstance(d, tuple) else ("erreur", d) for d in dites]
        print(json.dumps({"chemin": f["chemin"], "forme": f["forme"], "valideur": valideur, "fautes": fautes}), flush=True)
