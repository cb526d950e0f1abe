import type { Genre, Sorte } from './faits.table.ts'

/**
 * A blank of a sentence. `fait`: a name of the call; `valeur`: a figure that is typed, or a name; `signe`: how two things compare; `codes`: answers of what the blank
 * `de` names; `colonne`: one of a table, as « tableau . colonne »; `affirme`: a yes or no.
 */
export type Case =
  | { genre: 'fait' | 'valeur'; de: Genre; nom: string; sortes?: readonly Sorte[] }
  | { genre: 'signe'; de: Genre; nom: string; signes: readonly string[] }
  | { genre: 'codes'; de: string; nom: string }
  | { genre: 'colonne'; de: 'oui_non' | 'texte'; nom: string }
  | { genre: 'affirme'; nom: string; sortes?: readonly Sorte[] }

/**
 * A sentence with blanks, and the formula that says it. In both, `{x}` is the blank x; in the formula, « § » is the sign that the blank `signe` holds, and `{x:t}` and
 * `{x:c}` are the table and the column of x. A new pattern is one entry here: it compiles, and is recognised, from these two texts.
 */
export type Motif = { code: string; formule: string; phrase: string; cases: Readonly<Record<string, Case>> }

const TOUS = ['<=', '>=', '<', '>', '=', '!=']
const ORDRE = ['<=', '>=', '<', '>']
const BORNES = ['<=', '>=']
const NOM_DU_CHIFFRE: Readonly<Record<Genre, string>> = {
  montant: 'Montant',
  taux: 'Taux',
  nombre: 'Nombre',
  date: 'Date',
  oui_non: 'Réponse',
  texte: 'Réponse',
}

const fait = (de: Genre, nom: string, sortes?: readonly Sorte[]): Case => ({ genre: 'fait', de, nom, ...(sortes ? { sortes } : {}) })
const valeur = (de: Genre, nom = NOM_DU_CHIFFRE[de]): Case => ({ genre: 'valeur', de, nom })
const signe = (de: Genre, signes: readonly string[] = TOUS): Case => ({ genre: 'signe', de, nom: 'Comparaison', signes })
const motif = (code: string, phrase: string, formule: string, cases: Motif['cases']): Motif => ({ code, formule, phrase, cases })

const comparer = (de: Genre): Motif =>
  motif(`comparer_${de}`, '{quoi} {signe} {valeur}', '{quoi} § {valeur}', {
    quoi: fait(de, 'Ce qui est comparé'),
    signe: signe(de),
    valeur: valeur(de),
  })
const entre = (de: Genre): Motif =>
  motif(`entre_${de}`, '{quoi} est entre {min} et {max}', '{quoi} >= {min} et {quoi} <= {max}', {
    quoi: fait(de, 'Ce qui est comparé'),
    min: valeur(de, 'Au moins'),
    max: valeur(de, 'Au plus'),
  })
const somme = (de: Genre): Motif =>
  motif(`somme_${de}`, 'Ensemble, {quoi} et {autre} {signe} {valeur}', '{quoi} + {autre} § {valeur}', {
    quoi: fait(de, 'Le premier'),
    autre: fait(de, 'Le second'),
    signe: signe(de, TOUS),
    valeur: valeur(de),
  })

/** In order: the first that a formula fits is its sentence, so the narrower stands above the wider. */
export const MOTIFS: readonly Motif[] = [
  motif('aucune_depense', 'Rien n’est prévu pour {depense}', '{depense} = 0 €', { depense: fait('montant', 'Dépense', ['depense']) }),
  motif(
    'part_et_plafond',
    '{quoi} ne dépasse pas {taux} de {base}, et au plus {plafond}',
    '{quoi} <= min(arrondi inférieur ({taux} * {base}) ; {plafond})',
    {
      quoi: fait('montant', 'Ce qui est comparé'),
      taux: valeur('taux'),
      base: fait('montant', 'Assiette'),
      plafond: valeur('montant', 'Plafond'),
    },
  ),
  motif('part_maximale', '{quoi} ne dépasse pas {taux} de {base}', '{quoi} <= arrondi inférieur ({taux} * {base})', {
    quoi: fait('montant', 'Ce qui est comparé'),
    taux: valeur('taux'),
    base: fait('montant', 'Assiette'),
  }),
  motif('part_minimale', '{quoi} atteint au moins {taux} de {base}', '{quoi} >= arrondi supérieur ({taux} * {base})', {
    quoi: fait('montant', 'Ce qui est comparé'),
    taux: valeur('taux'),
    base: fait('montant', 'Assiette'),
  }),
  motif('rapport', 'La part de {quoi} dans {base} {signe} {taux}', '{quoi} / {base} § {taux}', {
    quoi: fait('montant', 'Ce qui est comparé'),
    base: fait('montant', 'Assiette'),
    signe: signe('taux', ORDRE),
    taux: valeur('taux'),
  }),
  motif('deux_plafonds', '{quoi} ne dépasse ni {un} ni {deux}', '{quoi} <= min({un} ; {deux})', {
    quoi: fait('montant', 'Ce qui est comparé'),
    un: valeur('montant', 'Premier plafond'),
    deux: valeur('montant', 'Second plafond'),
  }),
  motif(
    'seuil_selon_choix',
    'Si {question} est {codes}, {quoi} {signe} {un}, sinon {deux}',
    '{quoi} § (si {question} parmi {codes} alors {un} sinon {deux})',
    {
      question: fait('texte', 'Question'),
      codes: { genre: 'codes', de: 'question', nom: 'Réponses' },
      quoi: fait('montant', 'Ce qui est comparé'),
      signe: signe('montant', BORNES),
      un: valeur('montant', 'Dans ce cas'),
      deux: valeur('montant', 'Sinon'),
    },
  ),
  motif(
    'seuil_selon_taille',
    'Jusqu’à {taille} habitants, {quoi} {signe} {un}, au-delà {deux}',
    '{quoi} § (si population <= {taille} alors {un} sinon {deux})',
    {
      taille: valeur('nombre', 'Habitants'),
      quoi: fait('montant', 'Ce qui est comparé'),
      signe: signe('montant', BORNES),
      un: valeur('montant', 'Jusque-là'),
      deux: valeur('montant', 'Au-delà'),
    },
  ),
  motif('piece_au_dela', '{piece} dès que {quoi} dépasse {seuil}', '{quoi} <= {seuil} ou {piece}', {
    piece: { genre: 'affirme', nom: 'Pièce', sortes: ['piece'] },
    quoi: fait('montant', 'Ce qui est comparé'),
    seuil: valeur('montant', 'Seuil'),
  }),
  motif('reponse_si', '{demande} quand {question} est {codes}', '{question} pas parmi {codes} ou {demande}', {
    demande: { genre: 'affirme', nom: 'Ce qui est demandé' },
    question: fait('texte', 'Question'),
    codes: { genre: 'codes', de: 'question', nom: 'Réponses' },
  }),
  somme('montant'),
  somme('nombre'),
  motif('duree', 'Entre {debut} et {fin}, la durée {signe} {jours} jours', '{fin} - {debut} § {jours}', {
    debut: fait('date', 'Début'),
    fin: fait('date', 'Fin'),
    signe: signe('nombre', ORDRE),
    jours: valeur('nombre', 'Jours'),
  }),
  motif('delai', '{quoi} {signe} {jours} jours après {depart}', '{quoi} § {depart} + {jours}', {
    quoi: fait('date', 'Ce qui est comparé'),
    signe: signe('date', ORDRE),
    jours: valeur('nombre', 'Jours'),
    depart: fait('date', 'Depuis'),
  }),
  motif(
    'lignes_ou',
    'Le nombre de lignes où {colonne} est {codes} {signe} {valeur}',
    '(nombre {colonne:t} où {colonne:c} parmi {codes}) § {valeur}',
    {
      colonne: { genre: 'colonne', de: 'texte', nom: 'Colonne' },
      codes: { genre: 'codes', de: 'colonne', nom: 'Réponses' },
      signe: signe('nombre'),
      valeur: valeur('nombre'),
    },
  ),
  motif('lignes_oui', 'Le nombre de lignes où {colonne} est oui {signe} {valeur}', '(nombre {colonne:t} où {colonne:c}) § {valeur}', {
    colonne: { genre: 'colonne', de: 'oui_non', nom: 'Colonne' },
    signe: signe('nombre'),
    valeur: valeur('nombre'),
  }),
  entre('montant'),
  entre('nombre'),
  entre('date'),
  comparer('montant'),
  comparer('nombre'),
  comparer('taux'),
  comparer('date'),
  motif('choix', '{question} est {codes}', '{question} parmi {codes}', {
    question: fait('texte', 'Question'),
    codes: { genre: 'codes', de: 'question', nom: 'Réponses' },
  }),
  motif('choix_pas', '{question} n’est pas {codes}', '{question} pas parmi {codes}', {
    question: fait('texte', 'Question'),
    codes: { genre: 'codes', de: 'question', nom: 'Réponses' },
  }),
  motif('vrai', '{fait}', '{fait}', { fait: { genre: 'affirme', nom: 'Ce qui est vrai' } }),
  motif('faux', '{fait}', '{fait} = non', { fait: { genre: 'affirme', nom: 'Ce qui n’est pas vrai' } }),
]

const PAR_CODE = new Map(MOTIFS.map(m => [m.code, m]))
export const motifDe = (code: string) => PAR_CODE.get(code)

/** How a comparison is said: of one thing, then of several. */
export const SIGNES: Readonly<Record<'date' | 'autre', Readonly<Record<string, readonly [string, string]>>>> = {
  autre: {
    '<=': ['ne dépasse pas', 'ne dépassent pas'],
    '>=': ['est d’au moins', 'sont d’au moins'],
    '<': ['reste sous', 'restent sous'],
    '>': ['dépasse', 'dépassent'],
    '=': ['vaut', 'valent'],
    '!=': ['ne vaut pas', 'ne valent pas'],
  },
  date: {
    '<=': ['ne vient pas après', 'ne viennent pas après'],
    '>=': ['ne vient pas avant', 'ne viennent pas avant'],
    '<': ['vient avant', 'viennent avant'],
    '>': ['vient après', 'viennent après'],
    '=': ['est', 'sont'],
    '!=': ['n’est pas', 'ne sont pas'],
  },
}
/** Of a number of days after another day. */
const SIGNES_DU_DELAI: Readonly<Record<string, readonly [string, string]>> = {
  '<=': ['vient au plus tard', 'viennent au plus tard'],
  '>=': ['vient au plus tôt', 'viennent au plus tôt'],
  '<': ['vient moins de', 'viennent moins de'],
  '>': ['vient plus de', 'viennent plus de'],
}
export const motDuDelai = (op: string, pluriel = false) => SIGNES_DU_DELAI[op]?.[pluriel ? 1 : 0] ?? op
export const motDuSigne = (op: string, de: Genre, pluriel = false) => SIGNES[de === 'date' ? 'date' : 'autre'][op]?.[pluriel ? 1 : 0] ?? op
