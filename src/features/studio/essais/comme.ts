import { isDeepStrictEqual } from 'node:util'
import { dateCivile, formatDateCivileCourte } from '../../../lib/dates.ts'
import type { Appel, Question } from '../../cahier/index.ts'
import { type Ecrite, type EssaiComplet, essaisComplets } from '../../essais/index.ts'
import type { EssaiEcrit } from './ajouter.ts'
import { questionsDe } from './anonymiser.ts'
import { eurosEcrits } from './attendre.ts'
import { lignesSaisies } from './lignes-d-essai.ts'
import { HORS, lireEssai } from './nouvel-essai.form.ts'

/** The test dossier of this code, whole. */
export const essaiDeCode = (appel: Appel, code: string): EssaiComplet | undefined => essaisComplets(appel).find(e => e.code === code)

type Saisie = Record<string, string[]>
/** What the form of a new test dossier shows to begin from another: all that it says but its title, its structure's name, and what is expected of it. Pure. */
export function saisieComme(appel: Appel, e: EssaiComplet): Saisie {
  const champs: [string, string | readonly string[] | undefined][] = [
    ['type', e.porteur?.type],
    ['population', e.porteur?.population?.toString()],
    ['departement', lieu(appel, e.porteur?.departement)],
    ['jour', e.quand && formatDateCivileCourte(dateCivile(e.quand))],
    ['actions', e.actions],
    ...questionsDe(appel).map(q => [`q.${q.id}`, reponse(q, e.reponses[q.id])] as [string, string | readonly string[] | undefined]),
    ...Object.entries(e.tableaux ?? {}).map(([id, lignes]) => [`t.${id}`, lignesSaisies(appel, id, lignes)] as [string, string]),
    ...Object.entries(e.depenses ?? {}).map(([nature, cents]) => [`depense.${nature}`, montant(cents)] as [string, string]),
    ...(['aide', 'part', 'cout', 'autres_aides'] as const).map(cle => [cle, montant(e[cle])] as [string, string | undefined]),
    ['autres', e.financements?.length ? montant(e.financements.reduce((t, f) => t + f.montant, 0)) : undefined],
    ['attendu', 'obtenu'],
  ]
  return Object.fromEntries(champs.flatMap(([nom, v]) => (v === undefined ? [] : [[nom, typeof v === 'string' ? [v] : [...v]]])))
}
const lieu = (appel: Appel, code: string | undefined) =>
  code === undefined || appel.territoire.departements.some(d => d.code === code) ? code : HORS
const montant = (cents: number | undefined) => (cents === undefined ? undefined : eurosEcrits(cents).replace(' €', ''))
function reponse(q: Question, v: Ecrite | undefined): string | readonly string[] | undefined {
  if (v === undefined || Array.isArray(v)) return v
  if (q.type === 'oui_non') return v === true || v === 'oui' ? 'oui' : 'non'
  if (q.type === 'date') return formatDateCivileCourte(String(v))
  return q.type === 'montant' ? String(v).replace(/\s*€$/, '') : String(v)
}

/** Keys of a test dossier whose absence takes nothing from the one that it starts from: what it was stays. */
const QUI_RESTENT = ['quand', 'volet', 'actions', 'depenses', 'aide', 'part', 'cout', 'autres_aides', 'financements', 'tableaux', 'minimis']
/**
 * What was typed over another test dossier, as the file writes it: where it starts from, and what it changes. Whole when it takes away what only a whole one can say. Pure.
 */
export function ecrireComme(appel: Appel, base: EssaiComplet, essai: EssaiEcrit): EssaiEcrit {
  const saisie = { ...saisieComme(appel, base), nom: [base.porteur?.nom ?? ''] }
  const depart = lireEssai(appel, base.volet ?? '', new Map(Object.entries(saisie))).essai
  if (QUI_RESTENT.some(cle => depart[cle] !== undefined && essai[cle] === undefined)) return essai
  const { titre, attendu, reponses = {}, ...reste } = essai as EssaiEcrit & { reponses?: EssaiEcrit }
  const avant = (depart.reponses ?? {}) as EssaiEcrit
  const changees = Object.entries(reponses).filter(([id, v]) => !isDeepStrictEqual(v, avant[id]))
  const sans = Object.keys(avant).filter(id => !Object.hasOwn(reponses, id))
  return {
    titre,
    comme: base.code,
    ...Object.fromEntries(Object.entries(reste).filter(([cle, v]) => !isDeepStrictEqual(v, depart[cle]))),
    ...(changees.length > 0 ? { reponses: Object.fromEntries(changees) } : {}),
    ...(sans.length > 0 ? { sans_reponse: sans } : {}),
    ...(attendu ? { attendu } : {}),
  }
}
