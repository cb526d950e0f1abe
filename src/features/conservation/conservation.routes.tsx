import { enTransaction, structuresActives } from '../../contexte.ts'
import { type Ctx, ctxActeur, exigeCompte, router } from '../../http.ts'
import { dateCivile } from '../../lib/dates.ts'
import { paths } from '../../paths.ts'
import { versConfirmation } from '../comptes/index.ts'
import { archiveRoutes } from './archive/archive.routes.tsx'
import { situationDuCompte } from './effacement/compte.queries.ts'
import { obstacle } from './effacement/effacement.rules.ts'
import { effacerCompte } from './effacement/effacer-compte.ts'
import { SuppressionPage, SupprimePage } from './effacement/suppression.view.tsx'
import { commencerEmport } from './emport.ts'
import { envoyerZip } from './envoyer-zip.ts'
import { MesDonneesPage } from './export/donnees.view.tsx'
import { entreesDuCompte } from './export/exporter-compte.ts'

export const conservationRoutes = () => router().et(droitsRoutes()).et(archiveRoutes())

/** A person's own rights: taking their data away, erasing their account. */
const droitsRoutes = () =>
  router()
    .get(paths.conservation.mesDonnees, exigeCompte, c => c.html(mesDonnees(c)))
    .post(paths.conservation.export, exigeCompte, exporter)
    .get(paths.conservation.suppression, exigeCompte, async c => c.html(await suppression(c)))
    .post(paths.conservation.suppression, exigeCompte, supprimer)
    .get(paths.conservation.supprime, c => c.html(<SupprimePage site={c.var.site} />))

const mesDonnees = (c: Ctx, enCours = false) => (
  <MesDonneesPage site={c.var.site} structures={structuresActives(c.var.ctx.acteur).map(s => s.nom)} enCours={enCours} />
)

async function exporter(c: Ctx) {
  const ctx = ctxActeur(c)
  const id = ctx.acteur.compteId
  const pris = await commencerEmport(ctx, id, 'conservation.exporte')
  if (!pris.ok) return c.html(mesDonnees(c, true), 422)
  const { config, sceau, stockage } = c.var.deps
  return envoyerZip(c, id, `mes-donnees-${dateCivile(ctx.instant)}.zip`, entreesDuCompte({ ctx, config, sceau, stockage }))
}

async function suppression(c: Ctx, erreur?: string) {
  const { acteur, guichetId } = ctxActeur(c)
  const situation = await enTransaction(c.var.ctx, tx => situationDuCompte(tx, guichetId, acteur.compteId))
  return (
    <SuppressionPage
      site={c.var.site}
      courriel={acteur.courriel}
      structures={situation.structures}
      empeche={obstacle(situation)}
      dossiersAns={c.var.deps.config.guichet.conservation.dossiersAns}
      erreur={erreur}
    />
  )
}

async function supprimer(c: Ctx) {
  const ctx = ctxActeur(c)
  if ((await c.req.parseBody()).compris !== 'oui') return c.html(await suppression(c, 'Cochez la case pour confirmer'), 422)
  const confirmation = await versConfirmation(c, paths.conservation.suppression)
  if (confirmation) return confirmation
  const efface = await effacerCompte(ctx, { id: ctx.acteur.compteId, courriel: ctx.acteur.courriel }, 'demande')
  return efface.ok ? c.redirect(paths.conservation.supprime, 303) : c.html(await suppression(c), 422)
}
