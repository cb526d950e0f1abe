import { type Chemin, valeurA } from '../../formes/index.ts'
import type { Genre } from './faits.table.ts'
import { codes, entre, formulairesDe, type Groupe, groupe, liste, texte } from './lire-brut.ts'
import type { Colonne, Nommee } from './offre.ts'

type Posee = { q: Groupe; etape: string }
export function questionsAvant(appel: Groupe, avant: Chemin | undefined): Posee[] {
  if (!avant)
    return formulairesDe(appel).flatMap(f =>
      liste(f.etapes).flatMap(e => liste(e.questions).map(q => ({ q, etape: String(e.code ?? '') }))),
    )
  const ou = avant.lastIndexOf('etapes')
  const [rangEtape, rangQuestion] = [Number(avant[ou + 1]), Number(avant[ou + 3])]
  return liste(valeurA(appel, avant.slice(0, ou + 1))).flatMap((e, i) =>
    liste(e.questions).flatMap((q, j) =>
      i < rangEtape || (i === rangEtape && j < rangQuestion) ? [{ q, etape: String(e.code ?? '') }] : [],
    ),
  )
}

/** Kinds of questions and columns that a formula compares. */
export const GENRES: Readonly<Record<string, Genre>> = {
  nombre: 'nombre',
  montant: 'montant',
  date: 'date',
  oui_non: 'oui_non',
  choix: 'texte',
  choix_multiple: 'nombre',
  rang: 'nombre',
}
const repondue = (libelle: string) => ({
  oui: `La question ${entre(libelle)} a une réponse`,
  non: `La question ${entre(libelle)} n’a pas de réponse`,
})
const dite = (libelle: string, quoi = 'La réponse à') => ({
  oui: `${quoi} ${entre(libelle)} est oui`,
  non: `${quoi} ${entre(libelle)} est non`,
})

export function deLaQuestion(q: Groupe, etape: string): Nommee[] {
  const [id, type, libelle] = [String(q.id ?? ''), String(q.type ?? ''), texte(q.libelle) || 'sans titre']
  const commun = { sorte: 'reponse', question: { etape, id } } as const
  const genre = GENRES[type]
  const dit =
    type === 'choix_multiple'
      ? `le nombre de réponses à ${entre(libelle)}`
      : genre === 'texte'
        ? `la réponse à ${entre(libelle)}`
        : entre(libelle)
  return [
    ...(genre && type !== 'tableau'
      ? [
          [
            id,
            {
              genre,
              dit,
              ...commun,
              ...(type === 'choix' ? { options: codes(q.options) } : {}),
              ...(genre === 'oui_non' ? dite(libelle) : {}),
            },
          ] as Nommee,
        ]
      : []),
    [`${id} . remplie`, { genre: 'oui_non', dit: '', ...commun, ...repondue(libelle) }],
    ...(type === 'choix_multiple'
      ? Object.entries(codes(q.options)).map(
          ([c, mot]): Nommee => [
            `${id} . ${c}`,
            {
              genre: 'oui_non',
              dit: '',
              ...commun,
              oui: `À ${entre(libelle)}, ${entre(mot)} est coché`,
              non: `À ${entre(libelle)}, ${entre(mot)} n’est pas coché`,
            },
          ],
        )
      : []),
    ...(type === 'tableau' ? totaux(id, libelle, q.colonnes, commun) : []),
  ]
}

const TOTAUX = { somme: 'le total de', maximum: 'la plus grande valeur de', minimum: 'la plus petite valeur de' } as const
function totaux(id: string, libelle: string, colonnes: unknown, commun: Pick<Nommee[1], 'question'>): Nommee[] {
  return [
    [`${id} . nombre`, { genre: 'nombre', dit: `le nombre de lignes de ${entre(libelle)}`, ...commun, sorte: 'tableau' }],
    ...liste(colonnes).flatMap((c): Nommee[] => {
      const genre = c.calcul === undefined ? GENRES[String(c.type)] : 'montant'
      if (genre !== 'montant' && genre !== 'nombre') return []
      return Object.entries(TOTAUX).map(
        ([quoi, mots]): Nommee => [
          `${quoi} ${id} . ${String(c.code)}`,
          { genre, dit: `${mots} ${entre(texte(c.libelle) || String(c.code))}`, ...commun, sorte: 'tableau' },
        ],
      )
    }),
  ]
}

const DU_PLAN = [
  { code: 'rang', type: 'rang', libelle: 'Rang' },
  { code: 'ht', type: 'montant', libelle: 'Montant HT' },
  { code: 'ttc', type: 'montant', libelle: 'Montant TTC' },
]
const colonnesDuPlan = (appel: Groupe): Groupe[] => [
  ...DU_PLAN,
  { code: 'nature', type: 'choix', libelle: 'Nature', options: appel.natures },
  ...liste(groupe(appel.plan).colonnes),
]
const aDesLignes = (appel: Groupe) => typeof appel.plan === 'object' && appel.plan !== null
export const lignesDuPlan = (appel: Groupe): Nommee[] =>
  aDesLignes(appel)
    ? [
        ...totaux('plan', 'Dépenses', colonnesDuPlan(appel), { question: { etape: '', id: 'depenses' } }),
        ['plan . remplie', { genre: 'oui_non', dit: '', sorte: 'tableau', oui: 'Le plan a une ligne', non: 'Le plan n’a aucune ligne' }],
      ]
    : []

export const tableauxDe = (appel: Groupe) => [
  ...questionsAvant(appel, undefined).flatMap(({ q }) =>
    q.type === 'tableau' ? [{ id: String(q.id), libelle: texte(q.libelle), colonnes: liste(q.colonnes) }] : [],
  ),
  ...(aDesLignes(appel) ? [{ id: 'plan', libelle: 'Dépenses', colonnes: colonnesDuPlan(appel) }] : []),
]
/** Columns that one line of a table is chosen by. */
export const colonnesAChoisir = (appel: Groupe): ReadonlyMap<string, Colonne> =>
  new Map(
    tableauxDe(appel).flatMap(t =>
      t.colonnes.flatMap((c): [string, Colonne][] => {
        const dit = `${entre(texte(c.libelle) || String(c.code))} (${t.libelle})`
        const cle = `${t.id} . ${String(c.code)}`
        if (c.type === 'choix') return [[cle, { dit, genre: 'texte', options: codes(c.options) }]]
        return c.type === 'oui_non' ? [[cle, { dit, genre: 'oui_non' }]] : []
      }),
    ),
  )

/** The columns of a table, by their bare code, as a rule on its lines reads them. */
export function colonnesDe(appel: Groupe, tableau: string): Nommee[] {
  const colonnes = tableauxDe(appel).find(t => t.id === tableau)?.colonnes ?? []
  return colonnes.flatMap((c): Nommee[] => {
    const [genre, libelle] = [c.calcul === undefined ? GENRES[String(c.type)] : 'montant', texte(c.libelle) || String(c.code)]
    if (!genre) return []
    const dit = `${entre(libelle)} de la ligne`
    const plus = {
      ...(c.type === 'choix' ? { options: codes(c.options) } : {}),
      ...(genre === 'oui_non' ? dite(libelle, 'Sur la ligne,') : {}),
    }
    return [[String(c.code), { genre, dit, sorte: 'ligne', ...plus }]]
  })
}
