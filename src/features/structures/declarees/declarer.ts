import { type ContexteActeur, enTransaction, nouvelId } from '../../../contexte.ts'
import type { Tx } from '../../../db/db.ts'
import { err, ok, type Result } from '../../../lib/result.ts'
import { peut } from '../../decret/index.ts'
import { journaliser } from '../../journal/index.ts'
import { lienDe, verrouillerMembres } from '../appartenances.queries.ts'
import { entrer, type RejoindreRefuse, type Rejointe } from '../rejoindre.ts'
import { deNumero, verrouillerNumero } from '../repertoire/prendre.ts'
import { type Fiche, ficheParSiren, fichesParRna } from '../repertoire/repertoire.queries.ts'
import { type Structure, trouverStructure } from '../structures.queries.ts'
import { quiEst } from '../structures.rules.ts'
import type { Declaration } from './declaration.form.ts'
import { type Declaree, declarationDe, declareesPar, deRecepisse, dossiersDe, regionDe, relireDossiers } from './declarees.queries.ts'

export type RefusDeclaration =
  | RejoindreRefuse
  | { kind: 'departement' }
  /** This number is that of a structure of the guichet, or of a line of the directory: it is joined instead. */
  | { kind: 'connue'; structure: Structure }
  | { kind: 'au_repertoire'; fiche: Fiche }
  | { kind: 'trop_de_declarations'; max: number }

/** Structures that one account may declare by hand in `JOURS`, whatever becomes of them. */
const MAX = 5
const JOURS = 30
const UN_JOUR_MS = 24 * 3_600_000

/** What the journal keeps of it, for ever: not the address, which may be somebody's home. */
const aEcrire = ({ adresse: _, ...d }: Declaration) => d
/** What its row holds: the receipt stays in what was declared. */
const enBase = ({ demande: _, ...d }: Declaration) => d

/** The structure that already has this number, or the line of the directory. The number is locked until the end. */
export async function dejaConnue(
  tx: Tx,
  guichetId: string,
  d: Pick<Declaration, 'siren' | 'rna' | 'demande'>,
  sauf?: string,
): Promise<RefusDeclaration | undefined> {
  for (const numero of [d.siren && { siren: d.siren }, d.rna && { rna: d.rna }]) {
    if (!numero) continue
    await verrouillerNumero(tx, guichetId, Object.values(numero)[0]!)
    const s = await deNumero(tx, guichetId, numero)
    if (s && s.id !== sauf) return { kind: 'connue', structure: (await trouverStructure(tx, guichetId, s.id))! }
    if (s) continue
    const [fiche] = 'siren' in numero ? [await ficheParSiren(tx, guichetId, numero.siren)] : await fichesParRna(tx, guichetId, numero.rna)
    if (fiche) return { kind: 'au_repertoire', fiche }
  }
  if (!d.demande) return undefined
  await verrouillerNumero(tx, guichetId, d.demande)
  const s = await deRecepisse(tx, guichetId, d.demande)
  return s && s.id !== sauf ? { kind: 'connue', structure: (await trouverStructure(tx, guichetId, s.id))! } : undefined
}

/**
 * Declares by hand a structure that was not found, and joins it: its dossiers may be written and filed at once, and what is granted waits for the service to confirm it. A number
 * already known makes no second structure. The lock of the number makes one of six who declare it together.
 */
export const declarerStructure = (
  ctx: ContexteActeur,
  { fonction, ...d }: Declaration & { fonction: string },
): Promise<Result<Rejointe, RefusDeclaration>> =>
  enTransaction(ctx, async tx => {
    const { guichetId, instant, acteur } = ctx
    if (!peut(quiEst(acteur, undefined, d.departement), 'declarer', { structure: 'connue' })) return err({ kind: 'agent' })
    const region = await regionDe(tx, d.departement)
    if (!region) return err({ kind: 'departement' })
    const connue = await dejaConnue(tx, guichetId, d)
    if (connue) return err(connue)
    if ((await declareesPar(tx, guichetId, acteur.compteId, new Date(instant.getTime() - JOURS * UN_JOUR_MS))) >= MAX)
      return err({ kind: 'trop_de_declarations', max: MAX })
    const faire = async () => {
      const id = nouvelId()
      await tx
        .insertInto('structure')
        .values({ id, guichet_id: guichetId, ...enBase(d), region: region.region, declaree: true })
        .execute()
      await tx
        .insertInto('declaration_structure')
        .values({
          structure_id: id,
          guichet_id: guichetId,
          par: acteur.compteId,
          declaree_le: instant,
          dit: JSON.stringify(d),
          etat: 'a_confirmer',
        })
        .execute()
      await journaliser(tx, ctx, 'structure.declarer', id, aEcrire(d))
      return id
    }
    return entrer(tx, ctx, { nouvelle: { ...d, fermee: false }, faire, dit: { declaree: 'oui' } }, fonction)
  })

export type RefusCorrection = { kind: 'introuvable' } | { kind: 'tranchee' } | Exclude<RefusDeclaration, RejoindreRefuse>

/** Whether a member may still say otherwise: nobody has looked, it was refused, or it was confirmed without a SIREN, which its act and its payment wait for. */
export const corrigible = (d: Pick<Declaree, 'etat'>, s: { siren: string | null }) =>
  d.etat === 'a_confirmer' || d.etat === 'refusee' || (d.etat === 'confirmee' && s.siren === null)

/** What was declared is put right by a member. It waits for the service again. */
export const corrigerDeclaration = (
  ctx: ContexteActeur,
  { structureId, ...corrige }: Declaration & { structureId: string },
): Promise<Result<void, RefusCorrection>> =>
  enTransaction(ctx, async tx => {
    const { guichetId, instant, acteur } = ctx
    await verrouillerMembres(tx, guichetId, structureId)
    const lien = await lienDe(tx, guichetId, structureId, acteur.compteId)
    const structure = await trouverStructure(tx, guichetId, structureId)
    if (!structure || !peut(quiEst(acteur, lien?.etat, structure.departement), 'corriger', { structure: 'connue' }))
      return err({ kind: 'introuvable' })
    const declaree = await declarationDe(tx, guichetId, structureId, { verrou: true })
    if (!declaree) return err({ kind: 'introuvable' })
    if (!corrigible(declaree, structure)) return err({ kind: 'tranchee' })
    // confirmed, only the number that it had not is still to be said
    const d = declaree.etat === 'confirmee' ? { ...declaree.dit, siren: corrige.siren } : corrige
    const region = await regionDe(tx, d.departement)
    if (!region) return err({ kind: 'departement' })
    const connue = await dejaConnue(tx, guichetId, d, structureId)
    if (connue) return err(connue as Exclude<RefusDeclaration, RejoindreRefuse>)
    await tx
      .updateTable('structure')
      .set({ ...enBase(d), region: region.region, declaree: true })
      .where('id', '=', structureId)
      .execute()
    await relireDossiers(
      tx,
      guichetId,
      (await dossiersDe(tx, guichetId, structureId)).map(x => x.id),
    )
    await tx
      .updateTable('declaration_structure')
      .set({ dit: JSON.stringify(d), declaree_le: instant, etat: 'a_confirmer', motif: null, tranchee_le: null, tranchee_par: null })
      .where('guichet_id', '=', guichetId)
      .where('structure_id', '=', structureId)
      .execute()
    await journaliser(tx, ctx, 'structure.corriger', structureId, { ...aEcrire(d), de: aEcrire(declaree.dit) })
    return ok(undefined)
  })
