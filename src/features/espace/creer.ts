import { type Insertable, sql } from 'kysely'
import { type ContexteActeur, enTransaction, nouvelId } from '../../contexte.ts'
import type { Tx } from '../../db/db.ts'
import type { DB } from '../../db/types.gen.ts'
import { err, ok, type Result } from '../../lib/result.ts'
import { estUuid } from '../../lib/uuid.ts'
import { type AppelPublie, appelPublie } from '../appels/index.ts'
import { etatAppel, voletDe } from '../cahier/index.ts'
import { CHAMP_CONTACT, demandeContact } from '../champs/index.ts'
import { CONTENU_VIDE, type Contenu } from '../contenu/index.ts'
import { resume } from '../examen/index.ts'
import { journaliser } from '../journal/index.ts'
import { entree } from '../structures/index.ts'
import type { Reponse } from '../verdicts/index.ts'

export type RefusCreation = { motif: 'appel' } | { motif: 'structure' } | { motif: 'volet' } | { motif: 'clos' } | { motif: 'brouillons' }
/** A draft that the structure has already begun for the call. */
export type Brouillon = { id: string; numero: string; titre: string | null; modifieLe: Date }
/** What is already known of a draft: answers, by field, and the rows of its lists. */
export type DejaDit = { valeurs: Record<string, Reponse>; lignes: Record<string, string[]> }
/** `autre`: one more is wanted, whatever drafts there are; `titre` and `simulateur`: what was answered on the way, which is not asked again. */
export type Creation = {
  slug: string
  structureId: string
  volet?: string | undefined
  /** Of this volet. */
  actions?: readonly string[] | undefined
  autre?: boolean
  titre?: string | undefined
  simulateur?: DejaDit | undefined
  /** The contact is filled in from the account. */
  contact?: boolean
}

/**
 * Opens a draft for a structure of the actor, from the publication of the call to its last closing. Its number comes from the call's own
 * counter. A draft that the same person has just opened and not touched is taken up again: a form posted twice opens one. When the structure has others for
 * this call, they are shown first: another one is opened only when it is asked for. Whoever waits to be let into the structure opens a draft that is theirs alone until then.
 */
export const creerDossier = (ctx: ContexteActeur, d: Creation): Promise<Result<{ id: string; numero: string }, RefusCreation>> =>
  enTransaction(ctx, async tx => {
    const publie = await appelPublie(tx, ctx.guichetId, d.slug)
    if (!publie) return err({ motif: 'appel' })
    if (!estUuid(d.structureId)) return err({ motif: 'structure' })
    // as it stands now, and until the end: whoever is let in meanwhile does not keep a draft that their colleagues cannot see
    await entree.seul(tx, ctx.guichetId, d.structureId)
    const lien = await entree.lien(tx, ctx.guichetId, d.structureId, ctx.acteur.compteId)
    if (!lien) return err({ motif: 'structure' })
    const attend = lien.etat === 'demandee'
    if (d.volet !== undefined && !voletDe(publie.appel, d.volet)) return err({ motif: 'volet' })
    if (etatAppel(publie.appel, ctx.instant) === 'clos') return err({ motif: 'clos' })
    // one at a time for a call: two posts of one form find the same draft
    await tx
      .selectFrom('appel')
      .select('id')
      .where('guichet_id', '=', ctx.guichetId)
      .where('id', '=', publie.appelId)
      .forUpdate()
      .executeTakeFirstOrThrow()
    const contenu = await premierContenu(tx, ctx, d, publie, lien.fonction)
    const vierge = await brouillonVierge(tx, ctx, d, publie.appelId)
    if (vierge) return ok(await reprendre(tx, ctx, publie, vierge, d, contenu))
    const brouillons = d.autre ? [] : await brouillonsDe(tx, ctx, d, publie.appelId, attend)
    if (brouillons.length > 0) return err({ motif: 'brouillons' })
    return ok(
      await ouvrirBrouillon(tx, ctx, publie, {
        structureId: d.structureId,
        contenu,
        ...resume(publie.appel, contenu),
        ...(attend ? { redigePar: ctx.acteur.compteId } : {}),
      }),
    )
  })

/** What a new draft holds: what was answered on the way, and the contact that the account and its last dossier tell. */
async function premierContenu(tx: Tx, ctx: ContexteActeur, d: Creation, { appel }: AppelPublie, fonction: string | null): Promise<Contenu> {
  const { valeurs = {}, lignes = {} } = d.simulateur ?? {}
  const contact = d.contact && demandeContact(appel) ? await contactConnu(tx, ctx, d.structureId, fonction) : {}
  const dits = {
    ...(d.titre ? { titre: d.titre } : {}),
    ...(d.volet ? { volet: d.volet } : {}),
    ...(d.actions ? { actions: [...d.actions] } : {}),
  }
  return { ...CONTENU_VIDE, valeurs: { ...contact, ...valeurs, ...dits }, lignes, ...(d.simulateur ? { simulateur: valeurs } : {}) }
}

async function contactConnu(tx: Tx, ctx: ContexteActeur, structureId: string, fonction: string | null): Promise<Record<string, string>> {
  const dernier = await tx
    .selectFrom('dossier')
    .select(sql<string | null>`reponses #>> array['valeurs', ${CHAMP_CONTACT.telephone}]`.as('telephone'))
    .where('guichet_id', '=', ctx.guichetId)
    .where('structure_id', '=', structureId)
    .where('cree_par', '=', ctx.acteur.compteId)
    .where(sql<boolean>`reponses #>> array['valeurs', ${CHAMP_CONTACT.courriel}] = ${ctx.acteur.courriel}`)
    .orderBy('modifie_le', 'desc')
    .limit(1)
    .executeTakeFirst()
  return {
    [CHAMP_CONTACT.courriel]: ctx.acteur.courriel,
    ...(fonction ? { [CHAMP_CONTACT.fonction]: fonction } : {}),
    ...(dernier?.telephone ? { [CHAMP_CONTACT.telephone]: dernier.telephone } : {}),
  }
}

type Vierge = { id: string; numero: string }
/** The same form sent again, or sent with other answers: a draft that nobody has touched takes them. */
async function reprendre(
  tx: Tx,
  ctx: ContexteActeur,
  { appel }: AppelPublie,
  vierge: Vierge,
  d: Creation,
  contenu: Contenu,
): Promise<Vierge> {
  if (d.titre || d.simulateur)
    await tx
      .updateTable('dossier')
      .set({
        reponses: JSON.stringify(contenu),
        ...resume(appel, contenu),
      })
      .where('guichet_id', '=', ctx.guichetId)
      .where('id', '=', vierge.id)
      .execute()
  return { id: vierge.id, numero: vierge.numero }
}

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
    .$if(!d.simulateur && !d.titre, qb => qb.where('volet', d.volet === undefined ? 'is' : '=', d.volet ?? null))
    .limit(1)
    .executeTakeFirst()

/** Those that the person may go on with: the structure's, or their own while they wait. */
export const brouillonsDe = (
  tx: Tx,
  ctx: ContexteActeur,
  d: Pick<Creation, 'structureId'>,
  appelId: string,
  attend: boolean,
): Promise<Brouillon[]> =>
  tx
    .selectFrom('dossier')
    .select(['id', 'numero', 'titre', 'modifie_le as modifieLe'])
    .where('guichet_id', '=', ctx.guichetId)
    .where('structure_id', '=', d.structureId)
    .where('appel_id', '=', appelId)
    .where('etat', '=', 'brouillon')
    .where('redige_par', attend ? '=' : 'is', attend ? ctx.acteur.compteId : null)
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
  redigePar?: string
}
/** Writes a new draft under the call's next number. The caller has made sure that the structure and the call allow it. */
export async function ouvrirBrouillon(tx: Tx, ctx: ContexteActeur, { appelId, versionId, appel }: AppelPublie, o: Ouverture) {
  const { structureId, contenu, copieDe = null, redigePar = null, ...resume } = o
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
    redige_par: redigePar,
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
