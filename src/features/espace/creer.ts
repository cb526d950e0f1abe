import type { Insertable } from 'kysely'
import { type ContexteActeur, enTransaction, nouvelId, structuresActives } from '../../contexte.ts'
import type { Tx } from '../../db/db.ts'
import type { DB } from '../../db/types.gen.ts'
import { err, ok, type Result } from '../../lib/result.ts'
import { type AppelPublie, appelPublie } from '../appels/index.ts'
import { etatAppel, vagueUtile, voletDe } from '../cahier/index.ts'
import { CONTENU_VIDE, type Contenu } from '../contenu/index.ts'
import { journaliser } from '../journal/index.ts'

export type RefusCreation =
  | { motif: 'appel' }
  | { motif: 'structure' }
  | { motif: 'volet' }
  | { motif: 'clos'; cloture: Date }
  | { motif: 'brouillons'; brouillons: readonly Brouillon[] }
/** A draft that the structure has already begun for the call. */
export type Brouillon = { id: string; numero: string; titre: string | null; modifieLe: Date }
/** `autre`: one more is wanted, whatever drafts there are. */
export type Creation = { slug: string; structureId: string; volet?: string | undefined; autre?: boolean }

/**
 * Opens a draft for a structure of the actor, from the publication of the call to its last closing. Its number comes from the call's own
 * counter. A draft that the same person has just opened and not touched is taken up again: a form posted twice opens one. When the structure has others for
 * this call, they are shown first: another one is opened only when it is asked for.
 */
export const creerDossier = (ctx: ContexteActeur, d: Creation): Promise<Result<{ id: string; numero: string }, RefusCreation>> =>
  enTransaction(ctx, async tx => {
    const publie = await appelPublie(tx, ctx.guichetId, d.slug)
    if (!publie) return err({ motif: 'appel' })
    if (!structuresActives(ctx.acteur).some(s => s.id === d.structureId)) return err({ motif: 'structure' })
    if (d.volet !== undefined && !voletDe(publie.appel, d.volet)) return err({ motif: 'volet' })
    if (etatAppel(publie.appel, ctx.instant) === 'clos')
      return err({ motif: 'clos', cloture: vagueUtile(publie.appel, ctx.instant).cloture! })
    // one at a time for a call: two posts of one form find the same draft
    await tx
      .selectFrom('appel')
      .select('id')
      .where('guichet_id', '=', ctx.guichetId)
      .where('id', '=', publie.appelId)
      .forUpdate()
      .executeTakeFirstOrThrow()
    const vierge = await brouillonVierge(tx, ctx, d, publie.appelId)
    if (vierge) return ok(vierge)
    const brouillons = d.autre ? [] : await brouillonsDe(tx, ctx, d, publie.appelId)
    if (brouillons.length > 0) return err({ motif: 'brouillons', brouillons })
    const contenu = { ...CONTENU_VIDE, valeurs: d.volet ? { volet: d.volet } : {} }
    return ok(await ouvrirBrouillon(tx, ctx, publie, { structureId: d.structureId, contenu, volet: d.volet ?? null }))
  })

const brouillonVierge = (tx: Tx, ctx: ContexteActeur, d: Creation, appelId: string) =>
  tx
    .selectFrom('dossier')
    .select(['id', 'numero'])
    .where('guichet_id', '=', ctx.guichetId)
    .where('structure_id', '=', d.structureId)
    .where('appel_id', '=', appelId)
    .where('cree_par', '=', ctx.acteur.compteId)
    .where('etat', '=', 'brouillon')
    .where('revision', '=', 0)
    .where('copie_de', 'is', null)
    .where('volet', d.volet === undefined ? 'is' : '=', d.volet ?? null)
    .executeTakeFirst()

const brouillonsDe = (tx: Tx, ctx: ContexteActeur, d: Creation, appelId: string): Promise<Brouillon[]> =>
  tx
    .selectFrom('dossier')
    .select(['id', 'numero', 'titre', 'modifie_le as modifieLe'])
    .where('guichet_id', '=', ctx.guichetId)
    .where('structure_id', '=', d.structureId)
    .where('appel_id', '=', appelId)
    .where('etat', '=', 'brouillon')
    // nothing is answered in it: there is nothing to go on with
    .where('revision', '>', 0)
    .orderBy('modifie_le', 'desc')
    .limit(20)
    .execute()

type Ouverture = {
  structureId: string
  contenu: Contenu
  volet: string | null
  titre?: string
  cout_global?: number | null
  aide_demandee?: number | null
  copieDe?: string
}
/** Writes a new draft under the call's next number. The caller has made sure that the structure and the call allow it. */
export async function ouvrirBrouillon(tx: Tx, ctx: ContexteActeur, { appelId, versionId, appel }: AppelPublie, o: Ouverture) {
  const { structureId, contenu, copieDe = null, ...resume } = o
  const id = nouvelId()
  const { dernier_dossier: rang } = await tx
    .updateTable('appel')
    .set(eb => ({ dernier_dossier: eb('dernier_dossier', '+', 1) }))
    .where('guichet_id', '=', ctx.guichetId)
    .where('id', '=', appelId)
    .returning('dernier_dossier')
    .executeTakeFirstOrThrow()
  const numero = `${appel.code_dossier}-${String(rang).padStart(4, '0')}`
  const structure = await tx.selectFrom('structure').select('departement').where('id', '=', structureId).executeTakeFirstOrThrow()
  const dossier: Insertable<DB['dossier']> = {
    id,
    guichet_id: ctx.guichetId,
    appel_id: appelId,
    appel_version_id: versionId,
    structure_id: structureId,
    copie_de: copieDe,
    numero,
    etat: 'brouillon',
    ...resume,
    departement: structure.departement,
    reponses: JSON.stringify(contenu),
    cree_par: ctx.acteur.compteId,
    cree_le: ctx.instant,
    modifie_par: ctx.acteur.compteId,
    modifie_le: ctx.instant,
  }
  await tx.insertInto('dossier').values(dossier).execute()
  await journaliser(tx, ctx, 'dossier.cree', id, { numero, structure: structureId, ...(copieDe ? { copie_de: copieDe } : {}) })
  return { id, numero }
}
