import { type Centimes, messageMontant, parseEuros } from '../../../lib/euros.ts'
import { type FieldErrors, texteSaisi } from '../../../lib/forms.ts'
import type { Appel } from '../../cahier/index.ts'
import type { Objectif } from '../../optimiseur/index.ts'

/** As it was typed. */
export type SaisieScenario = {
  nom: string
  objectif: string
  reduits: boolean
  lots: boolean
  seuil: string
  plafond: string
  /** By the name of their field (see `champPart`). */
  parts: Readonly<Record<string, string>>
  imposes: readonly string[]
  exclus: readonly string[]
  /** The person will set the amounts themselves. */
  main: boolean
}
/** A share of the envelope for one département or one volet. */
export type PartDemandee = { famille: 'departement' | 'volet'; code: string; montant: Centimes }
/** What a scenario is asked. Cents, hundredths of a point. `lots`: one lot of a dossier may be funded alone. */
export type Demande = {
  nom: string
  objectif: Objectif
  reduits: boolean
  lots: boolean
  seuil: number | null
  plafond: Centimes | null
  parts: readonly PartDemandee[]
  imposes: readonly string[]
  exclus: readonly string[]
  main: boolean
}

export const NOM_MAX = 80
const tous = (v: unknown) => (Array.isArray(v) ? v : [v]).filter(x => typeof x === 'string')

export const champPart = ({ famille, code }: Pick<PartDemandee, 'famille' | 'code'>) =>
  famille === 'departement' ? `part-${code}` : `part-volet-${code}`

type Territoire = Pick<Appel, 'territoire' | 'volets' | 'aide'>
/** Those of whom a share of the envelope may be asked. */
export const partsPossibles = (a: Territoire) => [
  ...a.territoire.departements.map(d => ({ famille: 'departement' as const, code: d.code, libelle: d.nom })),
  ...a.volets.map(v => ({ famille: 'volet' as const, code: v.code, libelle: `Volet\u00a0${v.numero}, ${v.titre}` })),
]

/** Reads the form of a scenario of a call. */
export const lireSaisie = (corps: Record<string, unknown>, appel: Territoire): SaisieScenario => ({
  nom: texteSaisi(corps.nom),
  objectif: texteSaisi(corps.objectif),
  reduits: corps.reduits === 'oui',
  lots: corps.lots === 'oui' && appel.aide.lots !== undefined,
  seuil: texteSaisi(corps.seuil),
  plafond: texteSaisi(corps.plafond),
  parts: Object.fromEntries(partsPossibles(appel).map(x => [champPart(x), texteSaisi(corps[champPart(x)])])),
  imposes: tous(corps.imposes),
  exclus: tous(corps.exclus),
  main: corps.faire === 'main',
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
  const objectif = OBJECTIFS.find(o => o === s.objectif) ?? (s.main ? 'points' : undefined)
  if (!objectif) dire('objectif', 'Dites ce que l’on cherche')
  const seuil = pointsLus(s.seuil)
  if (seuil === undefined) dire('seuil', `«\u00a0${s.seuil}\u00a0» n’est pas une note. Écrivez par exemple 16`)
  const plafond = montant('plafond', s.plafond)
  if (plafond === 0) dire('plafond', 'Avec 0\u00a0€ au plus, aucun dossier ne serait aidé')
  const parts = Object.entries(s.parts).flatMap(([champ, saisie]) => {
    const lu = montant(champ, saisie)
    return lu ? [{ ...partDuChamp(champ), montant: lu }] : []
  })
  const [imposes, exclus] = [s.imposes, s.exclus].map(ids => [...new Set(ids)].filter(id => dossiers.has(id))) as [string[], string[]]
  if (imposes.some(id => exclus.includes(id))) dire('exclus', 'Un même dossier est à la fois imposé et exclu')
  if (Object.keys(errors).length > 0) return { ok: false, errors }
  const { nom, reduits, lots, main } = s
  return { ok: true, value: { nom, objectif: objectif!, reduits, lots, seuil: seuil!, plafond, parts, imposes, exclus, main } }
}

const partDuChamp = (champ: string): Pick<PartDemandee, 'famille' | 'code'> => {
  const code = champ.slice('part-'.length)
  return code.startsWith('volet-') ? { famille: 'volet', code: code.slice('volet-'.length) } : { famille: 'departement', code }
}

/** « 16,5 » → 1650; null when nothing is asked, undefined when it is not a score. */
const pointsLus = (saisie: string) =>
  saisie === '' ? null : /^\d{1,3}([.,]\d{1,2})?$/.test(saisie) ? Math.round(Number(saisie.replace(',', '.')) * 100) : undefined
