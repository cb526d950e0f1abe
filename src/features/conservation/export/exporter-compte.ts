import { type ContexteActeur, enTransaction, structuresActives } from '../../../contexte.ts'
import { abonnementsDe } from '../../abonnements/index.ts'
import { identiteEntiere } from '../../comptes/index.ts'
import { mesPassages } from '../../consultations/index.ts'
import { peut, relation } from '../../decret/index.ts'
import { trouverDossier } from '../../dossiers/index.ts'
import { annonceDe, lettreAnnonce } from '../../preselections/index.ts'
import {
  bilansDe,
  lettresDe,
  mesActes,
  mesAppartenances,
  mesCourriels,
  mesDecisionsSignees,
  mesDossiers,
  mesReglages,
  messagesDe,
} from '../compte.queries.ts'
import { annexes, depose, dossierEnFichiers, type Emporter, octets } from '../dossier-en-fichiers.ts'
import { type Entree, json, jsonEnPages, texte } from '../zip-en-flux.ts'

const LISEZ_MOI = `Vos données sur ce site

compte.json         votre nom, votre adresse, vos sessions ouvertes, vos clés d’accès (sans secret)
structures.json     les structures auxquelles vous appartenez ou avez appartenu
reglages.json       vos réglages et vos vues gardées
courriels.json      les courriels que le site vous a envoyés
abonnements.json    les appels que votre adresse suit par courriel
actes.json          ce que vous avez fait sur le site, et quand
passages.json       vos connexions, et les dossiers que vous avez ouverts pour le service, depuis un an
dossiers/           les dossiers de vos structures : contenu, PDF, pièces, messages, bilans, décisions
SHA256SUMS.txt      l’empreinte de chaque fichier ; « sha256sum -c SHA256SUMS.txt » les vérifie

Dans les fichiers .json, les montants sont en centimes d’euro.

Les noms et les adresses de vos collègues n’y figurent que là où le dossier de votre structure les porte.
`

/** All that the guichet holds of one account, file by file. Reads by pages, between which no transaction stays open. */
export async function* entreesDuCompte(e: Emporter & { ctx: ContexteActeur }): AsyncGenerator<Entree> {
  const { ctx } = e
  yield texte('LISEZ-MOI.txt', LISEZ_MOI)
  yield json('compte.json', await identiteEntiere(ctx.db, ctx.acteur.compteId))
  yield json('structures.json', await enTransaction(ctx, tx => mesAppartenances(tx, ctx)))
  yield json('reglages.json', await enTransaction(ctx, tx => mesReglages(tx, ctx)))
  yield json('abonnements.json', await enTransaction(ctx, tx => abonnementsDe(tx, ctx.guichetId, ctx.acteur.courriel)))
  yield jsonEnPages('courriels.json', () => mesCourriels(ctx))
  yield jsonEnPages('actes.json', () => mesActes(ctx))
  yield jsonEnPages('decisions-signees.json', () => mesDecisionsSignees(ctx))
  yield jsonEnPages('passages.json', () => mesPassages(ctx))
  for (const id of await enTransaction(ctx, tx => mesDossiers(tx, ctx))) yield* unDossier(e, id)
}

async function* unDossier(e: Emporter & { ctx: ContexteActeur }, id: string): AsyncGenerator<Entree> {
  const { ctx, stockage } = e
  const d = await enTransaction(ctx, tx => trouverDossier(tx, ctx, id))
  if (!d || !peut(relation(ctx.acteur, d), 'exporter', { dossier: d.etat })) return
  const dans = `dossiers/${d.numero.toLowerCase()}`
  const miennes = structuresActives(ctx.acteur).map(s => s.id)
  yield* dossierEnFichiers(e, d, dans)
  yield jsonEnPages(`${dans}/messages.json`, () => messagesDe(ctx, id))
  for (const [i, l] of (await enTransaction(ctx, tx => lettresDe(tx, ctx.guichetId, id, miennes))).entries())
    yield depose(stockage, `${dans}/decisions/lettre-${i + 1}.pdf`, l.cle)
  const annonce = await enTransaction(ctx, tx => annonceDe(tx, ctx.guichetId, id))
  if (annonce) yield octets(`${dans}/decisions/preselection.pdf`, await lettreAnnonce(ctx, e, annonce))
  if (!miennes.includes(d.structure.id)) return
  yield jsonEnPages(`${dans}/bilans.json`, () => bilansDe(ctx, id))
  yield* annexes(e, id, dans)
}
