import type { Appel, Etape } from '../cahier/index.ts'
import { type Champ, type Contenu, cellule, type Liste, lignesDe } from '../contenu/index.ts'
import { enumerer, type Manque } from '../recevabilite/index.ts'

const LIGNES: Record<Liste, string> = {
  lots: 'Lot',
  depenses: 'Dépense',
  ressources: 'Financement',
  jalons: 'Étape du projet',
  indicateurs: 'Indicateur',
  beneficiaires: 'Bénéficiaires',
}

const vide = (c: Contenu, champ: string) => {
  if (champ in c.illisibles) return false
  const v = c.valeurs[champ]
  return v === undefined || v === '' || (Array.isArray(v) && v.length === 0)
}

/**
 * What a step still expects in its fields: one point a mandatory field left empty, one a row that lacks some of its cells, and a plan without
 * any expense. What cannot be read is not missing: it is to be mended. Pure.
 */
export function champsManquants(etape: Etape, champs: readonly Champ[], contenu: Contenu): Manque[] {
  const vides = champs.filter(c => !c.facultatif && vide(contenu, c.nom))
  const parLigne = Map.groupBy(
    vides.filter(c => cellule(c.nom)),
    c => c.nom.slice(0, c.nom.lastIndexOf('.')),
  )
  const lignes = [...parLigne.values()].map(cellules => deLaLigne(etape, cellules, contenu))
  const seuls = vides
    .filter(c => !cellule(c.nom))
    .map(c => ({ etape: etape.code, champ: c.nom, libelle: c.libelle, clauses: c.clause ? [c.clause] : [] }))
  const sansDepense = etape.blocs.includes('plan') && lignesDe(contenu, 'depenses').length === 0
  return [
    ...(sansDepense ? [{ etape: etape.code, champ: 'depenses', libelle: 'Au moins une dépense', clauses: [] }] : []),
    ...lignes,
    ...seuls,
  ]
}

function deLaLigne(etape: Etape, cellules: readonly Champ[], contenu: Contenu): Manque {
  const [premiere] = cellules
  const { liste, ligne } = cellule(premiere!.nom)!
  const rang = lignesDe(contenu, liste).indexOf(ligne) + 1
  const quoi = enumerer(cellules.map(c => c.libelle.split(',')[0]!.toLowerCase().replace(/^ht$/, 'HT')))
  return { etape: etape.code, champ: premiere!.nom, libelle: `${LIGNES[liste]}\u00a0${rang}, ${quoi}`, clauses: [] }
}

/** The field where a rule's `depenses.<nature>` is mended: the first expense of this nature, or the list when there is none. */
export function champDeRegle(champ: string, contenu: Contenu, appel: Appel): string {
  const nature = /^depenses\.(.+)$/.exec(champ)?.[1]
  if (nature === undefined || !appel.natures.some(n => n.code === nature)) return champ
  const ligne = lignesDe(contenu, 'depenses').find(l => contenu.valeurs[`depenses.${l}.nature`] === nature)
  return ligne ? `depenses.${ligne}.nature` : 'depenses'
}
