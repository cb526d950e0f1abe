import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { type Contexte, enTransaction, nouvelId } from '../../contexte.ts'
import { err, ok, type Result } from '../../lib/result.ts'
import { journaliser } from '../journal/index.ts'
import { ecrireLignes } from './lignes-ecartees.ts'
import { type LigneEcartee, lireProjets, OCTETS_MAX } from './lire-projets.ts'
import { aGarder, type DescriptionListe } from './liste.schema.ts'

/** `ecartees`: the wrong lines that did not come in, because they were named. */
export type ImportProjets = { projets: number; montant: number; remplace: boolean; ecartees: LigneEcartee[] }
const LOT = 2000

/**
 * Imports a list of past projects, whole or not at all. A list of the same slug is replaced, under the same identifier, only when `remplacer` names it:
 * two files of one shape would silently take each other's place. `octets`: a CSV file in UTF-8. Refused with a sentence a mistake; a slug that a call
 * bears is refused, since both answer to it in open data. Wrong lines are left out only when `sauf` names each of them (line of the file).
 */
export async function importerProjets(
  ctx: Contexte,
  {
    octets,
    fichier,
    description: d,
    remplacer,
    sauf,
  }: {
    octets: Uint8Array
    fichier: string
    description: DescriptionListe
    remplacer?: string | undefined
    sauf?: ReadonlySet<number> | undefined
  },
): Promise<Result<ImportProjets, string[]>> {
  if (octets.length > OCTETS_MAX) return err([`Le fichier dépasse ${OCTETS_MAX / 1e6} Mo.`])
  const texte = enUtf8(octets)
  if (texte === undefined) return err(['Le fichier n’est pas en UTF-8 : enregistrez-le « CSV UTF-8 » depuis votre tableur.'])
  const lue = lireProjets(texte, d, sauf)
  if (!lue.ok) return lue
  const { entetes, separateur, projets, ecartees } = lue.value
  return enTransaction(ctx, async tx => {
    const { guichetId: guichet_id, instant } = ctx
    await sql`select pg_advisory_xact_lock(hashtext(${`liste-passee:${guichet_id}`}))`.execute(tx)
    const appel = await tx
      .selectFrom('appel')
      .select('id')
      .where('guichet_id', '=', guichet_id)
      .where('slug', '=', d.slug)
      .executeTakeFirst()
    if (appel) return err([`L’identifiant « ${d.slug} » est déjà celui d’un appel : choisissez-en un autre.`])
    const ancienne = await tx
      .selectFrom('liste_passee')
      .select(['id', 'sha256', 'fichier'])
      .where('guichet_id', '=', guichet_id)
      .where('slug', '=', d.slug)
      .executeTakeFirst()
    const sha256 = createHash('sha256').update(octets).digest('hex')
    if (ancienne && ancienne.sha256 !== sha256 && remplacer !== d.slug)
      return err([
        `La liste « ${d.slug} » est déjà là, d’un autre fichier (${ancienne.fichier}). Pour la remplacer, ajoutez « --remplacer ${d.slug} ». Pour garder les deux, donnez un autre identifiant (slug) à celle-ci.`,
      ])
    const { description, precisions } = aGarder(d)
    const lignesEcartees = ecartees.map(e => e.ligne)
    const id = ancienne?.id ?? nouvelId()
    const liste = {
      titre: d.titre,
      description: JSON.stringify(description),
      precisions: JSON.stringify({ ...precisions, ecartees: lignesEcartees }),
      entetes: JSON.stringify(entetes),
      separateur,
      fichier,
      sha256,
      importee_le: instant,
    }
    await tx
      .insertInto('liste_passee')
      .values({ id, guichet_id, slug: d.slug, ...liste })
      .onConflict(oc => oc.columns(['guichet_id', 'slug']).doUpdateSet(liste))
      .execute()
    await tx.deleteFrom('projet_passe').where('guichet_id', '=', guichet_id).where('liste_id', '=', id).execute()
    for (let i = 0; i < projets.length; i += LOT) {
      const lot = projets.slice(i, i + LOT).map(p => ({ liste_id: id, guichet_id, ...p }))
      await sql`insert into projet_passe select * from jsonb_populate_recordset(null::projet_passe, ${JSON.stringify(lot)}::jsonb)`.execute(
        tx,
      )
    }
    const montant = projets.reduce((s, p) => s + p.montant, 0)
    await journaliser(tx, ctx, 'projets_passes.importes', id, {
      liste: d.slug,
      projets: projets.length,
      montant,
      sha256: liste.sha256,
      ...(ecartees.length > 0 ? { ecartees: ecrireLignes(lignesEcartees) } : {}),
    })
    return ok({ projets: projets.length, montant, remplace: ancienne !== undefined, ecartees })
  })
}

function enUtf8(octets: Uint8Array): string | undefined {
  try {
    const texte = new TextDecoder('utf-8', { fatal: true }).decode(octets)
    return texte.includes('\u0000') ? undefined : texte
  } catch {
    return undefined
  }
}
