"""The catalogue as the State's portal harvests it: udata's own reader of DCAT, on a database in memory. Reads the address of a file, writes one finding
a line, as valider.py does. What the portal would not recognise is a fault."""

import json
import logging
import sys
import warnings

warnings.simplefilter("ignore")
logging.disable(logging.CRITICAL)  # it tells each host that cannot be resolved: nothing is asked of them here

import mongoengine
import mongomock
from rdflib import Graph
from rdflib.namespace import RDF
from udata.app import create_app
from udata.settings import Defaults

LICENCE = "https://www.etalab.gouv.fr/licence-ouverte-open-licence"


class Reglages(Defaults):
    TESTING = True
    SECRET_KEY = API_TOKEN_SECRET = SECURITY_PASSWORD_SALT = "sans objet ici, rien n’est signé ni envoyé"
    MONGODB_HOST = MONGODB_HOST_TEST = "mongodb://localhost:27017/portail"
    MONGODB_CONNECT = False


def fautes_du_jeu(d):
    dites = []

    def exiger(vrai, quoi):
        if not vrai:
            dites.append(("erreur", f"{d.title} : {quoi}"))

    exiger(d.license and d.license.id == "lov2", "licence non reconnue")
    exiger(len(d.tags) >= 3, "mots-clés non reconnus")
    exiger(d.frequency, "fréquence non reconnue")
    exiger(d.spatial and d.spatial.geom, "territoire non reconnu")
    exiger(d.temporal_coverage and d.temporal_coverage.start and d.temporal_coverage.end, "période non reconnue")
    exiger(d.contact_points, "contact non reconnu")
    exiger(len(d.description or "") > 100, "description trop courte")
    for r in d.resources:
        exiger(r.format and r.mime, f"{r.title}, format non reconnu")
        exiger(r.schema and r.schema.url and r.schema.name, f"{r.title}, schéma non reconnu")
        exiger(r.filesize, f"{r.title}, taille non reconnue")
        exiger(r.checksum and r.checksum.type == "sha256", f"{r.title}, empreinte non reconnue")
    exiger(d.resources, "aucun fichier")
    return dites


fichier = sys.argv[1]
with create_app(Reglages).app_context():
    mongoengine.disconnect_all()
    mongoengine.connect("portail", mongo_client_class=mongomock.MongoClient, uuidRepresentation="standard")
    from udata.core.dataset.models import Dataset, License
    from udata.core.dataset.rdf import dataset_from_rdf
    from udata.core.organization.models import Organization
    from udata.rdf import DCAT

    License(id="lov2", title="Licence Ouverte / Open Licence version 2.0", url=LICENCE).save()
    License(id="notspecified", title="License Not Specified").save()
    qui = Organization(name="Le guichet", description="Qui publie").save()
    graphe = Graph().parse(fichier, format="json-ld")
    jeux = [dataset_from_rdf(graphe, dataset=Dataset(organization=qui), node=n) for n in graphe.subjects(RDF.type, DCAT.Dataset)]
    fautes = [f for d in jeux for f in fautes_du_jeu(d)] or ([] if jeux else [("erreur", "aucun jeu de données")])
    print(json.dumps({"chemin": "/donnees/catalogue.jsonld", "forme": "/donnees/catalogue.jsonld", "valideur": "udata, moissonneur DCAT", "fautes": fautes}))
