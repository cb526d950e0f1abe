import type { Preuve } from '../../contexte.ts'
import type { Tx } from '../../db/db.ts'
import { paths } from '../../paths.ts'
import type { RelectureProps } from '../cadre/index.ts'
import type { Dossier } from '../dossiers/index.ts'
import { faitsStructure } from '../etats/index.ts'
import { type Lecture, lireDepose } from '../examen/index.ts'
import { partenairesRelus, partenairesVus } from '../partenaires/index.ts'
import { listerMembres } from '../structures/index.ts'
import { type ContenuDepose, type Difference, differencesDes, lireDepots, reprisesChangees } from '../versions/index.ts'

/** A filed dossier as its page shows it. */
export type DossierInstruit = {
  membres: { nom: string; fonction: string | null; preuve: Preuve }[]
  relu: RelectureProps
  engagements: string[]
  sha256: string
  version: number
  recuLe: Date
  /** The intention that it completes, and the answers of it that changed. */
  intention: { recuLe: Date; changees: readonly Difference[] } | undefined
}
/** `differences`: what the last filing says otherwise than the one before. */
export type DossierLu = { vue: DossierInstruit; dossier: Dossier; lecture: Lecture; differences: readonly Difference[] }

/** A filed dossier as it stood at its filing, ready to show. The caller has made sure that it is in the reader's perimeter. */
export async function lireDossierInstruit(tx: Tx, guichetId: string, id: string, temps?: number): Promise<DossierLu> {
  const { dossier, depot, lecture } = await lireDepose(tx, guichetId, id, temps)
  const { appel } = dossier.version
  const [membres, differences] = await Promise.all([
    listerMembres(tx, guichetId, dossier.structure.id),
    depuisLAutreTemps(dossier) ? undefined : changeesDepuis(tx, guichetId, dossier.id, { version: depot.version, lecture }),
  ])
  const vue = {
    membres: membres.filter(m => m.etat === 'active'),
    relu: {
      appel,
      etapes: lecture.formulaire.etapes,
      contenu: dossier.contenu,
      aide: lecture.aide,
      pieces: dossier.pieces,
      visibles: lecture.visibilite,
      tableaux: lecture.tableaux,
      // they stand beside the lines of tables: a form that has none is read without its rules being played again
      verdicts: lecture.tableaux.size > 0 ? lecture.verdicts : undefined,
      structures: lecture.structures,
      modifies: differences && modifiesEn(id, depot.version, differences),
      structure: faitsStructure(dossier.structure, undefined, appel),
      adressePiece: (p: { id: string }) => paths.instruction.piece(id, p.id),
      lecturePiece: (p: { id: string }) => paths.instruction.lecture(id, p.id),
      partenaires: partenairesRelus(partenairesVus(dossier, depot.recuLe)),
    },
    engagements: (JSON.parse(depot.contenu) as ContenuDepose).engagements.map(e => e.libelle),
    sha256: depot.sha256,
    version: depot.version,
    intention: dossier.intention && { recuLe: dossier.intention.recuLe, changees: reprisesChangees(dossier, lecture) },
    recuLe: depot.recuLe,
  }
  return { vue, dossier, lecture, differences: differences ?? [] }
}

/** What it changed of its intention is said apart, both sides. */
const depuisLAutreTemps = ({ intention }: Dossier) => intention !== undefined

/** What the last filing says otherwise than the one before; absent when there is none before. */
async function changeesDepuis(tx: Tx, guichetId: string, id: string, { version, lecture }: { version: number; lecture: Lecture }) {
  const depots = version > 1 ? await lireDepots(tx, guichetId, id, [version - 1, version]) : undefined
  return depots && differencesDes(lecture, depots)
}

const modifiesEn = (id: string, version: number, differences: readonly Difference[]) => ({
  champs: new Set(differences.flatMap(d => (d.genre === 'champ' ? [d.nom] : []))),
  lignes: new Set(differences.flatMap(d => (d.genre === 'champ' ? [] : [d.etape]))),
  mot: `Changé dans la version\u00a0${version}`,
  href: paths.instruction.versions(id),
})
