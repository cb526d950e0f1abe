import { type Acteur, aRole, enTransaction } from '../../contexte.ts'
import type { Tx } from '../../db/db.ts'
import { type Ctx, ctxActeur, exigeRole, param } from '../../http.ts'
import { peut } from '../decret/index.ts'
import { type Instruit, trouverInstruit } from './dossier.queries.ts'

/** Agents who read filed dossiers; what each may do of them is the decree's to say. */
const INSTRUCTEURS = ['referent_departemental', 'referent_regional', 'administrateur', 'direction'] as const
export const exigeInstructeur = exigeRole(...INSTRUCTEURS)
export const estInstructeur = (acteur: Acteur) => aRole(acteur, ...INSTRUCTEURS)

/** Reads something of the dossier of this address only if it is in the reader's perimeter; otherwise nothing is read at all. */
export const dansLePerimetre = <T>(c: Ctx<'id'>, lire: (tx: Tx, lu: Instruit) => Promise<T>): Promise<T | undefined> =>
  enTransaction(c.var.ctx, async tx => {
    const lu = await trouverInstruit(tx, ctxActeur(c), param(c, 'id'))
    return lu && peut(lu.place, 'lire', { dossier: lu.ligne.etat }) ? await lire(tx, lu) : undefined
  })
