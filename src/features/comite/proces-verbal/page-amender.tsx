import { enTransaction } from '../../../contexte.ts'
import { type Ctx, ctxActeur, param } from '../../../http.ts'
import type { FieldErrors } from '../../../lib/forms.ts'
import { ok } from '../../../lib/result.ts'
import { paths } from '../../../paths.ts'
import { seancePour } from '../acte.ts'
import { cadreDe } from '../cadre.ts'
import { repondreRefus } from '../reponses.tsx'
import type { Seance } from '../seance.ts'
import { type Amendement, amende } from './amender.ts'
import { AmenderPage, type AmenderVue } from './amender.view.tsx'
import { changementsDe } from './changements.ts'
import type { ContenuPv } from './contenu.ts'
import { deportsDuLecteur, dossierLu } from './mots.ts'
import { type VersionPv, versionsDe } from './proces-verbal.queries.ts'

type Retour = { saisie: Amendement; errors?: FieldErrors; perimee?: boolean; statut: 409 | 422 }

/** The form that amends the procès-verbal, fresh or with what a refused one holds. */
export async function pageAmender(c: Ctx<'id'>, retour?: Retour): Promise<Response> {
  const ctx = ctxActeur(c)
  const id = param(c, 'id')
  const lu = await enTransaction(ctx, async tx => {
    const lue = await seancePour(tx, ctx, 'amender', id, { verrou: false })
    return lue.ok ? ok({ s: lue.value, versions: await versionsDe(tx, ctx.guichetId, id) }) : lue
  })
  if (!lu.ok) return repondreRefus(c, lu.error)
  const { s, versions } = lu.value
  const [v] = versions
  if (!v || v.figeLe) return c.redirect(paths.comite.procesVerbal(id), 303)
  return c.html(<AmenderPage site={c.var.site} vue={vueDe(s, versions, v, retour)} errors={retour?.errors ?? {}} />, retour?.statut ?? 200)
}

function vueDe(s: Seance, versions: readonly VersionPv[], v: VersionPv, retour?: Retour): AmenderVue {
  const deports = deportsDuLecteur(s, v)
  const lue = retour?.perimee ? versions.find(x => String(x.version) === retour.saisie.version) : undefined
  const contenu = retour ? melange(v.contenu, retour.saisie, lue?.contenu ?? v.contenu, deports) : v.contenu
  return {
    cadre: cadreDe(s),
    version: v.version,
    debats: contenu.dossiers
      .filter(d => !deports.has(d.id))
      .map(d => {
        const { id, rang, titre, porteur, conclusion, decision, montant } = dossierLu(d, false)
        return { id, rang, titre, porteur, conclusion, decision: [decision, montant].filter(Boolean).join(', ') }
      }),
    deports: deports.size,
    remarques: contenu.remarques,
    perimee: retour?.perimee
      ? { depuis: lue?.version ?? v.version, liste: changementsDe(lue?.contenu ?? v.contenu, v.contenu, deports) }
      : undefined,
  }
}

/** What was typed, over what is in force: a text that the person left as they read it gives way to what somebody else made of it. */
function melange(courant: ContenuPv, saisie: Amendement, lu: ContenuPv, deports: ReadonlySet<string>): ContenuPv {
  const tape = amende(lu, saisie, deports)
  const garde = (sien: string, avant: string, actuel: string) => (sien === avant ? actuel : sien)
  return {
    ...courant,
    dossiers: courant.dossiers.map(d => {
      const avant = lu.dossiers.find(x => x.id === d.id)?.conclusion ?? ''
      return { ...d, conclusion: garde(tape.dossiers.find(x => x.id === d.id)?.conclusion ?? avant, avant, d.conclusion) }
    }),
    remarques: garde(tape.remarques, lu.remarques, courant.remarques),
  }
}
