import { type Contexte, enTransaction } from '../../../contexte.ts'
import type { Tx } from '../../../db/db.ts'
import type { Deps } from '../../../http.ts'
import { unParUn } from '../../../lib/un-par-un.ts'
import { paths } from '../../../paths.ts'
import { ecrireCourriel } from '../../courriels/index.ts'
import { journaliser } from '../../journal/index.ts'
import { versionNumero } from '../versions.queries.ts'
import { avecSaVie } from '../vie.queries.ts'
import { courrielDeVersion } from './courriel-version.ts'
import { aPrevenir, phrasesPour, touchesDe } from './effets.rules.ts'
import { lireTouches, membresActifs } from './touches.queries.ts'

/** Mails whoever has a draft what the versions published half an hour ago change for them, each once whoever runs at the same time. Returns how many versions were told. */
export async function annoncerVersions({ db, guichetId }: Pick<Deps, 'db' | 'guichetId'>, instant: Date): Promise<number> {
  const ctx: Contexte = { db, guichetId, acteur: null, instant }
  const dues = await enTransaction(ctx, tx =>
    tx
      .selectFrom('publication_annonce')
      .select('appel_version_id')
      .where('guichet_id', '=', guichetId)
      .where('part_le', '<=', instant)
      .where('partie_le', 'is', null)
      .where('retiree_le', 'is', null)
      .orderBy('publiee_le')
      .execute(),
  )
  return unParUn(dues, v => enTransaction(ctx, tx => annoncer(tx, ctx, v.appel_version_id)))
}

async function annoncer(tx: Tx, ctx: Contexte, versionId: string): Promise<boolean> {
  const { guichetId } = ctx
  // whoever takes it back at the same time waits for this, then finds that it is told
  const annonce = await tx
    .updateTable('publication_annonce')
    .set({ partie_le: ctx.instant })
    .where('guichet_id', '=', guichetId)
    .where('appel_version_id', '=', versionId)
    .where('partie_le', 'is', null)
    .where('retiree_le', 'is', null)
    .returning(['appel_id', 'depuis', 'publiee_le'])
    .executeTakeFirst()
  if (!annonce) return false
  const { slug, numero } = await tx
    .selectFrom('appel_version as v')
    .innerJoin('appel as a', 'a.id', 'v.appel_id')
    .select(['a.slug', 'v.numero'])
    .where('v.guichet_id', '=', guichetId)
    .where('v.id', '=', versionId)
    .executeTakeFirstOrThrow()
  const [avant, apres] = [await versionNumero(tx, guichetId, slug, annonce.depuis), await versionNumero(tx, guichetId, slug, numero)]
  const lus = await lireTouches(tx, guichetId, annonce.appel_id, annonce.publiee_le)
  const vecu = (v: NonNullable<typeof avant>) => avecSaVie(v.appel, v.sha256, lus.vie)
  const touches = touchesDe({ ...lus, avant: vecu(avant!), apres: vecu(apres!), instant: annonce.publiee_le })
  const parStructure = aPrevenir(touches)
  const parCompte = Map.groupBy(await membresActifs(tx, guichetId, [...parStructure.keys()]), m => m.compteId)
  const { appel } = apres!
  for (const [compteId, siennes] of parCompte)
    await ecrireCourriel(tx, ctx, {
      cle: `version-${versionId}-${compteId}`,
      destinataire: siennes[0]!.courriel,
      ...courrielDeVersion(
        appel.titre,
        phrasesPour(
          siennes.flatMap(m => parStructure.get(m.structureId) ?? []),
          touches,
        ),
      ),
      signe: appel.regime.service.nom,
      lien: paths.appels.voir(slug),
    })
  await tx
    .updateTable('publication_annonce')
    .set({ destinataires: parCompte.size })
    .where('guichet_id', '=', guichetId)
    .where('appel_version_id', '=', versionId)
    .execute()
  await journaliser(tx, ctx, 'appel.version_annoncee', annonce.appel_id, { numero, depuis: annonce.depuis, destinataires: parCompte.size })
  return true
}
