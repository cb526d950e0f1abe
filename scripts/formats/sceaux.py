"""The seals of the guichet before the validators of others. Reads a list on its standard input ([{"chemin", "forme", "fichier"}]), writes one finding a line (JSON). Nothing here
asks the network. Of each kind, one document is changed by one byte: whoever judges seals must then refuse it."""

import asyncio
import io
import json
import logging
import re
import subprocess
import sys
import tempfile
import warnings
import zipfile
from pathlib import Path

import pikepdf
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation.ades import ades_basic_validation
from pyhanko.sign.validation.policy_decl import SignatureValidationSpec
from pyhanko.sign.validation.status import SignatureCoverageLevel
from pyhanko_certvalidator.context import CertValidationPolicySpec
from pyhanko_certvalidator.policy_decl import NO_REVOCATION, CertRevTrustPolicy
from pyhanko_certvalidator.registry import SimpleTrustManager

warnings.simplefilter("ignore")  # of the validators' own code
logging.disable(logging.CRITICAL)
SCELLES = re.compile(r"(/|^)(accuse|acte|lettre|irrecevabilite|preselection|attestation|proces-verbal|releve)\.pdf$")
"""In an archive, by their folder: what a person sent, or signed on paper, is theirs."""
EN_ARCHIVE = re.compile(r"(^|/)(lettres|actes|releves|proces-verbaux|decisions)/[^/]*\.pdf$")


def ades(octets):
    """ETSI EN 319 102-1, basic validation. The demonstration's certificate vouches for itself: it is the anchor."""
    lues = PdfFileReader(io.BytesIO(octets)).embedded_signatures
    if len(lues) != 1:
        return [f"{len(lues)} sceaux"]
    sceau = lues[0]
    sceau.compute_integrity_info()
    fautes = [] if sceau.coverage is SignatureCoverageLevel.ENTIRE_FILE else [f"ne couvre pas tout le fichier : {sceau.coverage.name}"]
    if sceau.sig_object["/SubFilter"] != "/ETSI.CAdES.detached":
        fautes.append(f"n’est pas PAdES : {sceau.sig_object['/SubFilter']}")
    attributs = {a["type"].native for a in sceau.signer_info["signed_attrs"]}
    if "signing_certificate_v2" not in attributs or "signing_time" in attributs:
        fautes.append(f"n’est pas PAdES B-B : {', '.join(sorted(attributs))}")
    certificats = [c.chosen for c in sceau.signed_data["certificates"]]
    politique = CertValidationPolicySpec(
        trust_manager=SimpleTrustManager.build(trust_roots=certificats), revinfo_policy=CertRevTrustPolicy(NO_REVOCATION)
    )
    lu = asyncio.run(ades_basic_validation(sceau.signed_data, SignatureValidationSpec(politique), raw_digest=sceau.compute_digest()))
    return fautes + ([] if lu.ades_subindic.name == "OK" else [f"{lu.ades_subindic}"])


def pdfsig(octets):
    with tempfile.NamedTemporaryFile(suffix=".pdf") as f, tempfile.TemporaryDirectory() as base:
        f.write(octets)
        f.flush()
        dit = subprocess.run(["pdfsig", "-nocert", "-nssdir", base, f.name], capture_output=True, text=True, errors="replace").stdout
        return [f"pdfsig ne dit pas « {m} »" for m in ("Signature is Valid", "Total document signed") if m not in dit]


def balises(octets):
    """PDF/UA-1, as far as pdfua looks, which is no proof of all of it."""
    with tempfile.NamedTemporaryFile(suffix=".pdf") as f:
        f.write(octets)
        f.flush()
        r = subprocess.run([sys.executable, "-m", "pdfua", "check", f.name], capture_output=True, text=True, errors="replace")
        return [] if r.returncode == 0 else [r.stdout[-300:]]


def archive(octets):
    """What ISO 19005-2 asks of a field that signs, read by pikepdf; and that structure and metadata are the objects that were there before the seal."""
    fautes = []
    with pikepdf.open(io.BytesIO(octets)) as lu:
        formulaire = lu.Root.AcroForm
        if formulaire.get("/NeedAppearances", False) or int(formulaire.SigFlags) != 3:
            fautes.append("formulaire : NeedAppearances ou SigFlags")
        [champ] = formulaire.Fields
        if int(champ.F) & 0b100011 or not int(champ.F) & 0b100:
            fautes.append(f"champ caché ou non imprimé : F = {int(champ.F)}")
        x0, y0, x1, y1 = map(float, champ.Rect)
        if (x0, y0) != (x1, y1):
            fautes.append("champ visible sans apparence")
        if not any(a.objgen == champ.objgen for a in lu.pages[0].obj.Annots) or lu.pages[0].obj.Tabs != "/S":
            fautes.append("champ hors de sa page, ou page sans ordre")
    lecteur = PdfFileReader(io.BytesIO(octets))
    avant = lecteur.get_historical_root(0)
    for cle in ("/StructTreeRoot", "/Metadata", "/Pages", "/Lang", "/MarkInfo"):
        if avant.raw_get(cle) != lecteur.root.raw_get(cle):
            fautes.append(f"{cle} n’est plus celui du dessin")
    if lecteur.xrefs.total_revisions != 2:
        fautes.append(f"{lecteur.xrefs.total_revisions} révisions")
    return fautes


JUGES = [
    ("pyHanko, AdES", ades, True),
    ("pdfsig", pdfsig, True),
    ("pdfua, PDF/UA-1", balises, False),
    ("pikepdf, sceau en PDF/A", archive, False),
]


def juger(juge, octets):
    try:
        return juge(octets)
    except Exception as e:  # what a validator cannot read is what it says
        return [f"{type(e).__name__} : {str(e)[:300]}"]


def changer(octets):
    """One byte, in the middle of what was drawn."""
    autre = bytearray(octets)
    autre[octets.index(b"stream\n") + 40] ^= 1
    return bytes(autre)


def documents(f):
    octets = Path(f["fichier"]).read_bytes()
    if octets[:4] == b"PK\x03\x04" and f["chemin"].endswith(".zip"):
        with zipfile.ZipFile(io.BytesIO(octets)) as z:
            for nom in z.namelist():
                if EN_ARCHIVE.search(nom) and "-signe." not in nom:
                    yield f"{f['chemin']} {nom}", z.read(nom)
    elif SCELLES.search(f["chemin"].split("?")[0]):
        yield f["chemin"], octets


changes = set()
for f in json.load(sys.stdin):
    for chemin, octets in documents(f):
        for valideur, juge, refuse in JUGES:
            # a document for reading says that it is PDF/UA, an archive that it is PDF/A: each is held to its own
            if valideur.startswith("pdfua") and b"pdfuaid:part" not in octets:
                continue
            print(json.dumps({"chemin": chemin, "forme": f["forme"], "valideur": valideur, "fautes": [["erreur", d] for d in juger(juge, octets)]}), flush=True)
            if refuse and (f["forme"], valideur) not in changes:
                changes.add((f["forme"], valideur))
                fautes = [] if juger(juge, changer(octets)) else [["erreur", "accepte le document dont un octet a changé"]]
                print(json.dumps({"chemin": chemin, "forme": f["forme"], "valideur": f"{valideur}, un octet changé", "fautes": fautes}), flush=True)
