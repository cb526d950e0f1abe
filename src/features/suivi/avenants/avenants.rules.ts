import { parseDate } from '../../../lib/dates.ts'
import { type Centimes, formatEuros, messageMontant, parseEuros } from '../../../lib/euros.ts'
import { majuscule } from '../../../lib/mots.ts'
import { MOT_TROP_LOIN, tropLoin } from '../fin.rules.ts'

const OBJETS = ['delai', 'montant', 'objet', 'partenaire'] as const
export type Objet = (typeof OBJETS)[number]
export const TEXTE_MAX = 4000

/** As it is typed: what an amendment is about, what it changes, why. Fields of what it is not about are left aside. */
export type SaisieAvenant = { objets: readonly string[]; fin: string; montant: string; objet: string; partenaire: string; motif: string }
export type ErreursAvenant = Partial<Record<keyof SaisieAvenant, string>>
export type Demandee = { fin?: string; montant?: Centimes; objet?: string; partenaire?: string }
/** What it would change. Cents; days are civil. `min`, `max`: the least and the most that its call gives, where it says so. `forfait`: a lump sum, which no spending bounds. */
export type EnVigueur = {
  aujourdhui: string
  fin: string | null
  accorde: Centimes
  base: Centimes
  verse: Centimes
  min?: Centimes | undefined
  max?: Centimes | undefined
  forfait?: object | null
}

/** Why an aid may not be raised to this amount, by what its call promises; nothing when it may, or when it goes down. */
export const auDelaDuMaximum = (montant: Centimes, { accorde, max }: Pick<EnVigueur, 'accorde' | 'max'>): string | undefined =>
  max !== undefined && montant > accorde && montant > max
    ? `${formatEuros(montant)} dépassent le maximum de l’appel, ${formatEuros(max)}`
    : undefined

type Lu<T> = { value: T } | { error: string }
const texte = (t: string, vide: string): Lu<string> =>
  t === ''
    ? { error: vide }
    : t.length > TEXTE_MAX
      ? { error: 'Ce texte est trop long\u00a0: 4\u00a0000 caractères au plus' }
      : { value: t }

function finLue(saisie: string, { aujourdhui, fin }: EnVigueur): Lu<string> {
  if (fin && fin < aujourdhui) return { error: 'Le délai du projet est passé\u00a0: il se prolonge avant son terme' }
  const jour = parseDate(saisie)
  if (!jour) return { error: 'Indiquez la nouvelle date de fin, par exemple 30/06/2023' }
  if (fin && jour <= fin) return { error: 'La nouvelle date ne prolonge pas le projet' }
  if (tropLoin(jour, aujourdhui, fin)) return { error: MOT_TROP_LOIN }
  return jour > aujourdhui ? { value: jour } : { error: 'La nouvelle date est déjà passée' }
}

function montantLu(saisie: string, { accorde, base, verse, min, max, forfait }: EnVigueur): Lu<Centimes> {
  const quoi = forfait ? 'le forfait' : 'l’aide'
  const lu = parseEuros(saisie)
  if (!lu.ok) return { error: messageMontant(lu.error, saisie) }
  if (lu.value === 0) return { error: 'Une aide de 0\u00a0€ n’est plus une aide\u00a0: renoncez-y plutôt' }
  if (lu.value === accorde) return { error: `${majuscule(quoi)} est déjà de ${formatEuros(accorde)}` }
  if (lu.value < verse) return { error: `${formatEuros(verse)} sont déjà ordonnés ou versés\u00a0: ${quoi} ne peut pas descendre dessous` }
  if (forfait && min !== undefined && lu.value < min)
    return { error: `${formatEuros(lu.value)} n’atteignent pas le minimum de l’appel, ${formatEuros(min)}` }
  if (!forfait && lu.value > base) return { error: `${formatEuros(lu.value)} dépassent la dépense éligible, ${formatEuros(base)}` }
  const trop = auDelaDuMaximum(lu.value, { accorde, max })
  return trop ? { error: trop } : { value: lu.value }
}

/** What a request for an amendment asks, or what is wrong in it. Pure. */
export function comprendreAvenant(
  s: SaisieAvenant,
  v: EnVigueur,
): { ok: true; value: { objets: Objet[]; demande: Demandee; motif: string } } | { ok: false; errors: ErreursAvenant } {
  const objets = OBJETS.filter(o => s.objets.includes(o))
  const errors: ErreursAvenant = {}
  const garder = <T>(champ: keyof SaisieAvenant, lu: Lu<T>): T | undefined => {
    if ('value' in lu) return lu.value
    errors[champ] = lu.error
    return undefined
  }
  if (objets.length === 0) errors.objets = 'Cochez ce que vous voulez changer'
  const fin = objets.includes('delai') ? garder('fin', finLue(s.fin, v)) : undefined
  const montant = objets.includes('montant') ? garder('montant', montantLu(s.montant, v)) : undefined
  const objet = objets.includes('objet') ? garder('objet', texte(s.objet, 'Décrivez ce qui change dans le projet')) : undefined
  const partenaire = objets.includes('partenaire')
    ? garder('partenaire', texte(s.partenaire, 'Dites quelle structure arrive ou part'))
    : undefined
  const motif = garder('motif', texte(s.motif, 'Dites pourquoi vous demandez cet avenant'))
  if (Object.keys(errors).length > 0 || motif === undefined) return { ok: false, errors }
  const demande = { ...(fin && { fin }), ...(montant && { montant }), ...(objet && { objet }), ...(partenaire && { partenaire }) }
  return { ok: true, value: { objets, demande, motif } }
}
