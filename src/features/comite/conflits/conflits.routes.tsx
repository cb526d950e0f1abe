import { type ContexteActeur, enTransaction } from '../../../contexte.ts'
import type { Tx } from '../../../db/db.ts'
import { type Ctx, ctxActeur, param, router } from '../../../http.ts'
import { type FieldErrors, texteSaisi } from '../../../lib/forms.ts'
import { paths } from '../../../paths.ts'
import { dossierPour, seancePour } from '../acte.ts'
import { cadreDe } from '../cadre.ts'
import { exigeComite, repondreRefus } from '../reponses.tsx'
import { aDeclarer, declarationDe, estDeporte, examines, type Inscrit, type Seance } from '../seance.ts'
import { type Interets, lireInterets } from './conflits.form.ts'
import { ConflitPage, ConflitsPage, type DossierNomme } from './conflits.view.tsx'
import { declarerInterets } from './declarer.ts'
import { declarerConflit } from './declarer-conflit.ts'
import { structuresAssociees } from './structures.queries.ts'

/** What members declare of their interests. */
export const conflitsRoutes = () =>
  router()
    .get(paths.comite.conflits, exigeComite, pageConflits)
    .post(paths.comite.conflits, exigeComite, async c => {
      const saisie = lireInterets(await c.req.parseBody())
      const r = await declarerInterets(ctxActeur(c), param(c, 'id'), saisie)
      if (r.ok) return c.redirect(`${paths.comite.seance(param(c, 'id'))}?fait=interets`, 303)
      return r.error.motif === 'saisie' ? pageConflits(c, { saisie, errors: r.error.errors }) : repondreRefus(c, r.error)
    })
    .get(paths.comite.conflit, exigeComite, pageConflit)
    .post(paths.comite.conflit, exigeComite, async c => {
      const motif = texteSaisi((await c.req.parseBody()).motif)
      const r = await declarerConflit(ctxActeur(c), { seanceId: param(c, 'id'), dossierId: param(c, 'dossier'), motif })
      if (r.ok) return c.redirect(`${paths.comite.conflits(param(c, 'id'))}?fait=conflit`, 303)
      return r.error.motif === 'saisie' ? pageConflit(c, { motif, errors: r.error.errors }) : repondreRefus(c, r.error)
    })

async function pageConflits(c: Ctx<'id'>, retour?: { saisie: Interets; errors: FieldErrors }) {
  const ctx = ctxActeur(c)
  const r = await enTransaction(ctx, async tx => {
    const lue = await seancePour(tx, ctx, 'declarer', param(c, 'id'), { verrou: false })
    return lue.ok ? { s: lue.value, nommer: await nommeur(tx, ctx, lue.value) } : { refus: lue.error }
  })
  if (r.refus) return repondreRefus(c, r.refus)
  const { s, nommer } = r
  const moi = s.moi!
  const attendus = aDeclarer(s, moi)
  const page = (
    <ConflitsPage
      site={c.var.site}
      cadre={cadreDe(s)}
      attendus={attendus.map(nommer)}
      declares={examines(s)
        .filter(d => !attendus.includes(d))
        .map(d => {
          const dit = declarationDe(s, moi.id, d.id)
          return { ...nommer(d), conflit: estDeporte(s, moi, d.id), dOffice: !dit || dit.origine === 'structure', le: dit?.le }
        })}
      ouverte={s.etat !== 'close'}
      saisie={retour?.saisie ?? {}}
      fait={!retour && c.req.query('fait') === 'conflit' ? 'Votre conflit d’intérêts est déclaré.' : undefined}
      errors={retour?.errors ?? {}}
    />
  )
  return c.html(page, retour ? 422 : 200)
}

async function pageConflit(c: Ctx<'id' | 'dossier'>, retour?: { motif: string; errors: FieldErrors }) {
  const ctx = ctxActeur(c)
  const r = await enTransaction(ctx, async tx => {
    const lu = await dossierPour(tx, ctx, 'declarer', { seanceId: param(c, 'id'), dossierId: param(c, 'dossier') }, { verrou: false })
    return lu.ok ? { ...lu.value, nommer: await nommeur(tx, ctx, lu.value.s) } : { refus: lu.error }
  })
  if (r.refus) return repondreRefus(c, r.refus)
  const page = (
    <ConflitPage
      site={c.var.site}
      cadre={cadreDe(r.s)}
      dossier={r.nommer(r.inscrit)}
      motif={retour?.motif ?? ''}
      errors={retour?.errors ?? {}}
    />
  )
  return c.html(page, retour ? 422 : 200)
}

/** Names a dossier of the agenda by its title and its structures, the bearer first. */
async function nommeur(tx: Tx, ctx: ContexteActeur, s: Seance): Promise<(d: Inscrit) => DossierNomme> {
  const associees = await structuresAssociees(tx, ctx.guichetId, s.id)
  return d => ({
    id: d.id,
    numero: d.numero,
    titre: d.titre,
    structures: [d.porteur, ...(associees.get(d.id) ?? [])].join(', '),
  })
}
