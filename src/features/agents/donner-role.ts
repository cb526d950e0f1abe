import { z } from 'zod'
import { type Contexte, enTransaction, nouvelId, type Portee } from '../../contexte.ts'
import type { Tx } from '../../db/db.ts'
import { dateCivile } from '../../lib/dates.ts'
import type { FieldErrors } from '../../lib/forms.ts'
import { err, ok, type Result } from '../../lib/result.ts'
import type { AppelDeVersion, appelConnu } from '../appels/index.ts'
import { journaliser } from '../journal/index.ts'
import { type Dates, datesGardees } from './dates.rules.ts'
import { commencerFonction, enFonction, type Fonction, lireFonction, memesMots, type SaisieFonction } from './fonctions.ts'
import { ajouterPortees, donnerPortees } from './portees.ts'
import { type Etendue, parAppel, type RefusPortee, refusPortee, roleSur } from './roles.ts'

/** Which calls: these, by slug, or every one, those to come too. */
export type Appels = readonly string[] | 'tous'
export type SaisieRole = {
  courriel: string
  nom?: string
  role: string
  appels: Appels
  departements: string[]
  volets: string[]
  /** Of a signatory: what letters and acts say of them. Not needed of somebody who is in office already. */
  fonction?: SaisieFonction
}
export type RefusAgent =
  | { kind: 'courriel' }
  | { kind: 'role' }
  | { kind: 'appel'; inconnus: string[] }
  | { kind: 'appel_attendu' }
  /** An administrateur or a direction is of the whole guichet. */
  | { kind: 'du_guichet' }
  /** Held for every call already: one call less is said by taking the role back first. */
  | { kind: 'deja_tous' }
  /** A volet is of a call: « all calls » has none. */
  | { kind: 'volets_de_tous' }
  | (RefusPortee & { appel: string | null })
  | { kind: 'fonction'; errors: FieldErrors }
  /** They are in office as something else. */
  | { kind: 'autre_fonction'; dit: string }
  | { kind: 'introuvable' }
  /** Nobody would administer the guichet any more. */
  | { kind: 'derniere_administration' }

/** `nouveau`: the account was made; `dates`: the days between which the role, which they had for this call, is still given. */
export type Donne = { nouveau: boolean; dates?: Dates }

type Ou = { territoire: readonly string[]; lire: typeof appelConnu }

export const courrielSur = (v: string) => z.email().safeParse(v.trim().toLowerCase()).data

/**
 * Gives a role to an address, for the calls that are named and for no other. Its account is made if it has none: the person signs in by the mailed link, then enrols a
 * second factor. Given again for a call, the role takes the new départements and volets there, and keeps its dates until they are past; a signatory is in office from then on. `territoire`: the départements of the guichet; `lire`: how a call is
 * found, which the command brings with it, since the door of the calls opens on views that Node alone does not read.
 */
export async function donnerRole(ctx: Contexte, saisie: SaisieRole, ou: Ou): Promise<Result<Donne, RefusAgent>> {
  const courriel = courrielSur(saisie.courriel)
  const role = roleSur(saisie.role)
  if (!courriel) return err({ kind: 'courriel' })
  if (!role) return err({ kind: 'role' })
  return enTransaction(ctx, async tx => {
    const lues = parAppel(role) ? await porteesSaisies(tx, ctx, { ...saisie, role }, ou) : sansAppel(saisie)
    if (!lues.ok) return lues
    const fonction = role === 'signataire' ? await fonctionAPrendre(tx, ctx, courriel, saisie.fonction) : ok(undefined)
    if (!fonction.ok) return fonction
    const { compteId, nouveau } = await compteDe(tx, courriel, saisie.nom)
    const roleId = await donnerPortees(tx, ctx.guichetId, { compteId, role, perimetres: [] })
    const places = await remplacer(tx, ctx, roleId, lues.value)
    if (!places.ok) return places
    if (fonction.value) await commencerFonction(tx, ctx, compteId, fonction.value)
    const appels = saisie.appels === 'tous' ? 'tous' : [...saisie.appels]
    const { departements, volets } = saisie
    await journaliser(tx, ctx, 'compte.role_donne', compteId, {
      role,
      appels: parAppel(role) ? appels : 'guichet',
      departements,
      volets,
      ...fonction.value,
    })
    // days are said of one call at a time: where several have some, each is read on its own page
    const [seules] = places.value.length === 1 ? places.value : []
    return ok({ nouveau, ...(seules && (seules.du || seules.au) ? { dates: seules } : {}) })
  })
}

/** The office that a signatory takes; nothing when they hold it already. */
async function fonctionAPrendre(
  tx: Tx,
  ctx: Contexte,
  courriel: string,
  saisie: SaisieFonction | undefined,
): Promise<Result<Fonction | undefined, RefusAgent>> {
  const connu = await tx.selectFrom('compte').select('id').where('email', '=', courriel).executeTakeFirst()
  const deja = connu && (await enFonction(tx, ctx.guichetId, connu.id))
  if (!saisie) return deja ? ok(undefined) : err({ kind: 'fonction', errors: { fonction: 'absente' } })
  const lue = lireFonction(saisie, ctx.instant)
  if (!lue.ok) return err({ kind: 'fonction', errors: lue.error })
  if (!deja) return lue
  return memesMots(deja, lue.value) ? ok(undefined) : err({ kind: 'autre_fonction', dit: `${deja.prenom} ${deja.nom}, ${deja.qualite}` })
}

const sansAppel = (s: SaisieRole): Result<Portee[], RefusAgent> =>
  s.appels === 'tous' || s.appels.length + s.departements.length + s.volets.length > 0 ? err({ kind: 'du_guichet' }) : ok([])

async function porteesSaisies(
  tx: Tx,
  ctx: Contexte,
  { appels, departements, volets, role }: SaisieRole & { role: Parameters<typeof refusPortee>[0] },
  { territoire, lire }: Ou,
): Promise<Result<Portee[], RefusAgent>> {
  const portee = { departements, volets }
  if (appels === 'tous') {
    if (volets.length > 0) return err({ kind: 'volets_de_tous' })
    const refus = refusPortee(role, portee, { departements: territoire, volets: [] })
    return refus ? err({ ...refus, appel: null }) : ok([{ appel: null, ...portee }])
  }
  if (appels.length === 0) return err({ kind: 'appel_attendu' })
  const connus: (AppelDeVersion | undefined)[] = []
  for (const slug of appels) connus.push(await lire(tx, ctx.guichetId, slug))
  const inconnus = appels.filter((_, i) => !connus[i])
  if (inconnus.length > 0) return err({ kind: 'appel', inconnus })
  for (const c of connus) {
    const refus = refusPortee(role, portee, etendueDe(c!))
    if (refus) return err({ ...refus, appel: c!.appel.slug })
  }
  return ok(connus.map(c => ({ appel: c!.appelId, ...portee })))
}

export const etendueDe = ({ appel }: Pick<AppelDeVersion, 'appel'>): Etendue => ({
  departements: appel.territoire.departements.map(d => d.code),
  volets: appel.volets.map(v => v.code),
})

/** What the role has of these calls becomes what is said now, between the days and for the bodies that it was given for; « all calls » takes the place of any. */
async function remplacer(
  tx: Tx,
  { guichetId, instant }: Contexte,
  roleId: string,
  portees: readonly Portee[],
): Promise<Result<Dates[], RefusAgent>> {
  const siennes = await tx
    .selectFrom('perimetre')
    .select(['id', 'appel_id', 'instances', 'du', 'au'])
    .where('guichet_id', '=', guichetId)
    .where('role_id', '=', roleId)
    .execute()
  const tous = portees.some(p => p.appel === null)
  if (!tous && portees.length > 0 && siennes.some(s => s.appel_id === null)) return err({ kind: 'deja_tous' })
  const dites = siennes.filter(s => tous || portees.some(p => p.appel === s.appel_id)).map(s => s.id)
  if (dites.length > 0) await tx.deleteFrom('perimetre').where('guichet_id', '=', guichetId).where('id', 'in', dites).execute()
  const lignes = portees.map(p => {
    const avant = siennes.filter(s => s.appel_id === p.appel)
    const partout = avant.some(s => s.instances.length === 0)
    return { ...p, ...datesGardees(avant, dateCivile(instant)), instances: partout ? [] : [...new Set(avant.flatMap(s => s.instances))] }
  })
  await ajouterPortees(tx, guichetId, roleId, lignes)
  return ok(lignes.map(({ du, au }) => ({ du, au })))
}

async function compteDe(tx: Tx, courriel: string, nom: string | undefined): Promise<{ compteId: string; nouveau: boolean }> {
  const connu = await tx.selectFrom('compte').select('id').where('email', '=', courriel).executeTakeFirst()
  if (connu) return { compteId: connu.id, nouveau: false }
  const compteId = nouvelId()
  // not verified: the mailed link proves the address
  await tx
    .insertInto('compte')
    .values({ id: compteId, name: nom?.trim() || courriel, email: courriel, email_verified: false })
    .execute()
  return { compteId, nouveau: true }
}
