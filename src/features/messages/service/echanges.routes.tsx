import { enTransaction, nouvelId } from '../../../contexte.ts'
import { type Ctx, ctxActeur, param, router } from '../../../http.ts'
import { ecrireCurseur, lireCurseur } from '../../../lib/curseur.ts'
import { paths } from '../../../paths.ts'
import { peut } from '../../decret/index.ts'
import { lireCadre, repondreRefus } from '../../instruction/index.ts'
import { servirPiece } from '../../pieces/index.ts'
import { dansLePerimetre, exigeInstructeur, instruitPour } from '../../service/index.ts'
import { type LecteurDuFil, lireFil, marquerLu } from '../fil.queries.ts'
import type { ErreursMessage } from '../fil.view.tsx'
import { phraseTexteMessage } from '../message.rules.ts'
import { pieceDuFil } from '../pieces-du-message.queries.ts'
import { recevoirMessage } from '../recevoir-message.ts'
import { EchangesPage } from './echanges.view.tsx'
import { ecrire } from './ecrire.ts'

/** The service's side of the messages of a dossier. */
export const echangesServiceRoutes = () =>
  router()
    .get(paths.instruction.echanges, exigeInstructeur, pageEchanges)
    .get(paths.instruction.pieceEchangee, exigeInstructeur, servir)
    .post(paths.instruction.echanges, exigeInstructeur, envoyer)

type Retour = { texte: string; errors: ErreursMessage }
async function pageEchanges(c: Ctx<'id'>, retour?: Retour) {
  const ctx = ctxActeur(c)
  const avant = lireCurseur(c.req.query('avant'))
  const page = await dansLePerimetre(c, async (tx, lu) => {
    const id = lu.ligne.dossier_id
    const lecteur: LecteurDuFil = { guichetId: ctx.guichetId, compteId: ctx.acteur.compteId, cote: 'service' }
    const fil = await lireFil(tx, lecteur, id, avant)
    // before the tabs are counted: what is shown here waits no more
    await marquerLu(tx, lecteur, id, fil.messages)
    const cadre = await lireCadre(tx, ctx, lu)
    const adresse = paths.instruction.echanges(id)
    return (
      <EchangesPage
        site={c.var.site}
        cadre={cadre}
        fil={{
          messages: fil.messages,
          lecteur,
          adressePiece: piece => paths.instruction.pieceEchangee(id, piece),
          service: cadre.appel.regime.service.nom,
          suivants: fil.suite && `${adresse}?${new URLSearchParams({ avant: ecrireCurseur(fil.suite) })}`,
          debut: avant && adresse,
        }}
        cle={peut(lu.place, 'ecrire', { dossier: lu.ligne.etat }) ? nouvelId() : undefined}
        fait={
          !retour && c.req.query('fait') === 'message' ? 'Le message est parti. Chaque membre du projet reçoit un courriel.' : undefined
        }
        {...retour}
      />
    )
  })
  return page ? c.html(page, retour ? 422 : 200) : c.notFound()
}

async function envoyer(c: Ctx<'id'>) {
  const ctx = ctxActeur(c)
  const dossierId = param(c, 'id')
  const permis = await enTransaction(ctx, tx => instruitPour(tx, ctx, 'ecrire', dossierId, { verrou: false }))
  if (!permis.ok) return repondreRefus(c, permis.error)
  const { texte, issue } = await recevoirMessage(c, dossierId, m => ecrire(ctx, m))
  if (issue.ok) return c.redirect(`${paths.instruction.echanges(dossierId)}?fait=message`, 303)
  const refus = issue.error
  if (refus.motif === 'fichier') return pageEchanges(c, { texte, errors: { fichier: refus.phrase } })
  if (refus.motif === 'vide' || refus.motif === 'trop_long') return pageEchanges(c, { texte, errors: { texte: phraseTexteMessage(refus) } })
  return repondreRefus(c, refus)
}

async function servir(c: Ctx<'id' | 'piece'>) {
  const piece = await dansLePerimetre(c, (tx, { ligne }) => pieceDuFil(tx, ligne.guichet_id, ligne.dossier_id, param(c, 'piece')))
  return piece ? servirPiece(c, c.var.deps.stockage, piece) : c.notFound()
}
