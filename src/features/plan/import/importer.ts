import { type ContexteActeur, enTransaction } from '../../../contexte.ts'
import { err, ok, type Result } from '../../../lib/result.ts'
import { trouverDossier } from '../../dossiers/index.ts'
import { enregistrerEtape, type RefusEnregistrement } from '../../mon-dossier/index.ts'
import { type Geste, ligneNommee, type RefusGeste } from '../../saisie/index.ts'
import { planDe } from '../plan-du-contenu.ts'
import { type LigneLue, titreLot } from './preparer.ts'

export type ModeImport = 'ajouter' | 'remplacer'
/** `cle` names what is imported: the same page sent twice imports once. */
type Demande = { dossierId: string; etape: string; lignes: readonly LigneLue[]; mode: ModeImport; cle: string }

/**
 * Brings the lines of a table into the plan: lots that it names and the plan lacks are made, then the expenses are added, or take the place of
 * those of before, which can be restored at once.
 */
export async function importerDepenses(ctx: ContexteActeur, d: Demande): Promise<Result<void, RefusEnregistrement | RefusGeste>> {
  const dossier = await enTransaction(ctx, tx => trouverDossier(tx, ctx, d.dossierId))
  if (!dossier) return err({ motif: 'introuvable' })
  const lots = new Map(planDe(dossier.version.appel, dossier.contenu).lots.map((l, i) => [titreLot(l.intitule, i), l.ligne]))
  const nouveaux = [...new Set(d.lignes.map(l => l.lot))].filter(t => t !== '' && !lots.has(t))
  for (const [i, titre] of nouveaux.entries()) lots.set(titre, ligneNommee(d.cle, `lot ${i}`))
  const gestes: Geste[] = [
    {
      quoi: 'importer',
      liste: 'depenses',
      lots: nouveaux.map(titre => ({ ligne: lots.get(titre)!, cellules: { intitule: [titre], aide: ['oui'] } })),
      lignes: d.lignes.map((l, i) => ({ ligne: ligneNommee(d.cle, String(i)), cellules: cellules(l, lots) })),
      retrait: d.mode === 'remplacer' ? ligneNommee(d.cle, 'retrait') : undefined,
    },
  ]
  const r = await enregistrerEtape(ctx, { dossierId: d.dossierId, etape: d.etape, saisie: { champs: {}, base: {}, gestes } })
  if (!r.ok) return r
  return r.value.refusGeste ? err(r.value.refusGeste) : ok(undefined)
}

const cellules = (l: LigneLue, lots: ReadonlyMap<string, string>) => ({
  ...Object.fromEntries(Object.entries(l.cellules).map(([nom, v]) => [nom, [v]])),
  ...l.enPlus,
  ...(l.lot === '' ? {} : { lot: [lots.get(l.lot)!] }),
})
