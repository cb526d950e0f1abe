import { debutDuJour, formatJourCourt } from '../../../lib/dates.ts'
import { saisieEuros } from '../../../lib/euros.ts'
import type { Appel, Etape, Question } from '../../appels/index.ts'
import { voletDe } from '../../appels/index.ts'
import type { Reponse } from '../../recevabilite/index.ts'
import { type Contenu, champDepense } from '../contenu.ts'

/** A field of a step, whether it comes from a block or from a question of the call. */
export type Champ = {
  nom: string
  genre: Question['type']
  libelle: string
  aide?: string | undefined
  exemple?: string | undefined
  facultatif: boolean
  clause?: string | undefined
  longueurMax?: number | undefined
  min?: number | undefined
  max?: number | undefined
  unite?: string | undefined
  options?: readonly { code: string; libelle: string }[] | undefined
}

const TITRE_MAX = 150

const deQuestion = (q: Question): Champ => ({
  nom: q.id,
  genre: q.type,
  libelle: q.libelle,
  aide: q.aide,
  exemple: q.exemple,
  facultatif: !q.obligatoire,
  clause: q.clause,
  longueurMax: q.longueur_max,
  min: q.min,
  max: q.max,
  unite: q.unite,
  options: q.options,
})

function champsProjet(appel: Appel, volet: string | undefined): Champ[] {
  const choisi = volet === undefined ? undefined : voletDe(appel, volet)
  const volets = appel.volets.map(v => ({ code: v.code, libelle: `Volet\u00a0${v.numero}. ${v.titre}` }))
  return [
    {
      nom: 'titre',
      genre: 'texte_court',
      libelle: 'Titre du projet',
      aide: 'Quelques mots que tout le monde comprend.',
      facultatif: false,
      longueurMax: TITRE_MAX,
    },
    { nom: 'volet', genre: 'choix', libelle: 'Volet du projet', facultatif: false, options: volets, clause: appel.volets[0]?.clauses[0] },
    ...(choisi
      ? [
          {
            nom: 'actions',
            genre: 'choix_multiple' as const,
            libelle: `Actions du volet\u00a0${choisi.numero}`,
            aide: 'Au moins une.',
            facultatif: false,
            options: choisi.actions,
            clause: choisi.clauses[0],
          },
        ]
      : []),
  ]
}

const montant = (nom: string, libelle: string, plus: Partial<Champ> = {}): Champ => ({
  nom,
  genre: 'montant',
  libelle,
  facultatif: false,
  ...plus,
})

/** Whether the aid pays this nature of expense, in words. */
const ELIGIBLE = {
  oui: undefined,
  marginale: 'Payée par l’aide pour une part marginale.',
  non: 'Jamais payée par l’aide.',
} as const

/** An excluded nature has no field: it may not stand in the plan at all. */
function champsMontants(appel: Appel): Champ[] {
  const depenses = appel.natures.flatMap(n =>
    n.eligible === 'exclue'
      ? []
      : montant(champDepense(n.code), n.libelle, {
          aide: n.explication ?? ELIGIBLE[n.eligible],
          exemple: n.exemple,
          clause: n.clauses[0],
        }),
  )
  return [
    ...depenses,
    montant('aide', 'Aide demandée', { aide: 'Ce que vous demandez à cet appel.' }),
    montant('part', 'Votre part', { aide: 'Ce que votre structure paie elle-même. Tapez 0 si elle ne paie rien.' }),
    montant('autres', 'Autres financements', { aide: 'Région, département, Europe, autres structures… Tapez 0 s’il n’y en a pas.' }),
  ]
}

/** Every field that a step can hold, questions that are not asked for now included. */
export const champsPossibles = (appel: Appel, etape: Etape, volet: string | undefined): Champ[] => [
  ...(etape.blocs.includes('projet') ? champsProjet(appel, volet) : []),
  ...(etape.blocs.includes('montants') ? champsMontants(appel) : []),
  ...etape.questions.map(deQuestion),
]

/** The fields that a step shows: questions whose condition does not hold are left out. */
export const champsMontres = (appel: Appel, etape: Etape, volet: string | undefined, visibles: ReadonlySet<string>): Champ[] =>
  champsPossibles(appel, etape, volet).filter(c => !etape.questions.some(q => q.id === c.nom) || visibles.has(c.nom))

/** What the field shows: the stored value as one types it, or the text that could not be read. */
export function saisieDe(champ: Champ, contenu: Contenu): string[] {
  const illisible = contenu.illisibles[champ.nom]
  if (illisible !== undefined) return [illisible]
  const v = contenu.valeurs[champ.nom]
  return v === undefined ? [] : enSaisie(champ, v)
}

function enSaisie(champ: Champ, v: Reponse): string[] {
  if (Array.isArray(v)) return [...(v as readonly string[])]
  if (typeof v === 'boolean') return [v ? 'oui' : 'non']
  if (typeof v === 'number') return [champ.genre === 'montant' ? saisieEuros(v) : String(v)]
  return [champ.genre === 'date' ? formatJourCourt(debutDuJour(v as string)) : (v as string)]
}
