import type { Contexte } from '../../contexte.ts'
import type { Tx } from '../../db/db.ts'
import { paths } from '../../paths.ts'
import type { AppelPublie } from '../appels/index.ts'
import { ecrireCourriel } from '../courriels/index.ts'
import { partsPossibles } from '../delais/index.ts'
import { listerMembres } from '../structures/index.ts'

export type Avis = { sujet: string; phrases: readonly string[] }

/** Everybody of each structure that has something to file, once a person, whatever drafts they have. `part`: only those whose drafts may draw from this share. */
export async function aPrevenir(
  tx: Tx,
  guichetId: string,
  { appelId, appel }: AppelPublie,
  part?: string | undefined,
): Promise<{ compteId: string; courriel: string }[]> {
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
  const concerne = ({ volet, departement }: (typeof brouillons)[number]) =>
    part === undefined ||
    partsPossibles(appel, { volet: volet ?? undefined, departements: departement ? [departement] : [] }).some(e => e.code === part)
  const dits = new Map<string, string>()
  for (const structure_id of new Set(brouillons.filter(concerne).map(b => b.structure_id)))
    for (const m of await listerMembres(tx, guichetId, structure_id))
      if (m.etat === 'active' && !dits.has(m.courriel)) dits.set(m.courriel, m.compteId)
  return [...dits].map(([courriel, compteId]) => ({ courriel, compteId }))
}

/** Tells them. Returns how many were told. */
export async function prevenirBrouillons(
  tx: Tx,
  ctx: Contexte,
  publie: AppelPublie,
  cle: string,
  avis: Avis,
  part?: string | undefined,
): Promise<number> {
  const personnes = await aPrevenir(tx, ctx.guichetId, publie, part)
  for (const m of personnes)
    await ecrireCourriel(tx, ctx, {
      cle: `${cle}-${m.compteId}`,
      destinataire: m.courriel,
      ...avis,
      signe: publie.appel.regime.service.nom,
      lien: paths.appels.voir(publie.appel.slug),
    })
  return personnes.length
}
