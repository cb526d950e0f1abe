import { enTransaction, nouvelId } from '../../contexte.ts'
import { type Ctx, ctxActeur, exigeCompte, param, router } from '../../http.ts'
import { ecrireCurseur, lireCurseur } from '../../lib/curseur.ts'
import { paths } from '../../paths.ts'
import { teteDe } from '../cadre/index.ts'
import { MOTS_TROP_DE_COURRIELS } from '../courriels/index.ts'
import { aEteDepose, peut, relation } from '../decret/index.ts'
import type { Dossier } from '../dossiers/index.ts'
import { lireDossier, pageNeChangePlus } from '../mon-dossier/index.ts'
import { servirPiece } from '../pieces/index.ts'
import { EchangesPage } from './echanges.view.tsx'
import { ecrireAuService } from './ecrire-au-service.ts'
import { type LecteurDuFil, lireFil, marquerLu } from './fil.queries.ts'
import type { ErreursMessage } from './fil.view.tsx'
import { mesNonLus } from './mes-echanges.queries.ts'
import { motNonLus, phraseTexteMessage } from './message.rules.ts'
import { pieceDuFil } from './pieces-du-message.queries.ts'
import { recevoirMessage } from './recevoir-message.ts'

/** The project's side of the messages of a filed dossier. */
export const echangesRoutes = () =>
  router()
    .get(paths.dossiers.echanges, exigeCompte, async c => {
      const d = await lireDossier(c)
      if (!d) return c.notFound()
      return aEteDepose(d.etat) ? pageEchanges(c, d) : c.redirect(paths.dossiers.voir(d.id), 303)
    })
    .get(paths.dossiers.pieceEchangee, exigeCompte, servir)
    .post(paths.dossiers.echanges, exigeCompte, envoyer)

type Retour = { texte: string; errors: ErreursMessage }
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
        adressePiece: piece => paths.dossiers.pieceEchangee(d.id, piece),
        service: d.version.appel.regime.service.nom,
        suivants: fil.suite && `${adresse}?${new URLSearchParams({ avant: ecrireCurseur(fil.suite) })}`,
        debut: avant && adresse,
      }}
      cle={peut(relation(acteur, d), 'ecrire', { dossier: d.etat }) ? nouvelId() : undefined}
      fait={!retour && c.req.query('fait') === 'message' ? 'Votre message est parti. Le service reçoit un courriel.' : undefined}
      {...retour}
    />,
    retour ? 422 : 200,
  )
}

async function envoyer(c: Ctx<'id'>) {
  const ctx = ctxActeur(c)
  const d = await lireDossier(c)
  if (!d) return c.notFound()
  const { texte, issue } = await recevoirMessage(c, d.id, m => ecrireAuService(ctx, m))
  if (issue.ok) return c.redirect(`${paths.dossiers.echanges(d.id)}?fait=message`, 303)
  const refus = issue.error
  if (refus.motif === 'introuvable') return c.notFound()
  if (refus.motif === 'ferme') return ferme(c, (await lireDossier(c)) ?? d, texte)
  return pageEchanges(c, d, {
    texte,
    errors:
      refus.motif === 'fichier'
        ? { fichier: refus.phrase }
        : { texte: refus.motif === 'trop_de_courriels' ? MOTS_TROP_DE_COURRIELS[refus.limite] : phraseTexteMessage(refus) },
  })
}

const ferme = (c: Ctx, d: Dossier, texte: string) =>
  pageNeChangePlus(c, d, {
    titre: 'Échanges',
    message: aEteDepose(d.etat)
      ? 'Votre structure a retiré ce dossier\u00a0: le message n’est pas parti'
      : 'On écrit au service une fois le dossier déposé\u00a0: le message n’est pas parti',
    perdus: [{ libelle: 'Votre message', texte }],
    statut: 409,
  })

async function servir(c: Ctx<'id' | 'piece'>) {
  const d = await lireDossier(c)
  const piece = d && (await enTransaction(c.var.ctx, tx => pieceDuFil(tx, c.var.ctx.guichetId, d.id, param(c, 'piece'))))
  return piece ? servirPiece(c, c.var.deps.stockage, piece) : c.notFound()
}
