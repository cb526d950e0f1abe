import { enTransaction, nouvelId } from '../../../contexte.ts'
import { type Ctx, ctxActeur, exigeCompte, param, router, UUID } from '../../../http.ts'
import { ecrireCurseur, lireCurseur } from '../../../lib/curseur.ts'
import { texteSaisi } from '../../../lib/forms.ts'
import { paths } from '../../../paths.ts'
import type { Dossier } from '../dossiers.queries.ts'
import { aEteDepose, peut, relation } from '../dossiers.rules.ts'
import { ID, lireDossier } from '../etapes/etapes.routes.tsx'
import { teteDe } from '../etapes/page-etape.tsx'
import { EchangesPage } from './echanges.view.tsx'
import { ecrireAuService, type PrevenirService } from './ecrire-au-service.ts'
import { type LecteurDuFil, lireFil, marquerLu } from './fil.queries.ts'
import { mesNonLus } from './mes-echanges.queries.ts'
import { motNonLus, phraseTexteMessage } from './message.rules.ts'

/** The project's side of the messages of a filed dossier. */
export const echangesRoutes = (prevenirService: PrevenirService) =>
  router()
    .get(paths.dossiers.echanges(ID), exigeCompte, async c => {
      const d = await lireDossier(c as Ctx)
      if (!d) return c.notFound()
      return aEteDepose(d.etat) ? pageEchanges(c as Ctx, d) : c.redirect(paths.dossiers.voir(d.id), 303)
    })
    .post(paths.dossiers.echanges(ID), exigeCompte, c => envoyer(c as Ctx, prevenirService))

type Retour = { texte?: string; erreur?: string; refus?: string }
async function pageEchanges(c: Ctx, d: Dossier, retour?: Retour) {
  const { guichetId, acteur } = ctxActeur(c)
  const avant = lireCurseur(c.req.query('avant'))
  const lecteur: LecteurDuFil = { guichetId, compteId: acteur.compteId, cote: 'projet' }
  const fil = await enTransaction(c.var.ctx, async tx => {
    const lu = await lireFil(tx, lecteur, d.id, avant)
    await marquerLu(tx, lecteur, d.id, lu.messages)
    return { ...lu, nonLus: await mesNonLus(tx, c.var.ctx) }
  })
  // the menu was counted before: what is shown here waits no more
  const nav = c.var.site.nav.map(n => (n.href === paths.espace ? { ...n, compte: motNonLus(fil.nonLus) } : n))
  const adresse = paths.dossiers.echanges(d.id)
  return c.html(
    <EchangesPage
      site={{ ...c.var.site, nav }}
      tete={teteDe(c, d)}
      fil={{
        messages: fil.messages,
        lecteur,
        service: d.version.appel.regime.service.nom,
        suivants: fil.suite && `${adresse}?${new URLSearchParams({ avant: ecrireCurseur(fil.suite) })}`,
        debut: avant && adresse,
      }}
      cle={peut('ecrire', d.etat, relation(acteur, d)) ? nouvelId() : undefined}
      fait={!retour && c.req.query('fait') === 'message' ? 'Votre message est parti. Le service reçoit un courriel.' : undefined}
      {...retour}
    />,
    retour?.refus ? 409 : retour ? 422 : 200,
  )
}

async function envoyer(c: Ctx, prevenirService: PrevenirService) {
  const corps = await c.req.parseBody()
  const [texte, cle] = [texteSaisi(corps.texte), texteSaisi(corps.cle)]
  const dossierId = param(c, 'id')
  const envoi = { dossierId, texte, cle: new RegExp(`^${UUID}$`).test(cle) ? cle : undefined }
  const r = await ecrireAuService(ctxActeur(c), prevenirService, envoi)
  if (r.ok) return c.redirect(`${paths.dossiers.echanges(dossierId)}?fait=message`, 303)
  const d = r.error.motif === 'introuvable' ? undefined : await lireDossier(c)
  if (!d || r.error.motif === 'introuvable') return c.notFound()
  if (r.error.motif !== 'ferme') return pageEchanges(c, d, { texte, erreur: phraseTexteMessage(r.error) })
  if (!aEteDepose(d.etat)) return c.redirect(paths.dossiers.voir(d.id), 303)
  return pageEchanges(c, d, { refus: 'Votre structure a retiré ce dossier\u00a0: le message n’est pas parti.' })
}
