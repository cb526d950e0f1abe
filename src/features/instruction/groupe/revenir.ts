import { sql } from 'kysely'
import { type ContexteActeur, enTransaction } from '../../../contexte.ts'
import type { Tx } from '../../../db/db.ts'
import { formatInstant } from '../../../lib/dates.ts'
import { err, ok, type Result } from '../../../lib/result.ts'
import { phraseRefus } from '../../service/index.ts'
import { affecter } from '../dossier/affecter.ts'
import { etiqueter } from '../dossier/etiqueter.ts'
import { revenirDuComite } from '../dossier/passer-au-comite.ts'
import { phraseAffectation, phraseEtiquette } from '../dossier/phrases-suivi.ts'
import { cleRetour, trouverActe } from './actes.queries.ts'
import { type ActeRevenable, estRevenable, type Parametres, type ParametresDe } from './groupe.rules.ts'
import { ecrireActe } from './lancer.ts'

export type RefusRetour =
  | { motif: 'introuvable' }
  /** It still goes on. */
  | { motif: 'en_cours' }
  /** What it did was told by mail: it is put right dossier by dossier. */
  | { motif: 'parti' }
  /** It did nothing. */
  | { motif: 'rien' }

/** Takes back a bulk act, of whoever asked it: a bulk act too, of the dossiers that it changed, whose account says which could not. Asked twice, it begins once. */
export const lancerRetour = (ctx: ContexteActeur, id: string): Promise<Result<{ id: string; requete: string }, RefusRetour>> =>
  enTransaction(ctx, async tx => {
    const acte = await trouverActe(tx, ctx, id)
    if (!acte) return err({ motif: 'introuvable' })
    if (!acte.finiLe) return err({ motif: 'en_cours' })
    const { parametres: p } = acte
    if (!estRevenable(p.acte)) return err({ motif: 'parti' })
    const dossiers = await faitsPar(tx, ctx.guichetId, id)
    if (dossiers.length === 0) return err({ motif: 'rien' })
    const retour: Parametres = { acte: 'revenir', de: id, quoi: p.acte, ...(p.acte === 'affecter' ? { a: p.a } : {}) }
    const { requete } = acte
    return ok({ id: await ecrireActe(tx, ctx, { cle: cleRetour(id), parametres: retour, requete, dossiers }), requete })
  })

const faitsPar = (tx: Tx, guichetId: string, id: string) =>
  tx
    .selectFrom('acte_groupe_ligne')
    .select('dossier_id as id')
    .where('guichet_id', '=', guichetId)
    .where('acte_groupe_id', '=', id)
    .where('etat', '=', 'fait')
    .orderBy('rang')
    .execute()

/** What the journal says of each act, and of what is built on it. */
const ACTIONS: Record<ActeRevenable, readonly string[]> = {
  affecter: ['instruction.affecte'],
  etiqueter: ['instruction.etiquettes'],
  passer_au_comite: ['instruction.au_comite', 'instruction.pret'],
}

type Fait = { rang: number; donnees: { avant?: string | null; ajoutees?: string[]; retirees?: string[] } }
/** What the act did of this dossier, as the journal keeps it; nothing when it stood already as it was asked. */
async function faitSur(tx: Tx, ctx: ContexteActeur, dossierId: string, { de, quoi }: ParametresDe<'revenir'>): Promise<Fait | undefined> {
  const ligne = await tx
    .selectFrom('evenement as e')
    .innerJoin('acte_groupe_ligne as l', join => join.onRef('l.dossier_id', '=', 'e.objet_id').onRef('l.fait_le', '=', 'e.instant'))
    .select([sql<number>`e.rang::int`.as('rang'), 'e.donnees'])
    .where('e.guichet_id', '=', ctx.guichetId)
    .where('e.objet_id', '=', dossierId)
    .where('e.acteur_id', '=', ctx.acteur.compteId)
    .where('e.action', 'in', ACTIONS[quoi])
    .where('l.guichet_id', '=', ctx.guichetId)
    .where('l.acte_groupe_id', '=', de)
    .orderBy('e.rang', 'desc')
    .limit(1)
    .executeTakeFirst()
  return ligne && { rang: ligne.rang, donnees: ligne.donnees as Fait['donnees'] }
}

/** The first act of somebody on the dossier since: whoever was put in charge has begun, the comité has taken it up. */
async function batiDessus(tx: Tx, ctx: ContexteActeur, dossierId: string, depuis: number, { quoi, a }: ParametresDe<'revenir'>) {
  const acte = await tx
    .selectFrom('evenement as e')
    .leftJoin('compte as c', 'c.id', 'e.acteur_id')
    .select(['e.instant', 'c.name'])
    .where('e.guichet_id', '=', ctx.guichetId)
    .where('e.objet_id', '=', dossierId)
    .where('e.rang', '>', depuis as never)
    .$if(quoi === 'affecter', q => q.where('e.acteur_id', '=', a ?? null))
    .$if(quoi === 'passer_au_comite', q =>
      q.where(eb =>
        eb.or([eb('e.action', 'like', 'comite.%'), eb('e.action', 'like', 'decision.%'), eb('e.action', '=', 'instruction.renvoye')]),
      ),
    )
    .orderBy('e.rang')
    .limit(1)
    .executeTakeFirst()
  if (acte) return `${acte.name ?? 'Le guichet'} a agi sur ce dossier depuis, ${formatInstant(acte.instant)}.`
  return quoi === 'passer_au_comite' && (await enSeance(tx, ctx.guichetId, dossierId))
    ? 'Ce dossier est à l’ordre du jour d’une séance.'
    : undefined
}

const enSeance = (tx: Tx, guichetId: string, dossierId: string) =>
  tx
    .selectFrom('seance_dossier')
    .select('seance_id')
    .where('guichet_id', '=', guichetId)
    .where('dossier_id', '=', dossierId)
    .where('retire_le', 'is', null)
    .executeTakeFirst()

const INTROUVABLE = 'Ce dossier n’est pas dans votre périmètre.'

/** Takes back on one dossier what the act did, while nobody has built on it. Gives the sentence of its refusal; nothing when it is done. */
export const revenirSur = (ctx: ContexteActeur, dossierId: string, p: ParametresDe<'revenir'>): Promise<string | undefined> =>
  enTransaction(ctx, async tx => {
    // the dossier follows one act after another: what is looked at below stays until the end of this one
    await tx
      .selectFrom('dossier')
      .select('id')
      .where('guichet_id', '=', ctx.guichetId)
      .where('id', '=', dossierId)
      .forUpdate()
      .executeTakeFirst()
    const fait = await faitSur(tx, ctx, dossierId, p)
    if (!fait) return undefined
    // a label is anybody's: those of the act are taken back, whatever was done besides
    const bati = p.quoi === 'etiqueter' ? undefined : await batiDessus(tx, ctx, dossierId, fait.rang, p)
    return bati ?? (await DEFAIRE[p.quoi]({ ...ctx, tx }, dossierId, p, fait.donnees))
  })

const DEFAIRE: Record<
  ActeRevenable,
  (ctx: ContexteActeur, id: string, p: ParametresDe<'revenir'>, d: Fait['donnees']) => Promise<string | undefined>
> = {
  affecter: async (ctx, dossierId, { a }, { avant = null }) => {
    const r = await affecter(ctx, { dossierId, a: avant, vu: a ?? null, sansCourriel: true })
    if (r.ok) return undefined
    return r.error.motif === 'introuvable' ? INTROUVABLE : phraseAffectation(r.error)
  },
  etiqueter: async (ctx, dossierId, _, { ajoutees = [], retirees = [] }) => {
    const r = await etiqueter(ctx, { dossierId, ajouter: retirees, retirer: ajoutees })
    if (r.ok) return undefined
    return r.error.motif === 'introuvable' ? INTROUVABLE : phraseEtiquette(r.error)
  },
  passer_au_comite: async (ctx, dossierId) => {
    const r = await revenirDuComite(ctx, dossierId)
    if (r.ok) return undefined
    return r.error.motif === 'introuvable' ? INTROUVABLE : phraseRefus(r.error)
  },
}
