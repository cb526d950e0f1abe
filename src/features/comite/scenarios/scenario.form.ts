import { type Centimes, messageMontant, parseEuros } from '../../../lib/euros.ts'
import { type FieldErrors, texteSaisi } from '../../../lib/forms.ts'
import type { Objectif } from '../../enveloppes/index.ts'

/** As it was typed. */
export type SaisieScenario = {
  nom: string
  objectif: string
  reduits: boolean
  seuil: string
  plafond: string
  /** By département. */
  parts: Readonly<Record<string, string>>
  imposes: readonly string[]
  exclus: readonly string[]
}
/** What a scenario is asked. Cents, hundredths of a point. */
export type Demande = {
  nom: string
  objectif: Objectif
  reduits: boolean
  seuil: number | null
  plafond: Centimes | null
  parts: readonly { departement: string; montant: Centimes }[]
  imposes: readonly string[]
  exclus: readonly string[]
}

export const NOM_MAX = 80
const tous = (v: unknown) => (Array.isArray(v) ? v : [v]).filter(x => typeof x === 'string')

/** Reads the form of a scenario of a call with these départements. */
export const lireSaisie = (corps: Record<string, unknown>, departements: readonly string[]): SaisieScenario => ({
  nom: texteSaisi(corps.nom),
  objectif: texteSaisi(corps.objectif),
  reduits: corps.reduits === 'oui',
  seuil: texteSaisi(corps.seuil),
  plafond: texteSaisi(corps.plafond),
  parts: Object.fromEntries(departements.map(d => [d, texteSaisi(corps[`part-${d}`])])),
  imposes: tous(corps.imposes),
  exclus: tous(corps.exclus),
})

const OBJECTIFS: readonly Objectif[] = ['points', 'beneficiaires', 'dossiers']

export const erreurNom = (nom: string) =>
  nom === '' ? 'Donnez un nom au scénario' : nom.length > NOM_MAX ? `Le nom tient en ${NOM_MAX}\u00a0caractères` : undefined

/** What the form asks, or what is wrong in it. `dossiers`: those of the agenda. Pure. */
export function comprendreScenario(
  s: SaisieScenario,
  dossiers: ReadonlySet<string>,
): { ok: true; value: Demande } | { ok: false; errors: FieldErrors } {
  const errors: FieldErrors = {}
  const dire = (champ: string, message: string | undefined) => {
    if (message) errors[champ] = message
  }
  const montant = (champ: string, saisie: string): Centimes | null => {
    if (saisie === '') return null
    const lu = parseEuros(saisie)
    if (lu.ok) return lu.value
    dire(champ, messageMontant(lu.error, saisie))
    return null
  }
  dire('nom', erreurNom(s.nom))
  const objectif = OBJECTIFS.find(o => o === s.objectif)
  if (!objectif) dire('objectif', 'Dites ce que l’on cherche')
  const seuil = pointsLus(s.seuil)
  if (seuil === undefined) dire('seuil', `«\u00a0${s.seuil}\u00a0» n’est pas une note. Écrivez par exemple 16`)
  const plafond = montant('plafond', s.plafond)
  if (plafond === 0) dire('plafond', 'Avec 0\u00a0€ au plus, aucun dossier ne serait aidé')
  const parts = Object.entries(s.parts).flatMap(([departement, saisie]) => {
    const lu = montant(`part-${departement}`, saisie)
    return lu ? [{ departement, montant: lu }] : []
  })
  const [imposes, exclus] = [s.imposes, s.exclus].map(ids => [...new Set(ids)].filter(id => dossiers.has(id))) as [string[], string[]]
  if (imposes.some(id => exclus.includes(id))) dire('exclus', 'Un même dossier est à la fois imposé et exclu')
  if (Object.keys(errors).length > 0) return { ok: false, errors }
  return { ok: true, value: { nom: s.nom, objectif: objectif!, reduits: s.reduits, seuil: seuil!, plafond, parts, imposes, exclus } }
}

/** « 16,5 » → 1650; null when nothing is asked, undefined when it is not a score. */
const pointsLus = (saisie: string) =>
  saisie === '' ? null : /^\d{1,3}([.,]\d{1,2})?$/.test(saisie) ? Math.round(Number(saisie.replace(',', '.')) * 100) : undefined
