import { sql } from 'kysely'
import { enTransaction } from '../../../contexte.ts'
import type { Tx } from '../../../db/db.ts'
import type { Deps } from '../../../http.ts'
import { acteurDuCompte } from '../../comptes/index.ts'
import { jouerGeste } from './gestes.ts'
import type { Parametres } from './groupe.rules.ts'
import { mettreEnFile } from './lancer.ts'
import { prevenirAffecte } from './prevenir.ts'

type Outils = Pick<Deps, 'db' | 'guichetId' | 'horloge'>
/** A pass ends after this time and the next one is queued: stopping the guichet never waits for a long act. */
const PASSE_MS = 4000
const PANNE = 'Le guichet n’a pas pu le faire. Recommencez plus tard.'

type Acte = { id: string; compteId: string; parametres: Parametres }

/**
 * Job: plays what remains of a bulk act, each dossier in a transaction of its own, where the single act and its line of the account are written
 * together: stopped anywhere, nothing is done twice. One pass at a time plays an act. A dossier on which the program fails does not keep the others
 * waiting; `dernierEssai` gives it up and says so.
 */
export async function jouerActe(d: Outils, { id }: { id: string }, { dernierEssai = false, passeMs = PASSE_MS } = {}): Promise<void> {
  const fin = performance.now() + passeMs
  const pannes = new Map<number, unknown>()
  await enTransaction(d, async tx => {
    const acte = await prendre(tx, d.guichetId, id)
    if (!acte) return
    let encore = true
    do encore = await jouerLigne(d, acte, pannes, dernierEssai)
    while (encore && performance.now() < fin)
    if (encore) await mettreEnFile(tx, d.guichetId, id)
    else if (pannes.size === 0) await finir(tx, d, acte)
  })
  // the queue comes back to it
  for (const panne of pannes.values()) throw panne
}

/** The act, held until the end of the pass; nothing when it is ended or another pass has it. */
async function prendre(tx: Tx, guichetId: string, id: string): Promise<Acte | undefined> {
  const acte = await tx
    .selectFrom('acte_groupe')
    .select(['id', 'compte_id', 'parametres'])
    .where('guichet_id', '=', guichetId)
    .where('id', '=', id)
    .where('fini_le', 'is', null)
    .forNoKeyUpdate()
    .skipLocked()
    .executeTakeFirst()
  return acte && { id: acte.id, compteId: acte.compte_id, parametres: acte.parametres as Parametres }
}

/** The next dossier. Gives false when none is left. */
async function jouerLigne(d: Outils, acte: Acte, pannes: Map<number, unknown>, dernierEssai: boolean): Promise<boolean> {
  let rang: number | undefined
  try {
    return await enTransaction(d, async tx => {
      const ligne = await suivante(tx, d.guichetId, acte.id, dernierEssai ? [] : [...pannes.keys()])
      if (!ligne) return false
      rang = ligne.rang
      const instant = d.horloge.maintenant()
      const acteur = await acteurDuCompte(tx, d.guichetId, acte.compteId)
      const motif = pannes.has(rang)
        ? PANNE
        : await jouerGeste({ db: d.db, guichetId: d.guichetId, acteur, instant, tx }, ligne.dossier_id, acte.parametres)
      pannes.delete(rang)
      await tx
        .updateTable('acte_groupe_ligne')
        .set({ etat: motif === undefined ? 'fait' : 'refuse', motif: motif ?? null, fait_le: instant })
        .where('guichet_id', '=', d.guichetId)
        .where('acte_groupe_id', '=', acte.id)
        .where('rang', '=', rang)
        .execute()
      return true
    })
  } catch (e) {
    if (rang === undefined) throw e
    pannes.set(rang, e)
    return true
  }
}

const suivante = (tx: Tx, guichetId: string, acteId: string, sauf: readonly number[]) =>
  tx
    .selectFrom('acte_groupe_ligne')
    .select(['rang', 'dossier_id'])
    .where('guichet_id', '=', guichetId)
    .where('acte_groupe_id', '=', acteId)
    .where('etat', '=', 'a_faire')
    .$if(sauf.length > 0, q => q.where(sql<boolean>`rang <> all(${[...sauf]}::int[])`))
    .orderBy('rang')
    .limit(1)
    .forUpdate()
    .skipLocked()
    .executeTakeFirst()

async function finir(tx: Tx, d: Outils, acte: Acte) {
  const instant = d.horloge.maintenant()
  await tx.updateTable('acte_groupe').set({ fini_le: instant }).where('guichet_id', '=', d.guichetId).where('id', '=', acte.id).execute()
  await prevenirAffecte(tx, { guichetId: d.guichetId, instant }, acte)
}

/** Puts the acts that nobody is playing back in the queue: those of a guichet that was stopped without warning. */
export const relancerActes = ({ db, guichetId }: Pick<Deps, 'db' | 'guichetId'>): Promise<number> =>
  enTransaction({ db, guichetId }, async tx => {
    const actes = await tx
      .selectFrom('acte_groupe')
      .select('id')
      .where('guichet_id', '=', guichetId)
      .where('fini_le', 'is', null)
      .orderBy('demande_le')
      .forNoKeyUpdate()
      .skipLocked()
      .execute()
    for (const { id } of actes) await mettreEnFile(tx, guichetId, id)
    return actes.length
  })
