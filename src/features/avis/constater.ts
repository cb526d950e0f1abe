import type { Config } from '../../config.ts'
import { type Contexte, enTransaction } from '../../contexte.ts'
import type { Tx } from '../../db/db.ts'
import type { Deps } from '../../http.ts'
import { dateCivile } from '../../lib/dates.ts'
import { unParUn } from '../../lib/un-par-un.ts'
import { paths } from '../../paths.ts'
import { ecrireCourriel } from '../courriels/index.ts'
import { enTeteDe, type SilenceDonnees } from '../documents/index.ts'
import { journaliser } from '../journal/index.ts'
import { type Avis, avisEnAttente, avisParId, dossierDeLAvis } from './avis.queries.ts'
import { dernierJour, MOTS_SILENCE } from './avis.rules.ts'

/** What the attestation of a silence is made of, kept with it: printed again identical. */
export type Attestation = Omit<SilenceDonnees, 'etabliLe'>

/**
 * Job: establishes what nobody answering means, from the first instant after the last day (midnight in Paris, whatever the season). One transaction an opinion: one that fails keeps
 * no other waiting. An answer given at the same instant waits for it, or it for the answer. Returns how many were established.
 */
export async function constaterSilences(
  { db, guichetId, config }: Pick<Deps, 'db' | 'guichetId' | 'config'>,
  instant: Date,
): Promise<number> {
  const ctx: Contexte = { db, guichetId, acteur: null, instant }
  const ids = await enTransaction(ctx, tx => avisEnAttente(tx, guichetId, { instant, passes: true }))
  return unParUn(ids, id =>
    enTransaction(ctx, async tx => {
      // locked, then read: what was answered or withdrawn meanwhile is seen
      const avis = await avisParId(tx, guichetId, id)
      return avis !== undefined && !avis.renduLe && !avis.annuleLe && constaterSilence(tx, ctx, config, avis)
    }),
  )
}

/** Establishes one silence, with its attestation. Done already, it is not done again. `avis` is locked by whoever calls. */
export async function constaterSilence(tx: Tx, ctx: Contexte, config: Config, avis: Avis): Promise<boolean> {
  if (avis.silenceLe || !avis.avant || !avis.silence) return false
  const { version, ...ligne } = await dossierDeLAvis(tx, ctx.guichetId, avis.dossierId)
  const attestation: Attestation = {
    ...enTeteDe(version.appel, config),
    numero: ligne.numero,
    appel: version.appel.titre,
    structure: ligne.porteur,
    titre: ligne.titre || 'Sans titre',
    organisme: avis.expert,
    demandeLe: dateCivile(avis.demandeLe),
    question: avis.demande,
    dernierJour: dernierJour(avis.avant),
    effet: MOTS_SILENCE[avis.silence],
    ...(avis.fondement ? { fondement: avis.fondement } : {}),
  }
  await tx
    .updateTable('avis')
    .set({ silence_le: ctx.instant, attestation: JSON.stringify(attestation) })
    .where('guichet_id', '=', ctx.guichetId)
    .where('id', '=', avis.id)
    .execute()
  await ecrireCourriel(tx, ctx, {
    cle: `avis-silence-${avis.id}`,
    destinataire: avis.parCourriel,
    sujet: `Un avis n’est pas rendu sur le dossier ${ligne.numero}`,
    phrases: [
      `${avis.expert} n’a pas répondu dans son délai sur le dossier ${ligne.numero}. Ce que vaut ce silence est constaté, avec son attestation, sur le guichet.`,
    ],
    lien: paths.instruction.avis(avis.dossierId),
  })
  await journaliser(tx, { ...ctx, acteur: null }, 'instruction.avis_silence', avis.dossierId, {
    avis: avis.id,
    expert: avis.expert,
    effet: avis.silence,
    dernierJour: dernierJour(avis.avant),
  })
  return true
}
