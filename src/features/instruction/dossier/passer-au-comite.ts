import { type ContexteActeur, enTransaction } from '../../../contexte.ts'
import type { Tx } from '../../../db/db.ts'
import { err, ok, type Result } from '../../../lib/result.ts'
import { paths } from '../../../paths.ts'
import { appelDeVersion } from '../../appels/index.ts'
import { avisDuDossier, obstaclesDesAvis } from '../../avis/index.ts'
import { reglesInstruites } from '../../constats/index.ts'
import { ouvrirEnveloppes } from '../../enveloppes/index.ts'
import { journaliser } from '../../journal/index.ts'
import { motsEcart, prioritesAutour } from '../../ordre/index.ts'
import { changerEtat, type Instruit, instruitPour, type RefusInstruction } from '../../service/index.ts'
import { versionJugee } from '../rapport/rapport.queries.ts'
import { type Obstacle, obstaclesAuComite } from './obstacles.ts'

export type RefusComite = RefusInstruction | { motif: 'obstacles'; obstacles: Obstacle[] }

type Ctx = Pick<ContexteActeur, 'guichetId' | 'instant'>
/** What keeps this dossier from the comité, as it stands. */
export async function obstaclesDe(tx: Tx, { guichetId, instant }: Ctx, { ligne: l }: Pick<Instruit, 'ligne'>): Promise<Obstacle[]> {
  const version = await appelDeVersion(tx, guichetId, l.appel_version_id, l.temps)
  const autour = version && (await prioritesAutour(tx, guichetId, version.appel, l, instant))
  // an intention is answered with the others, and never judged by the comité
  if (version?.appel.second)
    return [
      {
        phrase: 'C’est une intention\u00a0: la présélection lui répond.',
        lien: { libelle: 'Ouvrir la présélection', href: paths.instruction.preselection(version.appel.slug) },
      },
    ]
  return obstaclesAuComite(await reglesInstruites(tx, guichetId, l), {
    id: l.dossier_id,
    pointsAttendus: l.points_attendus,
    pointsRecus: l.points_recus,
    ficheTerminee: l.fiche_terminee,
    versionJugee: await versionJugee(tx, guichetId, l.dossier_id),
    version: l.version,
    avis: obstaclesDesAvis(await avisDuDossier(tx, guichetId, l.dossier_id)),
    ecartMuet: motsEcart(autour, l.dossier_id) !== undefined && !autour?.raison,
  })
}

/** Brings a dossier to the comité once nothing is left to settle, or to whoever decides without one: from then on its report no longer changes. Pressed twice, it is done once. */
export const passerAuComite = (ctx: ContexteActeur, dossierId: string): Promise<Result<void, RefusComite>> =>
  enTransaction(ctx, async tx => {
    const lu = await instruitPour(tx, ctx, 'passer_au_comite', dossierId)
    if (!lu.ok) return lu.error.motif === 'etat' && lu.error.etat === 'au_comite' ? ok(undefined) : lu
    const obstacles = await obstaclesDe(tx, ctx, lu.value)
    if (obstacles.length > 0) return err({ motif: 'obstacles', obstacles })
    await changerEtat(tx, ctx, dossierId, 'au_comite')
    const { ligne } = lu.value
    const version = await appelDeVersion(tx, ctx.guichetId, ligne.appel_version_id, ligne.temps)
    // without a comité no séance opens the envelope: the first dossier that may be decided does
    if (version && !version.appel.comite) await ouvrirEnveloppes(tx, ctx, ligne.appel_id, version.appel)
    await journaliser(tx, ctx, version?.appel.comite ? 'instruction.au_comite' : 'instruction.pret', dossierId, { version: ligne.version })
    return ok(undefined)
  })

/** Sends a dossier back from the comité to its instruction, with a reason. */
export const renvoyerEnInstruction = (
  ctx: ContexteActeur,
  d: { dossierId: string; raison: string },
): Promise<Result<void, RefusInstruction | { motif: 'sans_raison' }>> =>
  enTransaction(ctx, async tx => {
    const lu = await instruitPour(tx, ctx, 'renvoyer_en_instruction', d.dossierId)
    if (!lu.ok) return lu
    if (d.raison === '') return err({ motif: 'sans_raison' })
    await changerEtat(tx, ctx, d.dossierId, 'en_instruction')
    await journaliser(tx, ctx, 'instruction.renvoye', d.dossierId, { raison: d.raison })
    return ok(undefined)
  })

/** Takes back a dossier that was just brought to the comité, by whoever leads it, while nobody has built on it: the caller has made sure of that. */
export const revenirDuComite = (ctx: ContexteActeur, dossierId: string): Promise<Result<void, RefusInstruction>> =>
  enTransaction(ctx, async tx => {
    const lu = await instruitPour(tx, ctx, 'revenir_du_comite', dossierId)
    if (!lu.ok) return lu
    await changerEtat(tx, ctx, dossierId, 'en_instruction')
    await journaliser(tx, ctx, 'instruction.renvoye', dossierId, { raison: 'Retour sur un acte groupé.' })
    return ok(undefined)
  })
