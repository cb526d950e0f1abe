import { finDuJour, formatJourCourt, parseDate } from '../../../lib/dates.ts'
import { type FieldErrors, texteSaisi } from '../../../lib/forms.ts'
import { err, ok, type Result } from '../../../lib/result.ts'
import type { Cible } from './cibles.ts'

/** Points of one request, at most. */
export const POINTS_MAX = 20
const TEXTE_MAX = 2000

export type PointSaisi = { cible: string; demande: string }
/** `vu`: the requests as the form showed them (`etatVu`), empty when nothing is to be compared. */
export type SaisieDemande = { message: string; echeance: string; points: PointSaisi[]; vu: string }
/** What a button of the form does to its list of points; `relire` is what the Enter key does: nothing. */
export type GestePoint = { quoi: 'ajouter' } | { quoi: 'retirer'; rang: number } | { quoi: 'relire' }

type Corps = Record<string, unknown>
/** The form as it was typed: as many points as it showed. One that was only proposed (`propose-1`), and not ticked (`retenu-1`), is none. */
export function lireSaisie(corps: Corps): SaisieDemande {
  const texte = (cle: string) => texteSaisi(corps[cle])
  const rangs = Object.keys(corps).map(k => Number(/^(?:cible|demande)-(\d{1,2})$/.exec(k)?.[1] ?? 0))
  const points = Array.from({ length: Math.min(POINTS_MAX, Math.max(0, ...rangs)) }, (_, i) => ({
    cible: texte(`cible-${i + 1}`),
    demande: texte(`demande-${i + 1}`),
  })).filter((_, i) => corps[`propose-${i + 1}`] === undefined || corps[`retenu-${i + 1}`] !== undefined)
  return { message: texte('message'), echeance: texte('echeance'), vu: texte('vu'), points }
}

export function lireGeste(valeur: unknown): GestePoint | undefined {
  const geste = texteSaisi(valeur)
  if (geste === 'ajouter' || geste === 'relire') return { quoi: geste }
  const rang = Number(/^retirer:(\d{1,2})$/.exec(geste)?.[1] ?? 0)
  return rang > 0 ? { quoi: 'retirer', rang } : undefined
}

/** The list with one point more or less, and the rank of the point to go on with. Pure. */
export function appliquerGeste(s: SaisieDemande, g: GestePoint): { saisie: SaisieDemande; rang: number | undefined } {
  if (g.quoi === 'relire') return { saisie: s, rang: undefined }
  const points =
    g.quoi === 'retirer' ? s.points.filter((_, i) => i !== g.rang - 1) : [...s.points, { cible: '', demande: '' }].slice(0, POINTS_MAX)
  const rang = g.quoi === 'retirer' ? Math.max(1, g.rang - 1) : points.length
  return { saisie: { ...s, points }, rang }
}

type Etat = { numero: number; reponduLe: Date | null; closLe: Date | null; annuleLe: Date | null }
/** Where the latest request stands, in a word that a form carries: whoever writes is told when it has changed meanwhile. Pure. */
export function etatVu([derniere]: readonly Etat[]): string {
  if (!derniere) return 'aucune'
  const { numero, reponduLe, closLe, annuleLe } = derniere
  return `${numero}-${annuleLe ? 'retiree' : closLe ? 'close' : reponduLe ? 'repondue' : 'attendue'}`
}

/** Reads the last day of an answer, or says why it is not one; `depuis`: it must come after this instant. */
export function lireEcheance(saisie: string, depuis: Date): Result<Date, string> {
  const jour = parseDate(saisie)
  if (!jour) return err('Écrivez la date limite au format jj/mm/aaaa')
  if (finDuJour(jour) <= depuis) return err(`Choisissez un jour après le ${formatJourCourt(depuis)}`)
  return ok(finDuJour(jour))
}

export const tropLong = (texte: string, max = TEXTE_MAX) =>
  texte.length > max ? `Ce texte a ${texte.length}\u00a0caractères. Raccourcissez-le à ${max}` : undefined

export type DemandeLue = { echeance: Date; points: { cible: Cible; demande: string }[] }

/** What can be read of a request, its points in the order of the dossier's form; or the sentence of each field that cannot. Pure. */
export function lireDemande(s: SaisieDemande, cibles: readonly Cible[], instant: Date): Result<DemandeLue, FieldErrors> {
  const errors: FieldErrors = {}
  const points: DemandeLue['points'] = []
  s.points.forEach(({ cible: code, demande }, i) => {
    if (!code && !demande) return
    const [nom, debut] = [i + 1, `Point\u00a0${i + 1}\u00a0: `]
    const cible = cibles.find(c => c.code === code)
    const long = tropLong(demande)
    if (!cible) errors[`cible-${nom}`] = `${debut}${code ? 'ce dossier n’a pas cette partie' : 'choisissez ce que vous demandez'}`
    else if (points.some(p => p.cible.code === cible.code)) errors[`cible-${nom}`] = `${debut}déjà demandé plus haut`
    if (!demande) errors[`demande-${nom}`] = `${debut}écrivez ce qui manque, le porteur le lit`
    else if (long) errors[`demande-${nom}`] = `${debut}${long}`
    if (cible && demande) points.push({ cible, demande })
  })
  if (points.length === 0 && Object.keys(errors).length === 0) errors['cible-1'] = 'Choisissez au moins un point à compléter'
  const long = tropLong(s.message)
  if (long) errors.message = long
  const echeance = lireEcheance(s.echeance, instant)
  if (!echeance.ok) errors.echeance = echeance.error
  if (Object.keys(errors).length > 0 || !echeance.ok) return err(errors)
  const ordre = (c: Cible) => cibles.indexOf(c)
  return ok({ echeance: echeance.value, points: points.toSorted((a, b) => ordre(a.cible) - ordre(b.cible)) })
}
