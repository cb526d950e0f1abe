import type { Tx } from '../../db/db.ts'
import type { Appel } from '../cahier/index.ts'
import type { StructureDuProjet } from '../champs/index.ts'
import { lireContenu } from '../contenu/index.ts'
import { type PieceJointe, piecesParId, verdictsDuDepot } from '../dossiers/index.ts'
import { formulaireDe } from '../examen/index.ts'
import type { Resultat } from '../verdicts/index.ts'
import type { ContenuDepose } from './depot.contenu.ts'
import { type Difference, differences } from './differences.ts'

/** A file of a filing, and where it stands in the other one. */
export type PieceComparee = { piece: PieceJointe; quoi: 'gardee' | 'ajoutee' | 'retiree' }
/** A structure of a joint project, as it stood in each of two filings. */
export type PartenaireCompare = { nom: string; avant: string | undefined; apres: string | undefined }
export type VerdictCompare = { titre: string; avant: Resultat; apres: Resultat }
/** What differs between two filings of a dossier: answers and rows, files, partners, automatic verdicts. */
export type DepotsCompares = {
  differences: Difference[]
  pieces: PieceComparee[]
  partenaires: PartenaireCompare[]
  verdicts: VerdictCompare[]
}
export type ProjetCompare = { id: string; appel: Appel; structures?: readonly StructureDuProjet[] }
/** A filing as it was stored. */
export type DepotLu = { id: string; reponses: unknown; pieces: string[]; contenu: string }

/** Compares two filings of a dossier, the older one first. The caller answers for who may read the dossier. */
export async function comparerDepots(
  tx: Tx,
  guichetId: string,
  d: ProjetCompare,
  [avant, apres]: readonly [DepotLu, DepotLu],
): Promise<DepotsCompares> {
  return {
    differences: differencesDes(d, [avant, apres]),
    pieces: parPiece(d.appel, await piecesComparees(tx, guichetId, d.id, [avant, apres])),
    partenaires: partenairesCompares(JSON.parse(avant.contenu), JSON.parse(apres.contenu)),
    verdicts: await verdictsChanges(tx, guichetId, [avant, apres]),
  }
}

/** What differs in the answers and the rows of two filings, the older one first. Pure. */
export const differencesDes = (
  d: Pick<ProjetCompare, 'appel' | 'structures'>,
  [avant, apres]: readonly [Pick<DepotLu, 'reponses'>, Pick<DepotLu, 'reponses'>],
): Difference[] =>
  differences(d.appel, lireContenu(avant.reponses), lireContenu(apres.reponses), {
    etapes: (appel, c) => formulaireDe(appel, c).etapes,
    structures: d.structures,
  })

/** Two filings of a dossier by their versions, the older one first; absent when one does not exist. */
export async function lireDepots(tx: Tx, guichetId: string, dossierId: string, versions: readonly [number, number]) {
  const lus = await tx
    .selectFrom('depot')
    .select(['id', 'version', 'reponses', 'pieces', 'contenu'])
    .where('guichet_id', '=', guichetId)
    .where('dossier_id', '=', dossierId)
    .where('version', 'in', versions)
    .orderBy('version')
    .execute()
  const [avant, apres] = lus
  return avant && apres ? ([avant, apres] as const) : undefined
}

async function piecesComparees(tx: Tx, guichetId: string, dossierId: string, [avant, apres]: readonly [DepotLu, DepotLu]) {
  const toutes = await piecesParId(tx, guichetId, [dossierId], [...new Set([...avant.pieces, ...apres.pieces])])
  return toutes.map((piece): PieceComparee => {
    const [a, b] = [avant.pieces.includes(piece.id), apres.pieces.includes(piece.id)]
    return { piece, quoi: a && b ? 'gardee' : b ? 'ajoutee' : 'retiree' }
  })
}

const ORDRE = { retiree: 0, gardee: 1, ajoutee: 2 } as const
/** Piece by piece in the order of the call, what went before what came. */
const parPiece = ({ pieces }: Appel, comparees: readonly PieceComparee[]) =>
  comparees.toSorted((a, b) => {
    const rang = ({ piece }: PieceComparee) => pieces.findIndex(p => p.code === piece.code)
    return rang(a) - rang(b) || ORDRE[a.quoi] - ORDRE[b.quoi]
  })

function partenairesCompares(a: ContenuDepose, b: ContenuDepose): PartenaireCompare[] {
  const dit = ({ role, moyens, valide_le }: ContenuDepose['partenaires'][number]) =>
    [role, ...(moyens ? [moyens] : []), valide_le ? 'a validé' : 'n’a pas validé'].join(', ')
  const noms = [...new Set([...b.partenaires, ...a.partenaires].map(p => p.nom))]
  return noms.flatMap(nom => {
    const [avant, apres] = [a, b].map(c => c.partenaires.find(p => p.nom === nom)).map(p => p && dit(p))
    return avant === apres ? [] : [{ nom, avant, apres }]
  })
}

/** The rules whose automatic verdict is another one. */
async function verdictsChanges(tx: Tx, guichetId: string, [avant, apres]: readonly [DepotLu, DepotLu]): Promise<VerdictCompare[]> {
  const [va, vb] = [await verdictsDuDepot(tx, guichetId, avant.id), await verdictsDuDepot(tx, guichetId, apres.id)]
  return vb.flatMap(({ regle, titre, resultat }) => {
    const v = va.find(x => x.regle === regle)
    return v && v.resultat !== resultat ? [{ titre, avant: v.resultat as Resultat, apres: resultat as Resultat }] : []
  })
}
