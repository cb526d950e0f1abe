import { type ContexteActeur, enTransaction, nouvelId } from '../../../contexte.ts'
import type { Tx } from '../../../db/db.ts'
import { memeNom } from '../../../lib/mots.ts'
import { err, ok, type Result } from '../../../lib/result.ts'
import { journaliser } from '../../journal/index.ts'
import { ecrireFiltre, lireFiltre } from '../liste/filtres.ts'
import { garderPreference } from './preferences.queries.ts'

/** Letters of a view's name, and views of one person, at most. */
export const NOM_VUE_MAX = 60
export const VUES_MAX = 30
export type RefusVue =
  | { motif: 'vide' }
  | { motif: 'long' }
  | { motif: 'prise'; nom: string }
  | { motif: 'trop' }
  | { motif: 'sans_filtre' }
  | { motif: 'inconnue' }

export const refusNom = (nom: string): RefusVue | undefined =>
  nom === '' ? { motif: 'vide' } : nom.length > NOM_VUE_MAX ? { motif: 'long' } : undefined

/** The actor's views, locked until the end of the act: two acts of one person on their views follow one another. */
export async function sesVues(tx: Tx, ctx: ContexteActeur) {
  await tx.selectFrom('compte').select('id').where('id', '=', ctx.acteur.compteId).forUpdate().execute()
  return tx
    .selectFrom('vue')
    .select(['id', 'nom', 'requete', 'rang', 'partagee'])
    .where('guichet_id', '=', ctx.guichetId)
    .where('compte_id', '=', ctx.acteur.compteId)
    .execute()
}

/** Who reads it: its author alone, or everybody of the service. `ouverture`: the list opens on it for its author. */
type NouvelleVue = { nom: string; requete: string; partagee: boolean; ouverture: boolean }
/** Keeps a filter under a name. Kept twice, it is kept once. @returns the query of its address */
export const garderVue = (ctx: ContexteActeur, d: NouvelleVue): Promise<Result<string, RefusVue>> =>
  enTransaction(ctx, async tx => {
    const requete = ecrireFiltre(lireFiltre(new URLSearchParams(d.requete))).toString()
    const vues = await sesVues(tx, ctx)
    const refus = refusNom(d.nom)
    if (refus) return err(refus)
    if (requete === '') return err({ motif: 'sans_filtre' })
    const meme = vues.find(v => memeNom(v.nom, d.nom))
    if (meme) return meme.requete === requete ? ok(requete) : err({ motif: 'prise', nom: meme.nom })
    if (vues.length >= VUES_MAX) return err({ motif: 'trop' })
    const id = nouvelId()
    const rang = Math.max(0, ...vues.map(v => v.rang)) + 1
    const qui = { guichetId: ctx.guichetId, compteId: ctx.acteur.compteId }
    const { nom, partagee } = d
    const vue = { id, guichet_id: qui.guichetId, compte_id: qui.compteId, nom, requete, rang, partagee, cree_le: ctx.instant }
    await tx.insertInto('vue').values(vue).execute()
    if (d.ouverture) await garderPreference(tx, qui, 'ouverture', id)
    await journaliser(tx, ctx, 'instruction.vue_gardee', id, { nom, requete, partagee })
    return ok(requete)
  })
