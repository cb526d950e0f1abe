import type { Tx } from '../../db/db.ts'
import type { Dossier } from '../dossiers/index.ts'
import type { ContenuDepose } from '../versions/index.ts'
import { historiqueDe, type ValidationPassee } from './validations.queries.ts'

/** What a partner said of the project. `versions`: the filings that held this validation; none when what it validated was changed before the filing. */
export type ValidationDeposee = Pick<ValidationPassee, 'nom' | 'fonction' | 'valideLe' | 'moyens'> & { versions: number[] }
/** A partner of a filed dossier: whether the last filing held its validation, and every validation, the latest first. */
export type PartenaireDepose = { nom: string; role: string; invite: boolean; derniere: boolean; validations: ValidationDeposee[] }

/** Who validated which filing (C2.7). The caller answers for who may read the dossier. */
export async function validationsDeposees(tx: Tx, guichetId: string, d: Dossier): Promise<PartenaireDepose[]> {
  if (d.partenaires.length === 0) return []
  const depots = await tx
    .selectFrom('depot')
    .select(['version', 'contenu'])
    .where('guichet_id', '=', guichetId)
    .where('dossier_id', '=', d.id)
    .orderBy('version')
    .execute()
  const contenus = depots.map(l => ({ version: l.version, partenaires: (JSON.parse(l.contenu) as ContenuDepose).partenaires }))
  const lus: PartenaireDepose[] = []
  for (const p of d.partenaires) {
    // one that was joined to another since had its own id when it was filed
    const siennes = new Set([p.structureId, ...(await reuniesA(tx, p.structureId))])
    const validations = (await historiqueDe(tx, guichetId, p.id)).map(({ nom, fonction, valideLe, moyens, empreinte }) => ({
      nom,
      fonction,
      valideLe,
      moyens,
      versions: contenus.filter(c => c.partenaires.some(x => siennes.has(x.structure_id) && x.empreinte === empreinte)).map(c => c.version),
    }))
    const derniere = validations.some(v => v.versions.includes(contenus.at(-1)?.version ?? 0))
    lus.push({ nom: p.nom, role: p.role, invite: p.structureId === null, derniere, validations })
  }
  return lus
}

const reuniesA = async (tx: Tx, structureId: string | null): Promise<string[]> =>
  structureId === null ? [] : (await tx.selectFrom('structure').select('id').where('reunie_a', '=', structureId).execute()).map(l => l.id)
