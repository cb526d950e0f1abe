import type { Tx } from '../../../db/db.ts'
import { phraseAuJournal } from '../actes.ts'
import { nomDeLActe } from '../noms.ts'
import { actesChoisis, choisir, type LigneLue } from './actes.queries.ts'
import type { LigneJournal } from './journal.view.tsx'
import { objetsDe } from './objets.queries.ts'
import { LE_GUICHET, lireRecherche } from './recherche.form.ts'

/** Lines as they are read: each with its object in words. */
export async function enLignes(tx: Tx, guichetId: string, lues: readonly LigneLue[]): Promise<LigneJournal[]> {
  const objets = await objetsDe(
    tx,
    guichetId,
    lues.map(l => l.objet),
  )
  return lues.map(l => ({
    rang: l.rang,
    instant: l.instant,
    qui: { nom: l.par ?? 'Le guichet', cherche: l.acteur ?? LE_GUICHET },
    acte: nomDeLActe(l.action),
    phrase: phraseAuJournal(l),
    objet: objets.get(l.objet),
    empreinte: l.empreinte,
  }))
}

/** The latest acts of somebody, for themselves. */
export async function derniersActes(tx: Tx, guichetId: string, compteId: string, limite: number): Promise<LigneJournal[]> {
  const choix = await choisir(
    tx,
    guichetId,
    lireRecherche(nom => (nom === 'qui' ? compteId : undefined)),
  )
  return choix ? enLignes(tx, guichetId, await actesChoisis(tx, guichetId, choix, undefined, limite)) : []
}
