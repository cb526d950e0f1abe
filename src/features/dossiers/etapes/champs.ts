import { debutDuJour, formatJourCourt } from '../../../lib/dates.ts'
import { saisieEuros } from '../../../lib/euros.ts'
import type { Appel, Etape, Question } from '../../appels/index.ts'
import { voletDe } from '../../appels/index.ts'
import type { Reponse } from '../../recevabilite/index.ts'
import { type Contenu, lignesMontrees, lotsDe, texteDe } from '../contenu.ts'
import { champCellule, colonnesDe, LISTES_DU_BLOC, type Liste } from '../listes.ts'

/** A field of a step, whether it comes from a block or from a question of the call. */
export type Champ = {
  nom: string
  genre: Question['type'] | 'decimal'
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

/** What stands beside the tables of the plan (C5.8). */
const champsPlan = (): Champ[] => [
  montant('aide', 'Aide demandée', { aide: 'Ce que vous demandez à cet appel.' }),
  montant('part', 'Votre part', { aide: 'Ce que votre structure paie elle-même. Tapez 0 si elle ne paie rien.' }),
  montant('aide_minimale', 'Aide minimale pour faire le projet', {
    aide: 'Si l’enveloppe ne suffit pas, le comité peut proposer une aide partielle. Il ne descendra pas sous ce montant.',
    facultatif: true,
  }),
]

/** The cells of the rows of a list, in their order. */
export const champsDesLignes = (appel: Appel, contenu: Contenu, liste: Liste, lignes = lignesMontrees(contenu, liste)): Champ[] =>
  lignes.flatMap((ligne, i) =>
    colonnesDe(liste, appel, lotsDe(contenu)).map(c => ({
      ...c,
      nom: champCellule(liste, ligne, c.nom),
      libelle: `${c.libelle}, ligne\u00a0${i + 1}`,
    })),
  )

export const listesDe = (etape: Etape): Liste[] => etape.blocs.flatMap(b => LISTES_DU_BLOC[b] ?? [])

/** Every field that a step can hold, questions that are not asked for now included. */
export const champsPossibles = (appel: Appel, etape: Etape, contenu: Contenu, volet = texteDe(contenu, 'volet')): Champ[] => [
  ...(etape.blocs.includes('projet') ? champsProjet(appel, volet) : []),
  ...listesDe(etape).flatMap(liste => champsDesLignes(appel, contenu, liste)),
  ...(etape.blocs.includes('plan') ? champsPlan() : []),
  ...etape.questions.map(deQuestion),
]

/** The fields that a step shows: questions whose condition does not hold are left out. */
export const champsMontres = (appel: Appel, etape: Etape, contenu: Contenu, visibles: ReadonlySet<string>): Champ[] =>
  champsPossibles(appel, etape, contenu).filter(c => !etape.questions.some(q => q.id === c.nom) || visibles.has(c.nom))

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
  if (typeof v === 'number') return [champ.genre === 'montant' ? saisieEuros(v) : String(v).replace('.', ',')]
  return [champ.genre === 'date' ? formatJourCourt(debutDuJour(v as string)) : (v as string)]
}
