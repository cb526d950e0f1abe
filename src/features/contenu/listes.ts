/** A field of a step, whether it comes from a block or from a question of the call. */
import { type Appel, type Question, type TableauAppel, tableauxDe } from '../cahier/index.ts'

type ColonneTableau = TableauAppel['colonnes'][number]
export type Champ = {
  nom: string
  genre: Exclude<Question['type'], 'tableau'> | NonNullable<ColonneTableau['type']> | 'decimal' | 'courriel' | 'telephone'
  libelle: string
  /** What whoever does not bear the dossier reads, when the label speaks to the porteur. */
  libelleLu?: string | undefined
  aide?: string | undefined
  exemple?: string | undefined
  facultatif: boolean
  clause?: string | undefined
  longueurMax?: number | undefined
  min?: number | undefined
  max?: number | undefined
  unite?: string | undefined
  options?: readonly { code: string; libelle: string }[] | undefined
  /** Its value comes from the others: it is read and never typed. */
  calcule?: boolean | undefined
}

/** The lists of rows that a form may hold. A cell is a field like another, named `<liste>.<ligne>.<colonne>`. */
export const LISTES = ['lots', 'depenses', 'ressources', 'jalons', 'indicateurs', 'beneficiaires', 'minimis'] as const
export type Liste = (typeof LISTES)[number]
/** The lists that a block of the form shows. */
export const LISTES_DU_BLOC: Readonly<Record<string, readonly Liste[]>> = {
  plan: ['lots', 'depenses', 'ressources'],
  jalons: ['jalons'],
  indicateurs: ['indicateurs'],
  beneficiaires: ['beneficiaires'],
  minimis: ['minimis'],
}
export const estListe = (nom: string): nom is Liste => (LISTES as readonly string[]).includes(nom)
/** Rows of one list, at most: more is a file, not a form. */
const LIGNES_MAX: Record<Liste, number> = {
  lots: 20,
  depenses: 200,
  ressources: 30,
  jalons: 30,
  indicateurs: 30,
  beneficiaires: 20,
  minimis: 60,
}
/** The same for a list of every call or a table of this one; 0 for a name that is neither. */
export function lignesMax(liste: string, appel: Appel): number {
  const tableau = [...tableauxDe(appel).values()].find(t => t.liste === liste)
  return tableau?.max ?? (estListe(liste) ? LIGNES_MAX[liste] : 0)
}

/** `liste`: a list of every call, or the id of a table of this one. */
export const champCellule = (liste: string, ligne: string, colonne: string) => `${liste}.${ligne}.${colonne}`
const CELLULE = /^([a-z][a-z0-9_]*)\.([a-z0-9]{8})\.([a-z][a-z0-9_]*)$/
/** The list, row and column of a cell's name; `undefined` for any other field. */
export function cellule(nom: string): { liste: string; ligne: string; colonne: string } | undefined {
  const [, liste, ligne, colonne] = CELLULE.exec(nom) ?? []
  return liste && ligne && colonne ? { liste, ligne, colonne } : undefined
}

export type Colonne = Omit<Champ, 'nom'> & { nom: string }
const texte = (nom: string, libelle: string, longueurMax: number, plus: Partial<Colonne> = {}): Colonne => ({
  nom,
  genre: 'texte_court',
  libelle,
  facultatif: false,
  longueurMax,
  ...plus,
})
const choix = (nom: string, libelle: string, options: Colonne['options'], plus: Partial<Colonne> = {}): Colonne => ({
  nom,
  genre: 'choix',
  libelle,
  facultatif: false,
  options,
  ...plus,
})

export const ETATS_RESSOURCE = [
  { code: 'demandee', libelle: 'Demandée' },
  { code: 'obtenue', libelle: 'Obtenue' },
] as const
export const ORIGINES_RESSOURCE = [
  { code: 'publique', libelle: 'Aide publique' },
  { code: 'privee', libelle: 'Fonds privés' },
] as const
const GENRES_BENEFICIAIRE = [
  { code: 'agents', libelle: 'Agents' },
  { code: 'usagers', libelle: 'Usagers' },
  { code: 'autres', libelle: 'Autres' },
] as const

/** An expense of an excluded nature may not stand in the plan: it is offered all the same, so that the rule can say so. */
const natures = (appel: Appel) => appel.natures.map(n => ({ code: n.code, libelle: n.libelle }))

const COLONNES: Record<Liste, (appel: Appel, lots: readonly { code: string; libelle: string }[]) => Colonne[]> = {
  lots: () => [
    texte('intitule', 'Intitulé du lot', 120),
    {
      nom: 'aide',
      genre: 'choix_multiple',
      libelle: 'Aide',
      facultatif: true,
      options: [{ code: 'oui', libelle: 'Aide demandée pour ce lot' }],
    },
  ],
  depenses: (appel, lots) => [
    choix('lot', 'Lot', lots, { facultatif: true }),
    texte('libelle', 'Dépense', 200),
    texte('fournisseur', 'Fournisseur', 200, { facultatif: true }),
    choix('nature', 'Nature', natures(appel)),
    { nom: 'ht', genre: 'montant', libelle: 'HT, en euros', facultatif: false },
    { nom: 'ttc', genre: 'montant', libelle: 'TTC, en euros', facultatif: true },
    ...(appel.lignes_du_plan?.colonnes ?? []).flatMap(deColonne),
  ],
  ressources: () => [
    texte('financeur', 'Financeur', 200),
    choix('origine', 'Origine', ORIGINES_RESSOURCE),
    choix('etat', 'État', ETATS_RESSOURCE),
    { nom: 'montant', genre: 'montant', libelle: 'Montant, en euros', facultatif: false },
  ],
  jalons: () => [texte('libelle', 'Étape du projet', 200), { nom: 'echeance', genre: 'date', libelle: 'Date', facultatif: false }],
  indicateurs: () => [
    texte('nom', 'Indicateur', 200),
    texte('unite', 'Unité', 40),
    { nom: 'depart', genre: 'decimal', libelle: 'Valeur de départ', facultatif: true },
    { nom: 'cible', genre: 'decimal', libelle: 'Cible', facultatif: false },
  ],
  beneficiaires: () => [
    texte('public', 'Qui bénéficie du projet', 200),
    choix('genre', 'Genre', GENRES_BENEFICIAIRE),
    { nom: 'nombre', genre: 'nombre', libelle: 'Nombre', facultatif: false, unite: 'personnes' },
  ],
  minimis: () => [
    texte('entreprise', 'Entreprise qui l’a reçue', 200),
    texte('financeur', 'Qui l’a accordée', 200),
    { nom: 'octroi', genre: 'date', libelle: 'Accordée le', facultatif: false },
    { nom: 'montant', genre: 'montant', libelle: 'Montant, en euros', facultatif: false },
  ],
}

const TEXTE_MAX = 200
/** A column that one fills in; a computed one is no field. */
const deColonne = (c: ColonneTableau): Colonne[] =>
  c.type === undefined
    ? []
    : [
        {
          nom: c.code,
          genre: c.type,
          libelle: c.libelle,
          aide: c.aide,
          exemple: c.exemple,
          facultatif: !c.obligatoire,
          longueurMax: c.type === 'texte_court' ? (c.longueur_max ?? TEXTE_MAX) : c.longueur_max,
          min: c.min,
          max: c.max,
          unite: c.unite,
          options: c.options,
        },
      ]

/** The columns that are filled in, of a list or of a table of this call; the lines of the plan answer to both their names. `lots`: the lots of the plan, by row. */
export function colonnesDe(nom: string, appel: Appel, lots: readonly { code: string; libelle: string }[]): Colonne[] {
  const tableau = tableauxDe(appel).get(nom)
  const liste = tableau?.liste ?? nom
  return estListe(liste) ? COLONNES[liste](appel, lots) : (tableau?.colonnes.flatMap(deColonne) ?? [])
}
