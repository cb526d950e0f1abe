import type { Tx } from '../../db/db.ts'
import { enumeration } from '../../lib/mots.ts'
import { parObjet, uneFois } from '../../lib/une-fois.ts'
import { type Appel, type Etape, type Formulaire, tableauxDe } from '../cahier/index.ts'
import { CHAMP_MINIMIS, champsMontres, type Forme, formeDe, type StructureDuProjet, structuresDuProjet } from '../champs/index.ts'
import { type Champ, type Contenu, cellule, estListe, type Liste, lignesDe } from '../contenu/index.ts'
import { type Depot, type Dossier, dossiersEtDepots, type Partenaire } from '../dossiers/index.ts'
import type { StructureDuDossier } from '../etats/index.ts'
import { type Manque, nomDeLigne, preparerRegles, type TableauEvalue, type Visibilite } from '../recevabilite/index.ts'
import type { AideCalculee, AutresDossiers, Faits, Verdict } from '../verdicts/index.ts'
import { avecAide, faitsDe, formulaireDe } from './dossiers.faits.ts'
import { empreinteAValider, etatValidation } from './valide.ts'

type ALire = {
  structure: StructureDuDossier
  contenu: Contenu
  pieces: readonly { code: string }[]
  version: { appel: Appel; sha256: string }
  partenaires: readonly Partenaire[]
  derogation?: { jusquAu: Date } | undefined
  /** What the guichet knows of the porteur's other dossiers, for whoever may know it. */
  autres?: AutresDossiers | undefined
  /** The intention that it completes, in the second temps of a call. */
  intention?: { contenu: Contenu } | undefined
}
/** A draft with all that its rules say at an instant. */
export type Lecture = {
  appel: Appel
  /** What it holds, with the aid that the call computes from it. */
  readonly contenu: Contenu
  /** How that aid was found, where the call computes it. */
  readonly aide: AideCalculee | undefined
  formulaire: Formulaire
  faits: Faits
  /** The structures of the project, the porteur first. */
  structures: StructureDuProjet[]
  readonly visibilite: Visibilite
  readonly verdicts: Verdict[]
  /** What the form still expects, étape by étape: fields, rows to complete, pieces. */
  readonly manques: Manque[]
  /** The tables of the form, each line with what is worked out of it, by id. */
  readonly tableaux: ReadonlyMap<string, TableauEvalue>
  /** The fields that a step shows now. */
  champs: (etape: Etape) => Champ[]
  forme: (etape: Etape) => Forme
}

/**
 * Applies the rules of the call to a draft. Pure: what it depends on is given. `depot`: what is read was filed, so that the computed aid is the one of its filing,
 * whatever the structure has become since.
 */
export function lireRegles(
  { structure, contenu: ecrit, pieces, version, partenaires, derogation, autres, intention }: ALire,
  instant: Date,
  { depot }: { depot?: Pick<Depot, 'contenu'> | undefined } = {},
): Lecture {
  const { appel } = version
  const regles = preparerRegles(appel, version.sha256)
  const structures = structuresDuProjet({ structure, partenaires })
  const aRegler = {
    appel,
    structure,
    contenu: ecrit,
    pieces: [...new Set(pieces.map(p => p.code))],
    partenaires: faitsPartenaires(appel, ecrit, partenaires),
    structures,
    prolongation: derogation?.jusquAu,
    autres,
    intention,
  }
  const calculee = appel.aide.calcul === undefined ? undefined : uneFois(() => regles.aide(faitsDe(aRegler, instant)))
  const faits = faitsDe({ ...aRegler, aide: depot ? undefined : calculee }, instant)
  const contenu = uneFois(() => (calculee && !depot ? avecAide(ecrit, calculee()?.montant) : ecrit))
  // saving a field needs the questions shown and nothing else: each part is worked out when it is asked for
  const visibilite = uneFois(() => regles.visibilite(faits))
  const formulaire = formulaireDe(appel, ecrit)
  const champs = parObjet((etape: Etape) => champsMontres(appel, etape, ecrit, visibilite().questions, structures))
  const tableaux = uneFois(() => regles.tableaux(faits))
  const desChamps = uneFois(() => formulaire.etapes.flatMap(e => champsManquants(appel, e, champs(e), ecrit, tableaux)))
  const questions = uneFois(() => new Set(formulaire.etapes.flatMap(e => e.questions.map(q => q.id))))
  const verdicts = uneFois(() => {
    const horsQuestions = desChamps().filter(m => !questions().has(m.champ))
    const dits = regles.evaluer(faits, 'depot', horsQuestions)
    return dits.map(v => (v.champ === undefined ? v : { ...v, champ: champDeRegle(v.champ, ecrit, appel) }))
  })
  // a table without a line is no empty field
  const deja = (champ: string) => questions().has(champ) && !tableauxDe(appel).has(champ)
  const manques = uneFois(() => [...desChamps(), ...regles.manques(faits).filter(m => !deja(m.champ))])
  return {
    appel,
    get contenu() {
      return contenu()
    },
    get aide() {
      return calculee && depot ? deposee(depot) : calculee?.()
    },
    formulaire,
    faits,
    structures,
    get visibilite() {
      return visibilite()
    },
    get verdicts() {
      return verdicts()
    },
    get manques() {
      return manques()
    },
    get tableaux() {
      return tableaux()
    },
    champs,
    forme: etape => formeDe(appel, etape, ecrit, visibilite().questions, structures),
  }
}

/** The computed aid as it was filed, with how it was found then. */
function deposee({ contenu }: Pick<Depot, 'contenu'>): AideCalculee | undefined {
  const lu = (JSON.parse(contenu) as { aide_calculee?: Omit<AideCalculee, 'manquants'> }).aide_calculee
  return lu && { ...lu, manquants: [] }
}

export type Depose = { dossier: Dossier; depot: Depot; lecture: Lecture }
/** A filed dossier as it stood at its filing, with what its rules said then; with `temps`, at its last filing of that stage. The caller has made sure that it is in the reader's perimeter. */
export const lireDepose = async (tx: Tx, guichetId: string, id: string, temps?: number): Promise<Depose> =>
  (await lireDeposes(tx, guichetId, [id], temps)).get(id)!

/** The same of several, by dossier: as many queries for a hundred as for one. */
export async function lireDeposes(tx: Tx, guichetId: string, ids: readonly string[], temps?: number): Promise<Map<string, Depose>> {
  const lus = await dossiersEtDepots(tx, guichetId, ids, temps)
  const absent = ids.find(id => !lus.has(id))
  if (absent) throw new Error(`dossier ${absent} is read as filed without a filing`)
  return new Map([...lus].map(([id, lu]) => [id, { ...lu, lecture: lireRegles(lu.dossier, lu.depot.recuLe, { depot: lu.depot }) }]))
}

/** How many other structures, and which have not validated what stands now (C2.5, C2.7). */
function faitsPartenaires(appel: Appel, contenu: Contenu, partenaires: readonly Partenaire[]): NonNullable<Faits['partenaires']> {
  if (partenaires.length === 0) return { nombre: 0, valides: 0 }
  const empreinte = empreinteAValider(appel, contenu)
  const manquants = partenaires.filter(p => etatValidation(p, empreinte) !== 'validee').map(p => p.nom)
  return { nombre: partenaires.length, valides: partenaires.length - manquants.length, manquants }
}

const LIGNES: Record<Liste, string> = {
  lots: 'Lot',
  depenses: 'Dépense',
  ressources: 'Financement',
  jalons: 'Étape du projet',
  indicateurs: 'Indicateur',
  beneficiaires: 'Bénéficiaires',
  minimis: 'Aide de minimis',
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
function champsManquants(
  appel: Appel,
  etape: Etape,
  champs: readonly Champ[],
  contenu: Contenu,
  tableaux: () => Lecture['tableaux'],
): Manque[] {
  const vides = champs.filter(c => !c.facultatif && !c.calcule && vide(contenu, c.nom))
  const deListe = (c: Champ) => estListe(cellule(c.nom)?.liste ?? '')
  const parLigne = Map.groupBy(vides.filter(deListe), c => c.nom.slice(0, c.nom.lastIndexOf('.')))
  const lignes = [...parLigne.values()].map(cellules => deLaLigne(etape, cellules, contenu))
  const montres = new Set(vides.flatMap(c => (cellule(c.nom) && !deListe(c) ? [cellule(c.nom)!.liste] : [])))
  const desTableaux = [...montres].flatMap(id => manquesDuTableau(etape, tableaux().get(id)))
  const seuls = vides
    .filter(c => !cellule(c.nom))
    .map(c => ({ etape: etape.code, champ: c.nom, libelle: c.libelle, clauses: c.clause ? [c.clause] : [] }))
  const sansDepense = appel.plan === 'complet' && etape.blocs.includes('plan') && lignesDe(contenu, 'depenses').length === 0
  const sansAide = etape.blocs.includes('minimis') && contenu.valeurs[CHAMP_MINIMIS] === true && lignesDe(contenu, 'minimis').length === 0
  return [
    ...(sansAide ? [{ etape: etape.code, champ: 'minimis', libelle: 'Au moins une aide de minimis', clauses: [] }] : []),
    ...(sansDepense ? [{ etape: etape.code, champ: 'depenses', libelle: 'Au moins une dépense', clauses: [] }] : []),
    ...lignes,
    ...seuls,
    ...desTableaux,
  ]
}

/** One point a line that lacks something; a line where nothing was typed is none. */
const manquesDuTableau = (etape: Etape, t: TableauEvalue | undefined): Manque[] =>
  (t?.lignes ?? []).flatMap(l =>
    l.manquants.length === 0
      ? []
      : [
          {
            etape: etape.code,
            champ: `${t!.tableau.id}.${l.ligne}.${l.manquants[0]!.code}`,
            libelle: `${majuscule(nomDeLigne(l))}\u00a0: ${enumeration(l.manquants.map(m => m.libelle))}`,
            clauses: t!.tableau.clause ? [t!.tableau.clause] : [],
          },
        ],
  )
const majuscule = (t: string) => t.charAt(0).toUpperCase() + t.slice(1)

function deLaLigne(etape: Etape, cellules: readonly Champ[], contenu: Contenu): Manque {
  const [premiere] = cellules
  const { liste, ligne } = cellule(premiere!.nom)!
  const rang = lignesDe(contenu, liste).indexOf(ligne) + 1
  const quoi = enumeration(cellules.map(c => c.libelle.split(',')[0]!.toLowerCase().replace(/^ht$/, 'HT')))
  return { etape: etape.code, champ: premiere!.nom, libelle: `${LIGNES[liste as Liste]}\u00a0${rang}, ${quoi}`, clauses: [] }
}

/** The field where a rule's `depenses.<nature>` is mended: the first expense of this nature, or the list when there is none. */
function champDeRegle(champ: string, contenu: Contenu, appel: Appel): string {
  const nature = /^depenses\.(.+)$/.exec(champ)?.[1]
  if (nature === undefined || !appel.natures.some(n => n.code === nature)) return champ
  const ligne = lignesDe(contenu, 'depenses').find(l => contenu.valeurs[`depenses.${l}.nature`] === nature)
  return ligne ? `depenses.${ligne}.nature` : 'depenses'
}
