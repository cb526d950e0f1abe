import { enTransaction } from '../../contexte.ts'
import { type Ctx, ctxActeur, exigeCompte, param, router } from '../../http.ts'
import { ecrireCurseur, lireCurseur } from '../../lib/curseur.ts'
import { paths } from '../../paths.ts'
import { echangesRoutes } from './echanges.routes.tsx'
import { mesEchanges } from './mes-echanges.queries.ts'
import { listerMessages } from './messages.queries.ts'
import { MessagePage, MessagesPage } from './messages.view.tsx'
import { echangesServiceRoutes } from './service/echanges.routes.tsx'

const PAR_PAGE = 20
/** Older threads are read from their dossier. */
const ECHANGES_MONTRES = 50

/** Both sides of the thread of a dossier, and what a porteur reads of all of theirs. */
export const messagesRoutes = () => router().et(mesMessagesRoutes()).et(echangesRoutes()).et(echangesServiceRoutes())

/** The threads of one's dossiers, and the mails of the guichet about them, read in place. */
function mesMessagesRoutes() {
  const app = router()
  app.get(paths.messages.liste, exigeCompte, lister)
  app.get(paths.messages.voir, exigeCompte, voir)
  return app
}

async function lister(c: Ctx) {
  const avant = lireCurseur(c.req.query('avant'))
  const { lus, echanges } = await enTransaction(c.var.ctx, async tx => ({
    lus: await listerMessages(tx, c.var.ctx, { limite: PAR_PAGE + 1, avant }),
    echanges: avant ? [] : await mesEchanges(tx, ctxActeur(c), ECHANGES_MONTRES),
  }))
  const messages = lus.slice(0, PAR_PAGE)
  const dernier = lus.length > PAR_PAGE ? messages.at(-1) : undefined
  return c.html(
    <MessagesPage
      site={c.var.site}
      messages={messages}
      echanges={echanges}
      suite={
        dernier && `${paths.messages.liste}?${new URLSearchParams({ avant: ecrireCurseur({ instant: dernier.creeLe, id: dernier.id }) })}`
      }
      debut={avant && paths.messages.liste}
    />,
  )
}

async function voir(c: Ctx<'id'>) {
  const [message] = await enTransaction(c.var.ctx, tx => listerMessages(tx, c.var.ctx, { limite: 1, id: param(c, 'id') }))
  return message ? c.html(<MessagePage site={c.var.site} message={message} />) : c.notFound()
}
