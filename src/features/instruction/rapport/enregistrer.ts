import { type ContexteActeur, enTransaction } from '../../../contexte.ts'
import type { Tx } from '../../../db/db.ts'
import { err, ok, type Result } from '../../../lib/result.ts'
import { journaliser } from '../../journal/index.ts'
import { instruitPour, type RefusInstruction } from '../../service/index.ts'
import { type Conflit, type Contenu, fusionner, type Saisie } from './fusion.ts'
import { champAppreciation, champCommentaire, SANS_OBJET } from './grille.rules.ts'
import { type Analyse, lireAnalyse } from './lire-analyse.ts'
import { lireProposition, UN } from './proposition.rules.ts'
import type { CriteresEcrits } from './rapport.queries.ts'
import { refusSaisie } from './saisie.ts'

export type RefusRapport =
  | RefusInstruction
  /** The report is finished: it is opened again first. */
  | { motif: 'termine' }
  | { motif: 'saisie'; errors: Record<string, string> }
  /** Somebody changed the same fields since the page was read: nothing is written, both are shown. */
  | { motif: 'conflits'; conflits: Conflit[]; par: string }
export type DemandeRapport = {
  dossierId: string
  saisie: Saisie
  /** The filing that the page showed. */
  version: number
  /** The writer has read the report again with this filing: it now judges it. */
  relue: boolean
}

/** Saves the report of a dossier (C5.5, C5.9), field by field. Sent twice, it is saved once. */
export const enregistrerRapport = (ctx: ContexteActeur, d: DemandeRapport): Promise<Result<void, RefusRapport>> =>
  enTransaction(ctx, async tx => {
    const prepare = await preparerRapport(tx, ctx, d)
    if (!prepare.ok) return prepare
    await ecrireRapport(tx, ctx, prepare.value)
    return ok(undefined)
  })

export type RapportPret = { analyse: Analyse; contenu: Contenu; version: number; change: boolean }

/** The report as this form would leave it, the dossier locked; or why it cannot be saved. Writes nothing. */
export async function preparerRapport(tx: Tx, ctx: ContexteActeur, d: DemandeRapport): Promise<Result<RapportPret, RefusRapport>> {
  const lu = await instruitPour(tx, ctx, 'rapporter', d.dossierId)
  if (!lu.ok) return lu
  const analyse = await lireAnalyse(tx, ctx.guichetId, lu.value)
  const { rapport } = analyse
  const errors = refusSaisie(analyse, d.saisie)
  if (Object.keys(errors).length > 0) return err({ motif: 'saisie', errors })
  const { contenu, conflits, change } = fusionner(analyse.contenu, d.saisie)
  // the same form sent twice changes nothing, whatever became of the report
  if (rapport?.termine && (change || conflits.length > 0)) return err({ motif: 'termine' })
  if (conflits.length > 0) return err({ motif: 'conflits', conflits, par: rapport?.modifiePar ?? '' })
  const montree = Math.min(d.version, lu.value.ligne.version)
  const version = rapport && (!d.relue || rapport.termine) ? rapport.version : montree
  return ok({ analyse, contenu, version, change: change || version !== rapport?.version })
}

/** Writes what was prepared, when it changes something. */
export async function ecrireRapport(tx: Tx, ctx: ContexteActeur, { analyse, contenu, version, change }: RapportPret) {
  if (!change) return
  const { ligne, rapport } = analyse
  const valeurs = {
    revision: (rapport?.revision ?? 0) + 1,
    ...colonnesDe(analyse, contenu, version),
    modifie_par: ctx.acteur.compteId,
    modifie_le: ctx.instant,
  }
  await tx
    .insertInto('rapport')
    .values({ dossier_id: ligne.dossier_id, guichet_id: ctx.guichetId, ...valeurs })
    .onConflict(c => c.column('dossier_id').doUpdateSet(valeurs))
    .execute()
  await journaliser(tx, ctx, 'instruction.rapport', ligne.dossier_id, { revision: valeurs.revision, version })
}

function colonnesDe({ grille }: Analyse, contenu: Contenu, version: number) {
  const texte = (champ: string) => contenu[champ] ?? ''
  const notes: CriteresEcrits['notes'] = Object.fromEntries(
    grille.criteres.map(c => [
      c.code,
      {
        appreciation: c.applicable ? texte(champAppreciation(c.code)) : SANS_OBJET,
        commentaire: texte(champCommentaire(c.code)),
      },
    ]),
  )
  const p = lireProposition(texte('proposition'))
  return {
    criteres: JSON.stringify({ version, notes } satisfies CriteresEcrits),
    priorites: JSON.stringify(Object.fromEntries(grille.priorites.map((p, i) => [i + 1, texte(p.champ)]))),
    points_forts: texte('points_forts'),
    reserves: texte('reserves'),
    avis: texte('avis') || null,
    lignes: [...p.lignes],
    base: p.base,
    taux: p.taux === null ? null : (p.taux / UN).toFixed(8),
    montant: p.montant,
    calcule: p.calcule,
  }
}
