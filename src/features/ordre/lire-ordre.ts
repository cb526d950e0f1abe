import type { ContexteActeur } from '../../contexte.ts'
import { structuresActives } from '../../contexte.ts'
import type { Tx } from '../../db/db.ts'
import { finDe } from '../../lib/periodes.ts'
import { type AppelPublie, appelPublie } from '../appels/index.ts'
import { type Appel, recuATemps, type Vague, vagueUtile } from '../cahier/index.ts'
import { peut } from '../decret/index.ts'
import { litLeRang } from '../recevabilite/index.ts'
import {
  type DossierRange,
  dossiersDeLaVague,
  ordreDonneAvant,
  type VersionOrdre,
  verrouillerOrdre,
  versionsDeLOrdre,
} from './ordre.queries.ts'
import { ordreQuiVaut } from './ordre.rules.ts'

/** Changes that the page tells. */
const CHANGEMENTS_MAX = 20

export type OrdreLu = {
  structure: { id: string; nom: string }
  publie: AppelPublie
  /** With the instant until which its dossiers may be ranked. */
  vague: Vague
  /** In the order that holds. */
  dossiers: DossierRange[]
  /** The last version; 0 while nobody has ranked them. */
  version: number
  /** The last versions, the last first. */
  versions: VersionOrdre[]
  /** Until the end of the second of the closing. */
  modifiable: boolean
}
/** `structureId`, `slug`: as an address says them. `vague`: its code; by default the one whose dates a person needs. */
export type Demande = { structureId: string; slug: string; vague?: string | undefined }

/**
 * The order of the dossiers of a structure of which the actor is a member, in a call that asks for one; nothing for anybody else. `verrou`: no other change of it until the
 * end of the act.
 */
export async function lireOrdre(tx: Tx, ctx: ContexteActeur, d: Demande, { verrou = false } = {}): Promise<OrdreLu | undefined> {
  const { guichetId, instant } = ctx
  const structure = structuresActives(ctx.acteur).find(s => s.id === d.structureId)
  if (!structure || !peut('membre', 'ranger', { structure: 'connue' })) return undefined
  const publie = await appelPublie(tx, guichetId, d.slug)
  if (!publie?.appel.porteurs.ordre) return undefined
  const { appel, appelId } = publie
  const ecrite = d.vague === undefined ? vagueUtile(appel, instant) : appel.calendrier.vagues.find(v => v.code === d.vague)
  if (!ecrite) return undefined
  const cle = { guichetId, appelId, structureId: structure.id, vague: ecrite.code }
  if (verrou) await verrouillerOrdre(tx, cle)
  const vague = (await encoreADonner(tx, appel, ecrite, cle)) ? { ...ecrite, cloture: appel.second!.calendrier.vagues[0]!.cloture } : ecrite
  const [presents, versions] = await Promise.all([
    dossiersDeLaVague(tx, { ...cle, appel, vague, instant }),
    versionsDeLOrdre(tx, cle, { limite: CHANGEMENTS_MAX }),
  ])
  const parId = new Map(presents.map(p => [p.id, p]))
  const ordre = ordreQuiVaut(versions[0]?.dossiers ?? [], [...parId.keys()])
  return {
    structure: { id: structure.id, nom: structure.nom },
    publie,
    vague,
    dossiers: ordre.map(id => parId.get(id)!),
    version: versions[0]?.version ?? 0,
    versions,
    modifiable: recuATemps({ ouverture: new Date(0), cloture: vague.cloture }, instant),
  }
}

/** Where a rule of the second temps asks for the rank, whoever gave none before the closing of the first gives it until the closing of the second: the full dossier could not be filed. */
const encoreADonner = async (tx: Tx, { second }: Appel, { cloture }: Vague, cle: Parameters<typeof ordreDonneAvant>[1]) =>
  second !== undefined && cloture !== undefined && litLeRang(second) && !(await ordreDonneAvant(tx, cle, new Date(finDe(cloture))))
