import type { ContexteActeur } from '../../../contexte.ts'
import { err, ok, type Result } from '../../../lib/result.ts'
import { enregistrerEtape, type RefusEnregistrement } from '../../mon-dossier/index.ts'
import { ligneNommee, type RefusGeste } from '../../saisie/index.ts'
import type { LigneRecue } from './preparer.ts'

/** `cle` names what is imported: the same page sent twice imports once. */
type Demande = {
  dossierId: string
  etape: string
  tableau: string
  lignes: readonly LigneRecue[]
  mode: 'ajouter' | 'remplacer'
  cle: string
}

/** Brings lines into a table of the form, after those of before or in their place, which can be restored at once. */
export async function importerLignes(ctx: ContexteActeur, d: Demande): Promise<Result<void, RefusEnregistrement | RefusGeste>> {
  const geste = {
    quoi: 'importer' as const,
    liste: d.tableau,
    lignes: d.lignes.map((l, i) => ({
      ligne: ligneNommee(d.cle, String(i)),
      cellules: Object.fromEntries(Object.entries(l.cellules).map(([code, v]) => [code, [v]])),
    })),
    retrait: d.mode === 'remplacer' ? ligneNommee(d.cle, 'retrait') : undefined,
  }
  const r = await enregistrerEtape(ctx, { dossierId: d.dossierId, etape: d.etape, saisie: { champs: {}, base: {}, gestes: [geste] } })
  if (!r.ok) return r
  return r.value.refusGeste ? err(r.value.refusGeste) : ok(undefined)
}
