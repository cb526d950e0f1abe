import { type ContexteActeur, enTransaction, nouvelId } from '../../contexte.ts'
import type { Tx } from '../../db/db.ts'
import { err, ok, type Result } from '../../lib/result.ts'
import { compterEnvoi, type TropDeCourriels } from '../courriels/index.ts'
import type { Dossier } from '../dossiers/index.ts'
import { journaliser } from '../journal/index.ts'
import { listerMembres, parSiren, trouverStructure } from '../structures/index.ts'
import { dossierAAssocier, noterChangement, type RefusAcces } from './acces.ts'
import { etapesOuvrables } from './etapes-ouvertes.ts'
import { inviterPartenaire } from './prevenir.ts'

/** Partners of one dossier, those withdrawn included: each may have had mail from us. */
const PARTENAIRES_MAX = 60

export type Association = {
  dossierId: string
  /** Found in the referential, or the SIREN of a line of the national directory; without it, whoever answers at `courriel` says which structure they speak for. */
  structureId?: string | undefined
  courriel?: string | undefined
  role: string
  contact: string
  etapes: readonly string[]
}
export type RefusAssociation =
  | RefusAcces
  | { motif: 'structure' }
  | { motif: 'fermee'; nom: string }
  | { motif: 'porteur' }
  | { motif: 'sans_compte'; nom: string }
  | { motif: 'trop'; max: number }
  | { motif: 'trop_de_courriels'; limite: TropDeCourriels['limite'] }

/** Associates another structure with the project (C2.5), and tells it what is asked. Done twice, or six times at once, it makes one partner. */
export const associerPartenaire = (
  ctx: ContexteActeur,
  demande: Association,
): Promise<Result<{ id: string; deja: boolean }, RefusAssociation>> =>
  enTransaction(ctx, async tx => {
    const acces = await dossierAAssocier(tx, ctx, demande.dossierId)
    if (!acces.ok) return acces
    const siren = demande.structureId && /^\d{9}$/.test(demande.structureId) ? demande.structureId : undefined
    const choisie = siren ? await parSiren(tx, ctx.guichetId, siren) : undefined
    if (siren && !choisie) return err({ motif: 'structure' })
    // a line of the directory becomes a structure once nothing refuses
    const nouvelle = choisie && 'nouvelle' in choisie ? choisie : undefined
    if (nouvelle?.nouvelle.fermee) return err({ motif: 'fermee', nom: nouvelle.nouvelle.nom })
    if (nouvelle && !demande.courriel) return err({ motif: 'sans_compte', nom: nouvelle.nouvelle.nom })
    const d = { ...demande, structureId: nouvelle ? undefined : choisie && 'id' in choisie ? choisie.id : demande.structureId }
    const dossier = acces.value
    const deja = nouvelle
      ? undefined
      : dossier.partenaires.find(p => (d.structureId ? p.structureId === d.structureId : memeAdresse(p, d.courriel)))
    if (deja) return ok({ id: deja.id, deja: true })
    const refus = await refusDe(tx, ctx, dossier, d)
    if (refus) return err(refus)
    const envoi = await compterEnvoi(tx, ctx, d.courriel)
    if (!envoi.ok) return err({ motif: 'trop_de_courriels', limite: envoi.error.limite })
    const structureId = nouvelle ? await nouvelle.faire() : d.structureId
    return ok({ id: await inscrire(tx, ctx, dossier, { ...d, structureId }), deja: false })
  })

const memeAdresse = (p: { structureId: string | null; courriel: string | null }, courriel: string | undefined) =>
  p.structureId === null && p.courriel?.toLowerCase() === courriel?.toLowerCase()

async function refusDe(tx: Tx, ctx: ContexteActeur, dossier: Dossier, d: Association): Promise<RefusAssociation | undefined> {
  if (!d.structureId && !d.courriel) return { motif: 'structure' }
  const { n } = await tx
    .selectFrom('partenaire')
    .select(eb => eb.fn.countAll<number>().as('n'))
    .where('guichet_id', '=', ctx.guichetId)
    .where('dossier_id', '=', dossier.id)
    .executeTakeFirstOrThrow()
  if (n >= PARTENAIRES_MAX) return { motif: 'trop', max: PARTENAIRES_MAX }
  if (!d.structureId) return undefined
  if (d.structureId === dossier.structure.id) return { motif: 'porteur' }
  const structure = await trouverStructure(tx, ctx.guichetId, d.structureId)
  if (!structure || structure.reunieA) return { motif: 'structure' }
  if (structure.fermee) return { motif: 'fermee', nom: structure.nom }
  const membres = d.courriel ? [] : await listerMembres(tx, ctx.guichetId, structure.id)
  return d.courriel || membres.some(m => m.etat === 'active') ? undefined : { motif: 'sans_compte', nom: structure.nom }
}

async function inscrire(tx: Tx, ctx: ContexteActeur, dossier: Dossier, d: Association): Promise<string> {
  const id = nouvelId()
  const structureId = d.structureId ?? null
  const courriel = d.courriel ?? null
  const etapes = etapesOuvrables(dossier).filter(e => d.etapes.includes(e.code))
  await tx
    .insertInto('partenaire')
    .values({
      id,
      guichet_id: ctx.guichetId,
      dossier_id: dossier.id,
      structure_id: structureId,
      courriel,
      role: d.role,
      contact: d.contact,
      etapes: etapes.map(e => e.code),
      invite_le: ctx.instant,
      invite_par: ctx.acteur.compteId,
    })
    .execute()
  await noterChangement(tx, ctx, dossier.id)
  await inviterPartenaire(tx, ctx, dossier, { id, structureId, courriel, role: d.role })
  await journaliser(tx, ctx, 'partenaire.associe', dossier.id, { partenaire: id, structure: structureId, etapes: etapes.map(e => e.code) })
  return id
}
