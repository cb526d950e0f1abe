import { type Cell, type CellValue, writeXlsx } from 'hucre/xlsx'
import type { Dossier } from '../dossiers/index.ts'
import type { Lecture } from '../examen/index.ts'
import {
  coutGlobal,
  groupesDe,
  lignesDuPlan,
  motsDuPlan,
  type Plan,
  payee,
  planDe,
  type Reglage,
  reglageDe,
  ressourcesDe,
  tauxEnMillimes,
  total,
} from '../plan/index.ts'

type Depense = Plan['depenses'][number]

const EUROS = { numFmt: '#,##0.00\\ "€"' }
const GRAS = { font: { bold: true } }
/** Real numbers, so that the sheet adds up; what is missing or unreadable stays a text, which no sum takes for zero unseen. */
const enCellule = (m: Depense['ht']): CellValue => (typeof m === 'number' ? m / 100 : m === 'illisible' ? 'Illisible' : null)

/** A sheet under construction: values, and formulas beside the result that we know. */
function feuille() {
  const rows: CellValue[][] = []
  const cells = new Map<string, Partial<Cell>>()
  return {
    rows,
    cells,
    /** Number of the next line, as a formula names it. */
    suivante: () => rows.length + 1,
    ligne: (valeurs: CellValue[], gras = false) => {
      if (gras) for (const [i, value] of valeurs.entries()) cells.set(`${rows.length},${i}`, { value, style: GRAS })
      rows.push(valeurs)
    },
    /** `resultat` in cents: programs that do not compute show it. */
    somme: (colonne: number, formula: string, resultat: number) =>
      cells.set(`${rows.length - 1},${colonne}`, {
        value: resultat / 100,
        type: 'formula',
        formula,
        formulaResult: resultat / 100,
        style: { ...GRAS, ...EUROS },
      }),
  }
}

/** The budget prévisionnel as a workbook: the lines of the plan, and totals that are formulas. `tableaux`: what is worked out of them. */
export async function budgetXlsx(d: Dossier, tableaux: Lecture['tableaux']): Promise<Uint8Array> {
  return writeXlsx({
    properties: { title: `Budget prévisionnel, dossier ${d.numero}` },
    sheets: [depenses(d, tableaux), ressources(d)],
  })
}

const [HT, TTC] = [5, 6]
const MONTANTS = [
  [HT, 'ht'],
  [TTC, 'ttc'],
] as const
const connu = (depenses: readonly Depense[], nom: Reglage['assiette']) =>
  total(depenses.map(d => ({ nom: d.ligne, montant: d[nom] }))).connu
const lettre = (colonne: number) => String.fromCharCode(65 + colonne)
function depenses(d: Dossier, tableaux: Lecture['tableaux']) {
  const plan = planDe(d.version.appel, d.contenu)
  const reglage = reglageDe(d.version.appel)
  const { appel } = d.version
  const { numero, colonnes } = lignesDuPlan(appel, d.contenu, tableaux)
  const f = feuille()
  const totaux: number[] = []
  const titres = ['Dépense', 'Fournisseur', 'Nature', 'Payée par l’aide', 'Montant HT', 'Montant TTC', ...colonnes.map(c => c.libelle)]
  f.ligne([numero, ...titres], true)
  for (const g of groupesDe(plan)) {
    f.ligne([null, g.titre], true)
    const debut = f.suivante()
    for (const x of g.depenses) {
      const nature = reglage.natures[x.nature ?? '']?.libelle ?? null
      f.ligne([
        plan.depenses.indexOf(x) + 1,
        x.libelle,
        x.fournisseur,
        nature,
        payee(plan, reglage, x).mot,
        enCellule(x.ht),
        enCellule(x.ttc),
        ...colonnes.map(c => c.valeur(x)),
      ])
    }
    const fin = f.suivante() - 1
    totaux.push(f.suivante())
    f.ligne([null, 'Total', null, null, null, null, null], true)
    if (fin >= debut) for (const [c, nom] of MONTANTS) f.somme(c, `SUM(${lettre(c)}${debut}:${lettre(c)}${fin})`, connu(g.depenses, nom))
  }
  f.ligne([null, 'Total des dépenses', null, null, null, null, null], true)
  if (totaux.length > 0)
    for (const [c, nom] of MONTANTS) f.somme(c, totaux.map(t => `${lettre(c)}${t}`).join('+'), connu(plan.depenses, nom))
  const largeurs = [6, 44, 28, 40, 28, 16, 16, ...colonnes.map(() => 24)]
  return {
    name: 'Dépenses',
    columns: largeurs.map((width, i) => ({ width, ...(i === HT || i === TTC ? EUROS : {}) })),
    rows: f.rows,
    cells: f.cells,
    freezePane: { rows: 1 },
  }
}

function ressources(d: Dossier) {
  const plan = planDe(d.version.appel, d.contenu)
  const mots = motsDuPlan(plan, reglageDe(d.version.appel), { centimes: true })
  const f = feuille()
  f.ligne(['Ressource', 'Financeur', 'État', 'Montant', 'Part du coût global'], true)
  const lignes = ressourcesDe(plan, reglageDe(d.version.appel), mots, { aide: d.version.appel.titre, structure: d.structure.nom })
  const fin = lignes.length + 1
  const cout = coutGlobal(plan).connu
  for (const [i, r] of lignes.entries()) {
    f.ligne([r.ressource, r.financeur, r.etat, enCellule(r.montant), null])
    const part = (tauxEnMillimes(typeof r.montant === 'number' ? r.montant : 0, cout) ?? 0) / 1000
    const cellule = {
      value: part,
      type: 'formula',
      formula: `D${i + 2}/D${fin + 1}`,
      formulaResult: part,
      style: { numFmt: '0.0%' },
    } as const
    if (cout > 0) f.cells.set(`${f.rows.length - 1},4`, cellule)
  }
  f.ligne(['Coût global', null, null, null, null], true)
  f.somme(3, `SUM(D2:D${fin})`, cout)
  return {
    name: 'Ressources',
    columns: [28, 44, 20, 16, 20].map((width, i) => ({ width, ...(i === 3 ? EUROS : {}) })),
    rows: f.rows,
    cells: f.cells,
    freezePane: { rows: 1 },
  }
}
