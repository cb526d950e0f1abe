import type { Config } from '../../config.ts'
import { dateCivile, formatDateCivile, parseDate } from '../../lib/dates.ts'
import { formatEuros } from '../../lib/euros.ts'
import type { Appel } from '../cahier/index.ts'
import type { Contenu } from '../contenu/index.ts'
import { calculer, complet, planDe, reglageDe, total } from '../plan/index.ts'
import type { Paragraphe } from './modele.rules.ts'

export type Reponses = Partial<Record<'date' | 'lieu' | 'membres' | 'numero' | 'signataire', string>>
/** Cents. */
type Montants = Record<'depenses' | 'aide' | 'part' | 'autres', number | null>
/** What a délibération takes from its dossier. */
export type DossierRedige = {
  structure: { nom: string; type: string }
  numero: string
  projet: string
  resume: string
  appel: string
  montants: Montants
}

const nombre = (n: unknown) => (typeof n === 'number' ? n : null)
export function montantsRediges(appel: Appel, contenu: Contenu): Montants {
  const plan = planDe(appel, contenu)
  const { depenses } = calculer(plan, reglageDe(appel))
  const autres = complet(total(plan.ressources.map(r => ({ nom: r.ligne, montant: r.montant }))))
  return {
    depenses: plan.depenses.length > 0 ? nombre(complet(depenses)) : null,
    aide: nombre(plan.aide),
    part: nombre(plan.part),
    autres: plan.ressources.length > 0 ? nombre(autres) : 0,
  }
}

const euros = (n: number | null) => (n === null ? '' : formatEuros(n, { centimes: true }))
/** The words of a délibération that the dossier and its porteur's answers give a value to. */
export function valeursRedigees({ structure, montants, ...d }: DossierRedige, r: Reponses, instant: Date): Map<string, string> {
  const date = r.date ? parseDate(r.date) : undefined
  return new Map([
    ['structure', structure.nom],
    ['commune', structure.type === 'commune' ? structure.nom : ''],
    ['projet', d.projet],
    ['appel', d.appel],
    ['resume', d.resume],
    ['depenses', euros(montants.depenses)],
    ['aide', euros(montants.aide)],
    ['part', euros(montants.part)],
    ['autres', euros(montants.autres)],
    ['date', date ? formatDateCivile(date) : ''],
    ['lieu', r.lieu ?? ''],
    ['membres', r.membres ?? ''],
    ['numero', r.numero ?? ''],
    ['signataire', r.signataire ?? ''],
    ['dossier', d.numero],
    ['jour', formatDateCivile(dateCivile(instant))],
  ])
}

type Feuille = { nom: string; titre: string; numero: string; paragraphes: readonly Paragraphe[] }
/** What its PDF is drawn from, but for its instant. It is the structure's: nothing of the guichet is on it. */
export function feuilleRedigee({ guichet, demonstration }: Config, { nom, titre, numero, paragraphes }: Feuille) {
  const { courriel, telephone } = guichet.service
  return {
    theme: guichet.theme,
    emetteur: { blocMarque: null, nom, service: nom, adresse: guichet.territoire.nom, courriel, telephone },
    demonstration,
    titre,
    reference: `Dossier ${numero}`,
    paragraphes: paragraphes.map(p => ({ titre: p.titre, morceaux: p.morceaux.map(({ texte, gras }) => ({ texte, gras })) })),
  }
}
