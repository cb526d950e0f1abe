import type { Contexte } from '../../contexte.ts'
import type { Tx } from '../../db/db.ts'
import { paths } from '../../paths.ts'
import type { AppelPublie } from '../appels/index.ts'
import { ecrireCourriel } from '../courriels/index.ts'
import { partsPossibles } from '../delais/index.ts'
import { listerMembres } from '../structures/index.ts'

type Avis = { sujet: string; phrases: readonly string[] }
/** `ferme`: a draft of theirs could be filed no more; otherwise another share may still pay for each of them. */
type APrevenir = { compteId: string; courriel: string; ferme: boolean }

/** Everybody of each structure that has something to file, once a person, whatever drafts they have. `part`: only those whose drafts may draw from this share. */
export async function aPrevenir(
  tx: Tx,
  guichetId: string,
  { appelId, appel }: AppelPublie,
  part?: string | undefined,
): Promise<APrevenir[]> {
  const brouillons = await tx
    .selectFrom('dossier')
    .select(['structure_id', 'volet', 'departement'])
    .distinct()
    .where('guichet_id', '=', guichetId)
    .where('appel_id', '=', appelId)
    .where('redige_par', 'is', null)
    .where(eb => eb.or([eb('etat', '=', 'brouillon'), eb.and([eb('etat', '=', 'depose'), eb('rouvert_le', 'is not', null)])]))
    .orderBy('structure_id')
    .execute()
  const concernees = brouillons.flatMap(({ structure_id, volet, departement }) => {
    const parts = partsPossibles(appel, { volet: volet ?? undefined, departements: departement ? [departement] : [] })
    if (part !== undefined && !parts.some(e => e.code === part)) return []
    return [{ structure_id, ferme: part === undefined || parts.every(e => e.code === part || e.avis) }]
  })
  const dits = new Map<string, APrevenir>()
  for (const [structureId, siens] of Map.groupBy(concernees, b => b.structure_id)) {
    const ferme = siens.some(b => b.ferme)
    for (const { etat, courriel, compteId } of await listerMembres(tx, guichetId, structureId))
      if (etat === 'active') dits.set(courriel, { courriel, compteId, ferme: ferme || dits.get(courriel)?.ferme === true })
  }
  return [...dits.values()]
}

/** Tells them; `avis`: what, to whom a draft of theirs closes and to the others. Returns how many were told. */
export async function prevenirBrouillons(
  tx: Tx,
  ctx: Contexte,
  publie: AppelPublie,
  cle: string,
  avis: (ferme: boolean) => Avis,
  part?: string | undefined,
): Promise<number> {
  const personnes = await aPrevenir(tx, ctx.guichetId, publie, part)
  for (const m of personnes)
    await ecrireCourriel(tx, ctx, {
      cle: `${cle}-${m.compteId}`,
      destinataire: m.courriel,
      ...avis(m.ferme),
      signe: publie.appel.regime.service.nom,
      lien: paths.appels.voir(publie.appel.slug),
    })
  return personnes.length
}
