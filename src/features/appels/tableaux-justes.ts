import { type Appel, type Question, tableauxDe } from '../cahier/index.ts'
import type { Defaut } from './erreurs-schema.ts'

/** Cells to fill in that one table, and one step, may have: a step is sent, merged and drawn whole. */
const CELLULES_MAX = 1_200
const CELLULES_ETAPE_MAX = 1_800
/** Ids and codes of tables stand in the name of each cell. */
const CODE_MAX = 30
const CLES = ['colonnes', 'lignes_min', 'lignes_max', 'unique', 'ligne'] as const

type Chemin = Defaut['chemin']

/** What makes the tables of a call whole, besides their keys. Pure. */
export const tableauxJustes = (appel: Appel): Defaut[] => [
  ...appel.formulaires.flatMap((f, i) =>
    f.etapes.flatMap((e, j) => {
      const chemin = ['formulaires', i, 'etapes', j, 'questions']
      return [...e.questions.flatMap((q, k) => fautes(appel, q, [...chemin, k])), ...etape(appel, e.questions, chemin)]
    }),
  ),
  ...lignesDuPlan(appel),
]

/** What the lines of the plan carry: codes of their own, an aid that is one of their columns, ranks that no lot shares out. */
function lignesDuPlan(appel: Appel): Defaut[] {
  const { lignes_du_plan: lignes } = appel
  const tableau = [...tableauxDe(appel).values()].find(t => t.liste !== t.id)
  if (!lignes || !tableau) return []
  const communes = tableau.colonnes.slice(0, tableau.colonnes.length - lignes.colonnes.length).map(c => c.code)
  const codes = lignes.colonnes.map(c => c.code)
  const montants = lignes.colonnes.filter(c => c.type === 'montant' || c.calcul !== undefined).map(c => c.code)
  const faute = (chemin: Chemin, message: string): Defaut => ({ chemin: ['plan', ...chemin], message })
  return [
    ...codes.flatMap((c, i) =>
      communes.includes(c) || c === 'lot' || c === 'rang' || codes.indexOf(c) < i
        ? [faute(['colonnes', i, 'code'], `«\u00a0${c}\u00a0» est déjà une colonne du plan`)]
        : [],
    ),
    ...lignes.colonnes.flatMap((c, i) =>
      c.type === 'rang'
        ? [
            faute(
              ['colonnes', i, 'type'],
              'le rang d’une ligne du plan est sa place\u00a0: écrivez «\u00a0rang: oui\u00a0» dans «\u00a0plan\u00a0»',
            ),
          ]
        : [],
    ),
    ...(lignes.aide === undefined || montants.includes(lignes.aide) || appel.aide.calcul === `somme plan . ${lignes.aide}`
      ? []
      : [
          faute(
            ['aide'],
            `«\u00a0${lignes.aide}\u00a0» n’est pas une colonne de montants du plan${montants.length > 0 ? `\u00a0: ${montants.join(', ')}` : ''}`,
          ),
        ]),
    ...(lignes.rang && appel.aide.lots !== undefined
      ? [
          {
            chemin: ['aide', 'lots'],
            message: 'un plan dont les lignes ont un rang n’a pas de lots\u00a0: retirez «\u00a0lots\u00a0», ou «\u00a0rang\u00a0»',
            surLaCle: true,
          },
        ]
      : []),
  ]
}

const aRemplir = (q: Question) => (q.colonnes ?? []).filter(c => c.type !== undefined)

function etape(appel: Appel, questions: readonly Question[], chemin: Chemin): Defaut[] {
  const cellules = questions.reduce((n, q) => n + (tableauxDe(appel).get(q.id)?.max ?? 0) * aRemplir(q).length, 0)
  return cellules <= CELLULES_ETAPE_MAX
    ? []
    : [
        {
          chemin,
          message: `les tableaux de cette étape ont ${cellules} cellules à remplir\u00a0: ${CELLULES_ETAPE_MAX} au plus, ou une étape de plus`,
        },
      ]
}

function fautes(appel: Appel, q: Question, chemin: Chemin): Defaut[] {
  if (q.type !== 'tableau') {
    const cle = CLES.find(c => q[c] !== undefined)
    return cle ? [{ chemin: [...chemin, cle], message: `«\u00a0${cle}\u00a0» va avec le type «\u00a0tableau\u00a0»` }] : []
  }
  const { colonnes } = q
  const saisies = aRemplir(q)
  if (!colonnes || saisies.length === 0)
    return [
      {
        chemin: [...chemin, ...(colonnes ? ['colonnes'] : ['id'])],
        message: 'un tableau a des «\u00a0colonnes\u00a0», dont une au moins que l’on remplit',
      },
    ]
  const codes = colonnes.map(c => c.code)
  const max = tableauxDe(appel).get(q.id)!.max
  const permises = Math.floor(CELLULES_MAX / saisies.length)
  return [
    ...(q.id.length > CODE_MAX ? [{ chemin: [...chemin, 'id'], message: `l’id d’un tableau a ${CODE_MAX} caractères au plus` }] : []),
    ...codes.flatMap((c, i) =>
      codes.indexOf(c) < i
        ? [{ chemin: [...chemin, 'colonnes', i, 'code'], message: `«\u00a0${c}\u00a0» est déjà pris plus haut dans ce tableau` }]
        : [],
    ),
    ...((q.lignes_min ?? 0) > (q.lignes_max ?? max)
      ? [{ chemin: [...chemin, 'lignes_min'], message: `plus que «\u00a0lignes_max\u00a0», qui est ${q.lignes_max ?? max}` }]
      : []),
    ...(max > permises
      ? [
          {
            chemin: [...chemin, 'lignes_max'],
            message: `${CELLULES_MAX} cellules à remplir au plus\u00a0: avec ${saisies.length} colonnes, ${permises} lignes`,
          },
        ]
      : []),
    ...(q.unique === undefined || saisies.some(c => c.code === q.unique)
      ? []
      : [
          {
            chemin: [...chemin, 'unique'],
            message: `«\u00a0${q.unique}\u00a0» n’est pas le code d’une colonne que l’on remplit\u00a0: ${saisies.map(c => c.code).join(', ')}`,
          },
        ]),
  ]
}
