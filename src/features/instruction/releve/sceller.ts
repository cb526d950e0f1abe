import { type Contexte, enTransaction } from '../../../contexte.ts'
import type { Tx } from '../../../db/db.ts'
import type { Deps } from '../../../http.ts'
import { type AppelPublie, appelsPublies } from '../../appels/index.ts'
import { prochainsReleves, reponseApres } from '../../calendrier/index.ts'
import { contenuReleveSchema, enTeteDe, rendrePdf } from '../../documents/index.ts'
import { journaliser } from '../../journal/index.ts'
import { garderScelle, inscrireSceau } from '../../sceaux/index.ts'

type Du = { releve_id: string; appel_id: string; vague: string; prevu_le: Date; fait_le: Date; contenu: unknown }

/** Draws and seals the document of each relevé that may no longer be undone, once. Returns how many were. */
export async function scellerReleves(d: Pick<Deps, 'db' | 'guichetId' | 'config' | 'sceau' | 'stockage'>, instant: Date): Promise<number> {
  const ctx: Contexte = { db: d.db, guichetId: d.guichetId, acteur: null, instant }
  const { dus, appels } = await enTransaction(ctx, async tx => ({
    dus: await aSceller(tx, d.guichetId),
    appels: await appelsPublies(tx, d.guichetId),
  }))
  let n = 0
  for (const du of dus) {
    const publie = appels.find(p => p.appelId === du.appel_id)
    if (publie && (await sceller(ctx, d, du, publie))) n++
  }
  return n
}

const aSceller = (tx: Tx, guichetId: string): Promise<Du[]> =>
  tx
    .selectFrom('document_releve as d')
    .innerJoin('releve as r', 'r.id', 'd.releve_id')
    .select(['d.releve_id', 'r.appel_id', 'r.vague', 'r.prevu_le', 'r.fait_le', 'd.contenu'])
    .where('d.guichet_id', '=', guichetId)
    .where('d.cle', 'is', null)
    .where('r.defait_le', 'is', null)
    .where(eb => eb.or([eb('r.previent', '=', false), eb('r.prevenu_le', 'is not', null)]))
    .orderBy('r.fait_le')
    .execute()

/** Drawn outside of any transaction; bytes that no line names are cleaned later. */
async function sceller(ctx: Contexte, d: Pick<Deps, 'config' | 'sceau' | 'stockage'>, du: Du, { appel }: AppelPublie): Promise<boolean> {
  const reponse = reponseApres(appel, du.prevu_le)
  const { prochain } = prochainsReleves(appel, du.prevu_le)
  const donnees = {
    ...enTeteDe(appel, d.config),
    etabliLe: du.fait_le,
    contenu: contenuReleveSchema.parse(du.contenu),
    ...(reponse ? { reponse } : {}),
    ...(prochain ? { suivant: prochain } : {}),
  }
  const garde = await garderScelle(d, ctx.instant, await rendrePdf('releve', donnees, { norme: 'A-2a' }))
  const { cle, sha256 } = garde
  return enTransaction(ctx, async tx => {
    const { numUpdatedRows } = await tx
      .updateTable('document_releve')
      .set({ cle, sha256, scelle_le: ctx.instant })
      .where('guichet_id', '=', ctx.guichetId)
      .where('releve_id', '=', du.releve_id)
      .where('cle', 'is', null)
      .executeTakeFirstOrThrow()
    if (numUpdatedRows !== 1n) return false
    await inscrireSceau(tx, ctx, { nature: 'releve', objetId: du.releve_id }, garde)
    await journaliser(tx, ctx, 'appel.releve_scelle', du.appel_id, { vague: du.vague, sha256 })
    return true
  })
}
