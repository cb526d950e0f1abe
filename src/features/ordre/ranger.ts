import { type ContexteActeur, enTransaction, nouvelId } from '../../contexte.ts'
import type { Tx } from '../../db/db.ts'
import { de } from '../../lib/mots.ts'
import { err, ok, type Result } from '../../lib/result.ts'
import { paths } from '../../paths.ts'
import { ecrireCourriel } from '../courriels/index.ts'
import { journaliser } from '../journal/index.ts'
import { listerMembres } from '../structures/index.ts'
import { type Demande, lireOrdre, type OrdreLu } from './lire-ordre.ts'
import { versionsDeLOrdre } from './ordre.queries.ts'
import { apres, type Geste, memeOrdre, ordreQuiVaut } from './ordre.rules.ts'

export type RefusRang =
  | { motif: 'introuvable' }
  | { motif: 'clos'; lu: OrdreLu }
  /** Somebody else changed it: `mien` is the order that this press would have made of the one that was shown. */
  | { motif: 'depasse'; lu: OrdreLu; mien: readonly string[] }

/**
 * Ranks the dossiers of a porteur by one press, which saves. `version`: the order that the person saw. One that was changed since is not saved, and both are shown (NOTES-G,
 * G12); pressed twice, it is done once. Until the closing of the wave, its last second included.
 */
export const rangerDossiers = (
  ctx: ContexteActeur,
  d: Demande & { version: number; geste: Geste },
): Promise<Result<{ version: number }, RefusRang>> =>
  enTransaction(ctx, async tx => {
    const lu = await lireOrdre(tx, ctx, d, { verrou: true })
    if (!lu || lu.dossiers.length < 2) return err({ motif: 'introuvable' })
    if (!lu.modifiable) return err({ motif: 'clos', lu })
    const ordre = lu.dossiers.map(x => x.id)
    const cle = { guichetId: ctx.guichetId, appelId: lu.publie.appelId, structureId: lu.structure.id, vague: lu.vague.code }
    const vu = d.version === lu.version ? ordre : await commeVu()
    const mien = apres(vu, d.geste)
    if (lu.version > 0 && memeOrdre(mien, ordre)) return ok({ version: lu.version })
    if (d.version !== lu.version) return err({ motif: 'depasse', lu, mien })
    const version = lu.version + 1
    await tx
      .insertInto('ordre')
      .values({
        id: nouvelId(),
        guichet_id: cle.guichetId,
        appel_id: cle.appelId,
        structure_id: cle.structureId,
        vague: cle.vague,
        version,
        dossiers: mien,
        pris_le: ctx.instant,
        pris_par: ctx.acteur.compteId,
      })
      .execute()
    if (d.geste.geste === 'mien') await prevenir(tx, ctx, lu, version)
    await journaliser(tx, ctx, 'structure.ordre', lu.structure.id, { appel: lu.publie.appel.slug, vague: lu.vague.code, version })
    return ok({ version })

    /** The order that the person had before them, of those that are still there. */
    async function commeVu() {
      const [ancienne] = (await versionsDeLOrdre(tx, cle, { depuis: d.version })).filter(v => v.version === d.version)
      return ordreQuiVaut(ancienne?.dossiers ?? [], d.version === 0 ? [...ordre].sort(parCreation) : ordre)
    }
  })

/** Identifiers sort by creation. */
const parCreation = (a: string, b: string) => (a < b ? -1 : 1)

/** Whoever gave the order that another has just replaced learns it, when they are still of the structure. */
async function prevenir(tx: Tx, ctx: ContexteActeur, lu: OrdreLu, version: number) {
  const [remplace] = lu.versions
  if (!remplace || remplace.compteId === ctx.acteur.compteId) return
  const membre = (await listerMembres(tx, ctx.guichetId, lu.structure.id)).find(
    m => m.etat === 'active' && m.compteId === remplace.compteId,
  )
  if (!membre) return
  const { titre, slug } = lu.publie.appel
  await ecrireCourriel(tx, ctx, {
    cle: `ordre-${lu.publie.appelId}-${lu.structure.id}-${lu.vague.code}-${version}`,
    destinataire: membre.courriel,
    sujet: `L’ordre de vos dossiers a changé\u00a0: ${titre}`,
    phrases: [
      `Un autre membre a mis un autre ordre que le vôtre pour les dossiers ${de(lu.structure.nom)}.`,
      'Les deux ordres restent dans l’historique de la page.',
    ],
    lien: paths.structures.ordre(lu.structure.id, slug),
  })
}
