import { type Appel, type Question, type TypeStructure, tableauxDe, voletDe } from '../../cahier/index.ts'
import { CHAMP_MINIMIS } from '../../champs/index.ts'
import { type Contenu, champCellule, lignesDe, listeDe, texteDe } from '../../contenu/index.ts'
import type { Dossier } from '../../dossiers/index.ts'
import type { Reponse } from '../../verdicts/index.ts'
import type { EssaiEcrit } from './ajouter.ts'
import { eurosEcrits } from './attendre.ts'

/** In the place of what somebody wrote: a rule that asks whether it is answered says what it said. */
const RETIRE = 'Texte retiré'
type Valeurs = Contenu['valeurs']
/** What a value of this kind is in a file; nothing for words, numbers of identity and places. */
function ecrite(type: string | undefined, v: Reponse | undefined, options: readonly { code: string }[] = []): unknown {
  if (v === undefined) return undefined
  const code = (c: unknown) => options.some(o => o.code === c)
  switch (type) {
    case 'montant':
      return typeof v === 'number' ? eurosEcrits(v) : undefined
    case 'nombre':
    case 'decimal':
    case 'rang':
      return typeof v === 'number' ? v : undefined
    case 'oui_non':
      return typeof v === 'boolean' ? (v ? 'oui' : 'non') : undefined
    case 'date':
      return typeof v === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(v) ? v : undefined
    case 'choix':
      return code(v) ? v : undefined
    case 'choix_multiple':
      return Array.isArray(v) ? v.filter(code) : undefined
    default:
      return undefined
  }
}
const sansVides = (o: Record<string, unknown>) => Object.fromEntries(Object.entries(o).filter(([, v]) => v !== undefined))
const siPleine = <T>(l: readonly T[]) => (l.length > 0 ? l : undefined)

/**
 * A filed dossier as a test dossier of a draft: its numbers, its dates and its choices, where the draft asks for the same. No name, no text that somebody wrote, no SIREN, no
 * commune, no piece: what has to have a name is given an invented one, its structure when it is added. Pure.
 */
export function anonymiser(appel: Appel, d: Pick<Dossier, 'structure' | 'contenu' | 'partenaires' | 'version'>): EssaiEcrit {
  const { contenu: c, structure: s } = d
  const nombre = (champ: string) => ecrite('montant', c.valeurs[champ])
  const volet = appel.volets.length > 0 ? voletDe(appel, texteDe(c, 'volet') ?? '') : undefined
  const simple = appel.plan === 'simple'
  return sansVides({
    titre: 'Dossier réel rendu anonyme',
    porteur: sansVides({ ...ou(appel, s), population: s.population ?? undefined }),
    volet: volet?.code,
    actions: volet && siPleine((listeDe(c, 'actions') ?? []).filter(a => volet.actions.some(x => x.code === a))),
    projet: 'Projet anonyme',
    reponses: reponses(appel, d),
    ...(appel.plan === 'complet' ? depenses(appel, c) : {}),
    aide: appel.aide.calcul === undefined ? nombre('aide') : undefined,
    part: appel.plan === 'complet' ? nombre('part') : undefined,
    aide_minimale: appel.aide.calcul === undefined ? nombre('aide_minimale') : undefined,
    cout: simple ? nombre('cout') : undefined,
    autres_aides: simple ? nombre('autres_aides') : undefined,
    ...listes(c, appel),
    tableaux: tableaux(appel, c),
    partenaires: siPleine(
      d.partenaires.map((p, i) =>
        sansVides({
          nom: `Structure associée ${i + 1}`,
          ...ou(appel, { type: p.type ?? 'autre', departement: p.departement, region: null }),
          population: p.population ?? undefined,
          valide: p.validation ? undefined : 'non',
        }),
      ),
    ),
  })
}

type Lieu = { type: string; departement: string | null; region: string | null }
const ou = (appel: Appel, { type, departement, region }: Lieu) => ({
  type: type as TypeStructure,
  departement: departement ?? undefined,
  region:
    region ?? (departement && appel.territoire.departements.some(x => x.code === departement) ? appel.territoire.regions[0] : undefined),
})

/** Questions of a call, once each. */
export const questionsDe = (appel: Appel) => [
  ...new Map(appel.formulaires.flatMap(f => f.etapes.flatMap(e => e.questions.map(q => [q.id, q] as const)))).values(),
]

/** Answers to the questions that both calls ask in the same way. */
function reponses(appel: Appel, { contenu, version }: Pick<Dossier, 'contenu' | 'version'>) {
  const posees = new Map(questionsDe(version.appel).map(q => [q.id, q]))
  const ecrit = (q: Question) => q.type === 'texte_court' || q.type === 'texte_long'
  return Object.fromEntries(
    questionsDe(appel).flatMap((q): [string, unknown][] => {
      if (posees.get(q.id)?.type !== q.type) return []
      const v = contenu.valeurs[q.id]
      const gardee = ecrit(q) ? (v === undefined || v === '' ? undefined : RETIRE.slice(0, q.longueur_max)) : ecrite(q.type, v, q.options)
      return gardee === undefined ? [] : [[q.id, gardee]]
    }),
  )
}

const cellules = (v: Valeurs, liste: string, ligne: string) => (colonne: string) => v[champCellule(liste, ligne, colonne)]

/** Sums by nature, in the column in which the plan balances; by lot where the dossier has some. */
function depenses(appel: Appel, c: Contenu): Record<string, unknown> {
  const lignes = lignesDe(c, 'depenses').map(l => cellules(c.valeurs, 'depenses', l))
  const sommes = (siennes: typeof lignes) => {
    const par = new Map<string, number>()
    for (const cellule of siennes) {
      const [nature, montant] = [cellule('nature'), cellule(appel.aide.equilibre)]
      if (typeof nature === 'string' && typeof montant === 'number' && appel.natures.some(n => n.code === nature))
        par.set(nature, (par.get(nature) ?? 0) + montant)
    }
    return Object.fromEntries([...par].map(([nature, cents]) => [nature, eurosEcrits(cents)]))
  }
  const lots = lignesDe(c, 'lots')
  if (lots.length === 0) return lignes.length > 0 ? { depenses: sommes(lignes) } : {}
  return {
    lots: lots.map((lot, i) => {
      const aide = c.valeurs[champCellule('lots', lot, 'aide')]
      return {
        intitule: `Lot ${i + 1}`,
        aide: Array.isArray(aide) && aide.length > 0 ? 'oui' : 'non',
        depenses: sommes(lignes.filter(l => l('lot') === lot)),
      }
    }),
  }
}

function listes({ valeurs, ...c }: Contenu, appel: Appel): Record<string, unknown> {
  const lire = (
    liste: 'ressources' | 'jalons' | 'indicateurs' | 'beneficiaires' | 'minimis',
    ligne: (x: ReturnType<typeof cellules>, n: number) => Record<string, unknown>,
  ) =>
    siPleine(
      lignesDe({ ...c, valeurs }, liste).flatMap((l, i) => {
        const lue = ligne(cellules(valeurs, liste, l), i + 1)
        return Object.values(lue).every(v => v !== undefined) ? [lue] : []
      }),
    )
  const mot = (v: Reponse | undefined, mots: readonly string[]) => (mots.includes(v as string) ? v : undefined)
  const minimis = lire('minimis', (x, n) => ({
    entreprise: `Entreprise ${n}`,
    financeur: `Financeur ${n}`,
    octroi: ecrite('date', x('octroi')),
    montant: ecrite('montant', x('montant')),
  }))
  return {
    financements:
      appel.plan === 'complet'
        ? lire('ressources', (x, n) => ({
            financeur: `Financeur ${n}`,
            origine: mot(x('origine'), ['publique', 'privee']),
            etat: mot(x('etat'), ['demandee', 'obtenue']),
            montant: ecrite('montant', x('montant')),
          }))
        : undefined,
    jalons: lire('jalons', (x, n) => ({ libelle: `Étape ${n}`, echeance: ecrite('date', x('echeance')) })),
    indicateurs: lire('indicateurs', (x, n) => ({ nom: `Indicateur ${n}`, unite: 'unité', cible: ecrite('nombre', x('cible')) })),
    beneficiaires: lire('beneficiaires', (x, n) => ({
      public: `Public ${n}`,
      genre: mot(x('genre'), ['agents', 'usagers', 'autres']),
      nombre: ecrite('nombre', x('nombre')),
    })),
    minimis: minimis ?? (valeurs[CHAMP_MINIMIS] === false ? [] : undefined),
  }
}

/** Rows of the tables that the draft has too; a column of words says which row it is. */
function tableaux(appel: Appel, c: Contenu) {
  const lus = [...tableauxDe(appel).values()].flatMap((t): [string, unknown][] => {
    if (t.liste !== t.id) return []
    const lignes = lignesDe(c, t.id).map((l, i) =>
      sansVides(
        Object.fromEntries(
          t.colonnes.map(col => {
            const v = c.valeurs[champCellule(t.id, l, col.code)]
            const mots = col.type === 'texte_court' && v !== undefined ? `Ligne ${i + 1}` : undefined
            return [col.code, mots ?? ecrite(col.type, v, col.options)]
          }),
        ),
      ),
    )
    return lignes.length > 0 ? [[t.id, lignes]] : []
  })
  return lus.length > 0 ? Object.fromEntries(lus) : undefined
}
