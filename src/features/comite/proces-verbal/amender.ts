import { type ContexteActeur, enTransaction } from '../../../contexte.ts'
import { type FieldErrors, texteSaisi } from '../../../lib/forms.ts'
import { err, ok, type Result } from '../../../lib/result.ts'
import { TEXTE_MAX } from '../../decisions/index.ts'
import { journaliser } from '../../journal/index.ts'
import { type RefusComite, seancePour } from '../acte.ts'
import { changementsDe } from './changements.ts'
import type { ContenuPv } from './contenu.ts'
import { ecrireVersion } from './etablir.ts'
import { versionsDe } from './proces-verbal.queries.ts'
import { deportsDuLecteur } from './pv.mots.ts'
import { inviterASigner } from './signataires.ts'

/** As it was typed; `version`: the one that was on the page. A debate that the form did not show is not in it. */
export type Amendement = { version: string; conclusions: Readonly<Record<string, string>>; remarques: string }
export type RefusAmendement =
  | RefusComite
  | { motif: 'saisie'; errors: FieldErrors }
  /** Another version was established meanwhile. */
  | { motif: 'perimee' }
  | { motif: 'fige' }

export function lireAmendement(corps: Record<string, unknown>): Amendement {
  const conclusions = Object.entries(corps).flatMap(([nom, v]) => {
    const [, dossier] = /^conclusion-(.+)$/.exec(nom) ?? []
    return dossier ? [[dossier, texteSaisi(v)] as const] : []
  })
  return { version: texteSaisi(corps.version), conclusions: Object.fromEntries(conclusions), remarques: texteSaisi(corps.remarques) }
}

export const amende = (c: ContenuPv, a: Amendement, deports: ReadonlySet<string>): ContenuPv => ({
  ...c,
  dossiers: c.dossiers.map(d => (deports.has(d.id) ? d : { ...d, conclusion: a.conclusions[d.id] ?? d.conclusion })),
  remarques: a.remarques,
})

const TROP_LONG = 'Ce texte est trop long\u00a0: 4\u00a0000 caractères au plus'
const erreursDe = ({ conclusions, remarques }: Amendement): FieldErrors =>
  Object.fromEntries(
    [...Object.entries(conclusions).map(([d, t]) => [`conclusion-${d}`, t] as const), ['remarques', remarques] as const]
      .filter(([, t]) => t.length > TEXTE_MAX)
      .map(([champ]) => [champ, TROP_LONG]),
  )

/** Writes another version of the procès-verbal, with other words for its debates; signatures start again on it. */
export const amenderProcesVerbal = (
  ctx: ContexteActeur,
  id: string,
  a: Amendement,
): Promise<Result<{ change: boolean }, RefusAmendement>> =>
  enTransaction(ctx, async tx => {
    const lue = await seancePour(tx, ctx, 'amender', id)
    if (!lue.ok) return lue
    const [v] = await versionsDe(tx, ctx.guichetId, id)
    if (!v) return err({ motif: 'introuvable' })
    if (v.figeLe) return err({ motif: 'fige' })
    if (String(v.version) !== a.version) return err({ motif: 'perimee' })
    const errors = erreursDe(a)
    if (Object.keys(errors).length > 0) return err({ motif: 'saisie', errors })
    const contenu = amende(v.contenu, a, deportsDuLecteur(lue.value, v))
    const change = changementsDe(v.contenu, contenu, new Set()).map(c => c.ou)
    if (change.length === 0) return ok({ change: false })
    const version = v.version + 1
    await ecrireVersion(tx, ctx, id, { version, contenu })
    await inviterASigner(tx, ctx, lue.value, version)
    await journaliser(tx, ctx, 'comite.proces_verbal_amende', id, { version, change })
    return ok({ change: true })
  })
