import type { Tx } from '../../../db/db.ts'
import { marque } from '../../../lib/empreintes.ts'
import { dossierDuGuichet, dossiersEtDepots } from '../../dossiers/index.ts'
import { lireRegles } from '../../examen/index.ts'
import { LIBELLES_RESULTAT, type Verdict } from '../../verdicts/index.ts'
import { dossiersDe } from './declarees.queries.ts'

/** A rule of a dossier that says something else once its structure is another. */
export type RegleChangee = { numero: string; titre: string; de: string; a: string; phrase: string }
/** What joining does to the rules of these dossiers; `empreinte`: what the person read before they pressed. */
export type Effet = { dossiers: { id: string; numero: string; depose: boolean }[]; changees: RegleChangee[]; empreinte: string }
type Porteur = {
  id?: string
  nom: string
  type: string
  siren: string | null
  departement: string | null
  region: string | null
  population?: number | null
}

/**
 * The rules of each dossier of the structure, judged again as if `vers` bore it: what was filed at the instant of its filing, a draft now. What was filed keeps its verdicts; this
 * says which would be others.
 */
export async function effetDe(
  tx: Tx,
  guichetId: string,
  structureId: string,
  vers: Porteur,
  { instant, appels }: { instant: Date; appels: readonly string[] | null },
): Promise<Effet> {
  const lignes = await dossiersDe(tx, guichetId, structureId, appels)
  const changees: RegleChangee[] = []
  for (const l of lignes) {
    const depose = l.deposeLe !== null
    const lu = depose ? (await dossiersEtDepots(tx, guichetId, [l.id])).get(l.id) : undefined
    const dossier = lu?.dossier ?? (await dossierDuGuichet(tx, guichetId, l.id))
    if (!dossier) continue
    const quand = lu?.depot.recuLe ?? instant
    const avant = lireRegles(dossier, quand).verdicts
    const apres = lireRegles({ ...dossier, structure: { ...dossier.structure, ...vers, id: dossier.structure.id } }, quand).verdicts
    changees.push(...changeesDe(l.numero, avant, apres))
  }
  const dossiers = lignes.map(l => ({ id: l.id, numero: l.numero, depose: l.deposeLe !== null }))
  return { dossiers, changees, empreinte: marque(JSON.stringify([dossiers, changees])) }
}

const mot = (r: Verdict['resultat'] | undefined) => (r ? LIBELLES_RESULTAT[r].toLowerCase() : 'sans objet')
function changeesDe(numero: string, avant: readonly Verdict[], apres: readonly Verdict[]): RegleChangee[] {
  const anciens = new Map(avant.map(v => [v.regle, v]))
  return apres
    .filter(v => anciens.get(v.regle)?.resultat !== v.resultat)
    .map(v => ({ numero, titre: v.titre, de: mot(anciens.get(v.regle)?.resultat), a: mot(v.resultat), phrase: v.constat }))
}
