import type { Acteur, Role } from '../../../contexte.ts'
import { dateCivile, debutDuJour, parseDate } from '../../../lib/dates.ts'
import type { FieldErrors } from '../../../lib/forms.ts'
import { err, ok, type Result } from '../../../lib/result.ts'
import { perimetres } from '../../perimetre/perimetre.rules.ts'

/** As typed. */
export type SaisieInterim = { remplace: string; remplacant: string; du: string; au: string; motif: string }
export type Personne = { id: string; nom: string; roles: readonly Role[] }
/** `au`: first instant at which it has ended. */
export type Periode = { du: Date; au: Date }
/** One that stands: who stands in for whom, and when. */
export type InterimPose = Periode & { remplaceId: string; remplacantId: string }

const MOTIF_MAX = 500
/** Longer is another role, which the administrateur gives. */
const MOIS_MAX = 12

const administre = (roles: readonly Role[]) => roles.some(r => r.role === 'administrateur')
/** A référent says who replaces them; an administrateur, who replaces anyone. */
export const peutPoser = (acteur: Acteur, remplaceId: string) => administre(acteur.roles) || acteur.compteId === remplaceId
/** In the same way, who ends it. Whoever stands in does not give back by themselves what was entrusted to them. */
export const peutFinir = peutPoser

const referent = (roles: readonly Role[]) => roles.some(r => r.role === 'referent_departemental' || r.role === 'referent_regional')
/** Who can be replaced: a référent with a perimeter. What an administrateur reads is never lent. */
export const remplacable = (p: Pick<Personne, 'roles'>) => perimetres(p.roles.filter(r => r.role !== 'administrateur')).length > 0
/** Who can stand in: another référent. An administrateur reads everything already. */
export const peutRemplacer = (p: Pick<Personne, 'roles'>) => referent(p.roles) && !administre(p.roles)

export type InterimLu = Periode & { remplace: Personne; remplacant: Personne; motif: string }
/** What can be read of a form, or the sentence of each field that cannot. Days are civil days in Paris, both inside. Pure. */
export function lireInterim(s: SaisieInterim, personnes: readonly Personne[], instant: Date): Result<InterimLu, FieldErrors> {
  const remplace = personnes.find(p => p.id === s.remplace && remplacable(p))
  const remplacant = personnes.find(p => p.id === s.remplacant && peutRemplacer(p))
  const [du, au] = [parseDate(s.du), parseDate(s.au)]
  const errors: FieldErrors = {
    ...(remplace ? {} : { remplace: 'Choisissez la personne absente' }),
    ...(remplacant ? {} : { remplacant: 'Choisissez qui la remplace' }),
    ...(remplace && remplace === remplacant ? { remplacant: 'Une personne ne se remplace pas elle-même. Choisissez-en une autre' } : {}),
    ...erreursDates(s, du, au, dateCivile(instant)),
    ...(s.motif.length > MOTIF_MAX ? { motif: `Raccourcissez à ${MOTIF_MAX}\u00a0caractères` } : {}),
  }
  if (!remplace || !remplacant || !du || !au || Object.keys(errors).length > 0) return err(errors)
  const lendemain = Temporal.PlainDate.from(au).add({ days: 1 }).toString()
  return ok({ remplace, remplacant, motif: s.motif, du: debutDuJour(du), au: debutDuJour(lendemain) })
}

function erreursDates(s: SaisieInterim, du: string | undefined, au: string | undefined, aujourdhui: string): FieldErrors {
  const errors: FieldErrors = {}
  const illisible = (saisie: string, quoi: string) =>
    saisie ? `«\u00a0${saisie.slice(0, 40)}\u00a0» n’est pas un jour. Écrivez par exemple 17/09/2021` : `Indiquez le ${quoi} jour`
  if (!du) errors.du = illisible(s.du, 'premier')
  else if (du < aujourdhui) errors.du = 'Ce jour est passé. Un intérim commence au plus tôt aujourd’hui'
  if (!au) errors.au = illisible(s.au, 'dernier')
  else if (du && au < du) errors.au = 'Le dernier jour vient avant le premier'
  else if (du && au > Temporal.PlainDate.from(du).add({ months: MOIS_MAX }).toString())
    errors.au = `Un intérim dure ${MOIS_MAX}\u00a0mois au plus`
  return errors
}

const croise = (a: Periode, b: Periode) => a.du < b.au && b.du < a.au
export type Chevauchement = { motif: 'deja' | 'absent'; avec: Periode }
/** What those that stand leave no sense to: the same two people at the same time, or one who is away at that time. Pure. */
export function chevauchement(i: InterimPose, poses: readonly InterimPose[]): Chevauchement | undefined {
  const memeTemps = poses.filter(p => croise(p, i))
  const deja = memeTemps.find(p => p.remplaceId === i.remplaceId && p.remplacantId === i.remplacantId)
  if (deja) return { motif: 'deja', avec: deja }
  const absent = memeTemps.find(p => p.remplaceId === i.remplacantId)
  return absent && { motif: 'absent', avec: absent }
}
