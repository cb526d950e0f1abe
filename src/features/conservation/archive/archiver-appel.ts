import { Readable } from 'node:stream'
import { enTransaction } from '../../../contexte.ts'
import { ancragesDe } from '../../ancrages/index.ts'
import { attestationPdf, avisDe } from '../../avis/index.ts'
import { dossierDuGuichet } from '../../dossiers/index.ts'
import { irrecevabiliteDe, lettrePdf } from '../../irrecevabilite/index.ts'
import { ecrireFeuille, type Feuille } from '../../tableur/index.ts'
import { lettresDe } from '../compte.queries.ts'
import { annexes, depose, dossierEnFichiers, type Emporter, octets } from '../dossier-en-fichiers.ts'
import { type Entree, json, jsonEnPages, texte } from '../zip-en-flux.ts'
import {
  type AppelArchive,
  actesDuDossier,
  arretesDesDelegations,
  depotsDuDossier,
  documentsDesMouvements,
  documentsDesReleves,
  dossiersDeposes,
  journalDe,
  lignesDe,
  nomsDe,
  procesVerbaux,
  versionsDeLAppel,
} from './archive.queries.ts'
import { TABLES } from './archive.table.ts'
import { VERIFICATEUR, VERIFIER_MD } from './verificateur.ts'

/** All of a call as files: documents, data, and the proof that nothing in them has changed since. Reads by pages, between which nothing stays open. */
export async function* entreesDeLAppel(e: Emporter, appel: AppelArchive): AsyncGenerator<Entree> {
  const { ctx, stockage } = e
  const { guichetId } = ctx
  const lire = <T>(f: Parameters<typeof enTransaction<T>>[1]) => enTransaction(ctx, f)
  yield texte('VERIFIER.md', VERIFIER_MD)
  yield texte('verifier.mjs', VERIFICATEUR)
  for (const v of await lire(tx => versionsDeLAppel(tx, guichetId, appel.id))) yield texte(`appel/version-${v.numero}.yml`, v.source)
  yield json('donnees/structures.json', await lire(tx => nomsDe(tx, guichetId, appel.id)))
  for (const table of Object.keys(TABLES)) yield jsonEnPages(`donnees/${table}.json`, () => lignesDe(ctx, appel.id, table))
  yield { chemin: 'dossiers.csv', flux: () => Readable.fromWeb(ecrireFeuille('csv', listeDesDossiers(e, appel.id)).flux as never) }
  for (const pv of await lire(tx => procesVerbaux(tx, guichetId, appel.id))) yield depose(stockage, `proces-verbaux/${pv.nom}`, pv.cle)
  for (const d of await lire(tx => documentsDesMouvements(tx, guichetId, appel.id))) yield depose(stockage, `enveloppes/${d.nom}`, d.cle)
  for (const d of await lire(tx => documentsDesReleves(tx, guichetId, appel.id))) yield depose(stockage, `releves/${d.nom}`, d.cle)
  for (const d of await lire(tx => arretesDesDelegations(tx, guichetId, appel.id))) yield depose(stockage, `delegations/${d.nom}`, d.cle)
  for (const id of await lire(tx => dossiersDeposes(tx, guichetId, appel.id))) yield* unDossier(e, id)
  // the chain of this archive must hold each of them: taken before it
  const ancrages = await lire(tx => ancragesDe(tx, guichetId))
  yield json(
    'ancrages.json',
    ancrages.map(({ jour, rang, empreinte }) => ({ jour, rang, empreinte })),
  )
  // last: it then holds what was done while the rest was sent
  yield { chemin: 'journal.jsonl', flux: () => Readable.from(lignesJson(journalDe(ctx, appel.id)), { objectMode: false }) }
}

async function* unDossier(e: Emporter, id: string): AsyncGenerator<Entree> {
  const { ctx, stockage } = e
  const { guichetId } = ctx
  const d = await enTransaction(ctx, tx => dossierDuGuichet(tx, guichetId, id))
  if (!d) return
  const dans = `dossiers/${d.numero.toLowerCase()}`
  for (const v of await enTransaction(ctx, tx => depotsDuDossier(tx, guichetId, id)))
    yield texte(`${dans}/depots/version-${v.version}.json`, v.contenu)
  yield* dossierEnFichiers(e, d, dans)
  const lus = await enTransaction(ctx, async tx => ({
    lettres: await lettresDe(tx, guichetId, id),
    actes: await actesDuDossier(tx, guichetId, id),
    irrecevable: await irrecevabiliteDe(tx, guichetId, id),
    avis: await avisDe(tx, guichetId, id),
  }))
  for (const [i, a] of lus.avis.entries()) {
    const pdf = await attestationPdf(ctx, e, a)
    if (pdf) yield octets(`${dans}/avis/${i + 1}-silence-${a.code}.pdf`, pdf)
  }
  if (lus.irrecevable) yield octets(`${dans}/lettres/irrecevabilite.pdf`, await lettrePdf(ctx, e, id, lus.irrecevable))
  for (const [i, l] of lus.lettres.entries()) yield depose(stockage, `${dans}/lettres/decision-${i + 1}.pdf`, l.cle)
  for (const a of lus.actes) yield depose(stockage, `${dans}/actes/${a.nom}`, a.cle)
  yield* annexes(e, id, dans)
}

async function* lignesJson(pages: AsyncIterable<readonly unknown[]>) {
  for await (const page of pages) yield page.map(l => `${JSON.stringify(l)}\n`).join('')
}

type Ligne = Record<'numero' | 'etat' | 'titre' | 'departement' | 'depose_le', string | null> &
  Record<'cout_global' | 'aide_demandee', number | null>
const listeDesDossiers = ({ ctx }: Emporter, appelId: string): Feuille<Ligne> => ({
  nom: 'Dossiers',
  etablieLe: ctx.instant,
  lignes: (async function* () {
    for await (const page of lignesDe(ctx, appelId, 'dossiers')) yield* page as Ligne[]
  })(),
  colonnes: [
    { titre: 'Numéro', genre: 'texte', largeur: 14, valeur: l => l.numero },
    { titre: 'État', genre: 'texte', largeur: 18, valeur: l => l.etat },
    { titre: 'Projet', genre: 'texte', largeur: 40, valeur: l => l.titre },
    { titre: 'Département', genre: 'texte', largeur: 12, valeur: l => l.departement },
    { titre: 'Coût global (€)', genre: 'euros', largeur: 16, valeur: l => l.cout_global },
    { titre: 'Aide demandée (€)', genre: 'euros', largeur: 16, valeur: l => l.aide_demandee },
    { titre: 'Déposé le', genre: 'instant', largeur: 20, valeur: l => (l.depose_le ? new Date(l.depose_le) : null) },
  ],
})
