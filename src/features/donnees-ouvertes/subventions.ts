import type { Aide, Attribuant, Beneficiaire } from './aide.ts'
import { rangee, sansFormule } from './csv.ts'
import { ecrirePart } from './parts.rules.ts'

/** A column of the SCDL « subventions » schema 2.1.1, in the order of the schema; `quoi` tells a citizen what it says. */
type ColonneScdl = { nom: string; quoi: string; valeur: (a: Aide, b: Beneficiaire) => string }
const OBJET_MAX = 256

/** Cut between two characters, not within one. */
const couper = (t: string, max: number) => (t.length <= max ? t : `${[...t.slice(0, max - 1)].join('').replace(/[\ud800-\udbff]$/, '')}…`)
/** A table has one line a row: line breaks become spaces. */
const ligne = (t: string) => t.replace(/(?<!\s)\s*[\r\n]+\s*/g, ' ').trim()

export const COLONNES_SCDL: readonly ColonneScdl[] = [
  { nom: 'nomAttribuant', quoi: 'Qui donne l’aide', valeur: a => sansFormule(a.attribuant.nom) },
  { nom: 'idAttribuant', quoi: 'Son numéro SIRET', valeur: a => a.attribuant.siret ?? '' },
  {
    nom: 'dateConvention',
    quoi: 'Jour de la convention ou de l’arrêté, à défaut de la notification\u00a0; vide quand la source ne le dit pas',
    valeur: a => a.date ?? '',
  },
  { nom: 'referenceDecision', quoi: 'Numéro de cet acte, à défaut du dossier', valeur: a => sansFormule(a.decision) },
  { nom: 'nomBeneficiaire', quoi: 'Qui reçoit l’aide\u00a0: une ligne par structure', valeur: (_, b) => sansFormule(ligne(b.nom)) },
  { nom: 'idBeneficiaire', quoi: 'Son numéro SIRET, quand il est connu', valeur: (_, b) => b.siret ?? '' },
  { nom: 'rnaBeneficiaire', quoi: 'Son numéro d’association, quand il est connu', valeur: (_, b) => b.rna ?? '' },
  { nom: 'objet', quoi: 'Le titre du projet', valeur: a => couper(sansFormule(ligne(a.objet)), OBJET_MAX) },
  { nom: 'montant', quoi: 'L’aide entière, en euros, avant partage entre les bénéficiaires', valeur: a => (a.montant / 100).toFixed(2) },
  { nom: 'nature', quoi: 'Toujours «\u00a0aide en numéraire\u00a0»\u00a0: de l’argent', valeur: () => 'aide en numéraire' },
  {
    nom: 'conditionsVersement',
    quoi: 'Payée en une fois, en plusieurs, ou autrement',
    valeur: a => couper(sansFormule(ligne(a.conditions)), OBJET_MAX),
  },
  { nom: 'datesPeriodeVersement', quoi: 'Le jour, ou le début et la fin, des versements', valeur: a => a.periode },
  { nom: 'idRAE', quoi: 'Répertoire des aides aux entreprises\u00a0: sans objet ici', valeur: () => '' },
  { nom: 'notificationUE', quoi: 'Aide notifiée à la Commission européenne', valeur: a => (a.notificationUE ? 'oui' : 'non') },
  {
    nom: 'pourcentageSubvention',
    quoi: 'Part de l’aide qui revient à cette structure, de 0.01 à 1',
    valeur: (_, b) => ecrirePart(b.centiemes),
  },
  { nom: 'dispositifAide', quoi: 'L’appel ou la liste, par son identifiant dans appels.json', valeur: a => a.programme.id },
]

/** Columns that say who grants, as the file will write them for this attribuant: an invented aid of 108 000 €. */
export function lignePrevue(attribuant: Attribuant): { nom: string; valeur: string }[] {
  const invente = { attribuant, montant: 10_800_000 } as Aide
  const dites = COLONNES_SCDL.filter(c => ['nomAttribuant', 'idAttribuant', 'montant'].includes(c.nom))
  return dites.map(c => ({ nom: c.nom, valeur: c.valeur(invente, {} as Beneficiaire) }))
}

/**
 * Whether the file names this beneficiary: one of a call that has no SIREN yet is left out until it has one, and the page of the files counts it. What a list of past projects says
 * is its source's.
 */
export const nomme = (a: Pick<Aide, 'programme'>, b: Pick<Beneficiaire, 'siren'>) => a.programme.genre === 'liste' || b.siren !== null

/**
 * SCDL « subventions » 2.1.1: UTF-8, commas, decimal points; one line a beneficiary. Texts are kept from being formulas; columns of a set form (numbers,
 * dates, identifiers) never begin as one does, and are left as the schema wants them.
 */
export async function* ecrireSubventions(aides: AsyncIterable<Aide>): AsyncGenerator<string> {
  yield rangee(COLONNES_SCDL.map(c => c.nom))
  for await (const a of aides) for (const b of a.beneficiaires) if (nomme(a, b)) yield rangee(COLONNES_SCDL.map(c => c.valeur(a, b)))
}
