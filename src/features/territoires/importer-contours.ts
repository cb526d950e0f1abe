import { sql } from 'kysely'
import { auGuichet, type Db } from '../../db/db.ts'
import { communesDuReferentiel } from './contours.queries.ts'
import { dessiner, lireContours } from './dessiner.ts'

export type ContoursImportes = { communes: number; epci: number; departements: number; inconnues: number }

/**
 * Draws the map of a guichet from a GeoJSON text of communes (properties `code`, INSEE) and replaces the one that it had, all or nothing.
 * Throws `ErreurContours` with a sentence when the file cannot be used.
 */
export function importerContours(
  db: Db,
  guichetId: string,
  { texte, source, instant }: { texte: string; source: string; instant: Date },
): Promise<ContoursImportes> {
  const communes = lireContours(texte)
  return auGuichet(db, guichetId, async tx => {
    const codes = communes.map(c => c.properties.code)
    const { contours, largeur, hauteur } = dessiner(communes, await communesDuReferentiel(tx, codes))
    await tx.deleteFrom('contour').where('guichet_id', '=', guichetId).execute()
    await sql`insert into contour select * from jsonb_to_recordset(${JSON.stringify(contours.map(c => ({ guichet_id: guichetId, ...c })))}::jsonb)
      as t(guichet_id uuid, maille text, code text, trace text, x real, y real, geometrie jsonb)`.execute(tx)
    const carte = { largeur, hauteur, source, importee_le: instant }
    await tx
      .insertInto('carte')
      .values({ guichet_id: guichetId, ...carte })
      .onConflict(oc => oc.column('guichet_id').doUpdateSet(carte))
      .execute()
    const nombre = (maille: string) => contours.filter(c => c.maille === maille).length
    return {
      communes: nombre('commune'),
      epci: nombre('epci'),
      departements: nombre('departement'),
      inconnues: communes.length - nombre('commune'),
    }
  })
}
