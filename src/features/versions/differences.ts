import type { Comparateur, TextesCompares } from '../../lib/comparer-textes.ts'
import { type Appel, type Etape, tableauxDe } from '../cahier/index.ts'
import { champsPossibles, listesDe, motValeur, type StructureDuProjet } from '../champs/index.ts'
import {
  type Champ,
  CONTENU_VIDE,
  type Contenu,
  cellule,
  champCellule,
  colonnesDe,
  estListe,
  LISTES,
  type Liste,
  lignesDe,
  lotsDe,
  texteComparable,
} from '../contenu/index.ts'
import type { ContenuValide } from '../dossiers/index.ts'
import { etapesAValider } from '../examen/index.ts'
import { motLigne } from '../saisie/index.ts'

/** What a field said and says, in words; `undefined`: nothing. `mots`: where the two differ, once they have been compared. */
export type Changement = { libelle: string; avant: string | undefined; apres: string | undefined; mots?: TextesCompares | undefined }
/** A field that changed, or a row that came, went or changed. `etape`: title of its step, empty when the call no longer has it. */
export type Difference =
  | ({ genre: 'champ'; etape: string; nom: string } & Changement)
  | { genre: 'ligne'; etape: string; libelle: string; quoi: 'ajoutee' | 'retiree' | 'modifiee'; cellules: Changement[] }
  | { genre: 'ordre'; etape: string; libelle: string }

const LIGNES: Record<Liste, { un: string; ordre: string }> = {
  lots: { un: 'Lot', ordre: 'Ordre des lots' },
  depenses: { un: 'Dépense', ordre: 'Ordre des dépenses' },
  ressources: { un: 'Autre financement', ordre: 'Ordre des financements' },
  jalons: { un: 'Calendrier', ordre: 'Ordre du calendrier' },
  indicateurs: { un: 'Indicateur', ordre: 'Ordre des indicateurs' },
  beneficiaires: { un: 'Bénéficiaires', ordre: 'Ordre des bénéficiaires' },
  minimis: { un: 'Aide de minimis', ordre: 'Ordre des aides de minimis' },
}

/** The same differences, each text compared with what it was word by word, once for both its sides. */
export function compareesMotAMot(toutes: readonly Difference[], comparer: Comparateur): Difference[] {
  const comparees = <C extends Changement>(c: C): C => ({ ...c, mots: comparer(c.avant ?? '', c.apres ?? '') })
  return toutes.map(d => (d.genre === 'champ' ? comparees(d) : d.genre === 'ligne' ? { ...d, cellules: d.cellules.map(comparees) } : d))
}

/** `etapes`: the steps that are compared, those that a partner validates by default. `structures`: what the contact's field offers. */
type Quoi = { etapes?: (appel: Appel, c: Contenu) => readonly Etape[]; structures?: readonly StructureDuProjet[] | undefined }

/** What has changed between two contents, step by step, field by field and row by row: old, then new. Pure. */
export function differences(
  appel: Appel,
  avant: ContenuValide,
  apres: ContenuValide,
  { etapes = etapesAValider, structures }: Quoi = {},
): Difference[] {
  const a: Contenu = { ...CONTENU_VIDE, ...avant }
  const b: Contenu = { ...CONTENU_VIDE, ...apres }
  const [deA, deB] = [etapes(appel, a), etapes(appel, b)]
  const codes = [...new Set([...deB, ...deA].map(e => e.code))]
  const dits = new Set<string>()
  const parEtape = codes.flatMap(code => {
    const [ea, eb] = [deA.find(e => e.code === code), deB.find(e => e.code === code)]
    const titre = (eb ?? ea)!.titre
    const champs = champsDe({ appel, structures }, ea, a, eb, b)
    for (const c of champs) dits.add(c.nom)
    const listes = [...new Set([ea, eb].flatMap(e => (e ? listesDe(appel, e) : [])))]
    for (const l of listes) dits.add(l)
    return [...champsChanges(champs, titre, a, b), ...listes.flatMap(l => lignesChangees(appel, titre, l, a, b))]
  })
  return [...parEtape, ...oublies(appel, dits, a, b)]
}

type DeuxChamps = { nom: string; ca: Champ | undefined; cb: Champ | undefined }
type Offre = { appel: Appel; structures: Quoi['structures'] }
function champsDe({ appel, structures }: Offre, ea: Etape | undefined, a: Contenu, eb: Etape | undefined, b: Contenu): DeuxChamps[] {
  const seuls = (e: Etape | undefined, c: Contenu) => (e ? champsPossibles(appel, e, c, { structures }).filter(x => !cellule(x.nom)) : [])
  const [ca, cb] = [seuls(ea, a), seuls(eb, b)]
  const noms = [...new Set([...cb, ...ca].map(c => c.nom))]
  return noms.map(nom => ({ nom, ca: ca.find(c => c.nom === nom), cb: cb.find(c => c.nom === nom) }))
}

const change = (a: Contenu, b: Contenu, nom: string) => texteComparable(a.valeurs[nom]) !== texteComparable(b.valeurs[nom])
const dire = (champ: Champ | undefined, c: Contenu, nom: string) => {
  const v = c.valeurs[nom]
  if (v === undefined || (Array.isArray(v) && v.length === 0)) return undefined
  return champ ? motValeur(champ, v) : String(v)
}

const champsChanges = (champs: readonly DeuxChamps[], etape: string, a: Contenu, b: Contenu): Difference[] =>
  champs
    .filter(c => change(a, b, c.nom))
    .map(({ nom, ca, cb }) => ({
      genre: 'champ',
      etape,
      nom,
      libelle: (cb ?? ca)!.libelle,
      avant: dire(ca ?? cb, a, nom),
      apres: dire(cb ?? ca, b, nom),
    }))

const motsDe = (appel: Appel, liste: string) => {
  if (liste === 'depenses' && appel.lignes_du_plan?.rang) return { ...LIGNES.depenses, ordre: 'Rangs des dépenses' }
  if (estListe(liste)) return LIGNES[liste]
  const libelle = tableauxDe(appel).get(liste)?.libelle ?? liste
  return { un: `${libelle}, ligne`, ordre: `Ordre des lignes de «\u00a0${libelle}\u00a0»` }
}
/** An empty line of a table is a place to type in: it says nothing. */
function pleines(c: Contenu, liste: string): readonly string[] {
  if (estListe(liste)) return lignesDe(c, liste)
  const noms = Object.keys(c.valeurs)
  return lignesDe(c, liste).filter(ligne => noms.some(nom => nom.startsWith(champCellule(liste, ligne, ''))))
}

function lignesChangees(appel: Appel, etape: string, liste: string, a: Contenu, b: Contenu): Difference[] {
  const [la, lb] = [pleines(a, liste), pleines(b, liste)]
  const mots = motsDe(appel, liste)
  const nommer = (c: Contenu, ligne: string) => `${mots.un} «\u00a0${motLigne(c, liste, ligne, tableauxDe(appel))}\u00a0»`
  const ligne = (quoi: 'ajoutee' | 'retiree' | 'modifiee', id: string): Difference => ({
    genre: 'ligne',
    etape,
    quoi,
    libelle: nommer(quoi === 'retiree' ? a : b, id),
    cellules: cellulesChangees(appel, liste, id, a, b),
  })
  const communes = lb.filter(l => la.includes(l))
  const bouge = communes.join() !== la.filter(l => lb.includes(l)).join()
  return [
    ...communes.flatMap(l => (cellulesChangees(appel, liste, l, a, b).length > 0 ? [ligne('modifiee', l)] : [])),
    ...lb.filter(l => !la.includes(l)).map(l => ligne('ajoutee', l)),
    ...la.filter(l => !lb.includes(l)).map(l => ligne('retiree', l)),
    ...(bouge ? [{ genre: 'ordre' as const, etape, libelle: mots.ordre }] : []),
  ]
}

/** The cells of a row that differ; each side reads its own lots. */
function cellulesChangees(appel: Appel, liste: string, ligne: string, a: Contenu, b: Contenu): Changement[] {
  const colonnes = (c: Contenu) => colonnesDe(liste, appel, lotsDe(c))
  const [ca, cb] = [colonnes(a), colonnes(b)]
  return cb.flatMap((colonne, i) => {
    const nom = champCellule(liste, ligne, colonne.nom)
    if (!change(a, b, nom)) return []
    return [{ libelle: colonne.libelle, avant: dire(ca[i], a, nom), apres: dire(colonne, b, nom) }]
  })
}

/** Fields and lists that the call no longer asks for: said too, since what was validated or filed held them. */
function oublies(appel: Appel, dits: ReadonlySet<string>, a: Contenu, b: Contenu): Difference[] {
  const noms = [...new Set([...Object.keys(a.valeurs), ...Object.keys(b.valeurs)])]
  const champs = noms.filter(n => !cellule(n) && !dits.has(n)).map(nom => ({ nom, ca: undefined, cb: undefined }))
  return [
    ...champs
      .filter(c => change(a, b, c.nom))
      .map(
        ({ nom }): Difference => ({
          genre: 'champ',
          etape: '',
          nom,
          libelle: nom,
          avant: dire(undefined, a, nom),
          apres: dire(undefined, b, nom),
        }),
      ),
    ...[...LISTES, ...tableauxDe(appel).keys()].filter(l => !dits.has(l)).flatMap(l => lignesChangees(appel, '', l, a, b)),
  ]
}
