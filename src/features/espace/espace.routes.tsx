import { enTransaction } from '../../contexte.ts'
import { planifier } from '../../db/db.ts'
import { type Ctx, ctxActeur, exigeCompte, router } from '../../http.ts'
import { ecrireCurseur, lireCurseur } from '../../lib/curseur.ts'
import { paths } from '../../paths.ts'
import { nommerPoints } from '../complements/index.ts'
import { mesEcrits } from '../dossiers/index.ts'
import { listerMessages, mesEchanges } from '../messages/index.ts'
import { ordresADonner } from '../ordre/index.ts'
import { invitationsRecues } from '../structures/index.ts'
import { attentesDuSuivi, decisionsNeuves } from '../suivi/index.ts'
import { attentesDe } from '../taches/index.ts'
import { compterMesDossiers, listerMesDossiers, mesInvitations, PAR_PAGE } from './espace.queries.ts'
import { EspacePage } from './espace.view.tsx'
import { ligneDe } from './lignes.ts'

/** Tasks shown at once: the others are counted, and come as these are done. */
const TACHES_MONTREES = 10
const MESSAGES_MONTRES = 3

/** A porteur's home. */
export function espaceRoutes() {
  const app = router()
  app.get(paths.espace, exigeCompte, espace)
  return app
}

async function espace(c: Ctx) {
  const ctx = ctxActeur(c)
  const { acteur, guichetId, instant } = ctx
  const q = (c.req.query('q') ?? '').trim().slice(0, 200)
  const apres = lireCurseur(c.req.query('apres'))
  const decline = /^[\w-]{1,40}$/.exec(c.req.query('decline') ?? '')?.[0] ?? ''
  const accueil = q === '' && !apres
  const [, ecrits, invitations, autres, recues, messages, echanges, ordres, decisions, lignes, total, trouves] = await enTransaction(
    ctx,
    tx =>
      Promise.all([
        planifier(tx, 'general'),
        mesEcrits(tx, ctx),
        accueil ? mesInvitations(tx, ctx) : [],
        accueil ? attentesDuSuivi(tx, ctx) : [],
        accueil ? invitationsRecues(tx, guichetId, acteur.courriel) : [],
        accueil ? listerMessages(tx, ctx, { limite: MESSAGES_MONTRES + 1 }) : undefined,
        accueil ? mesEchanges(tx, ctx, MESSAGES_MONTRES + 1) : [],
        accueil ? ordresADonner(tx, ctx) : [],
        accueil ? decisionsNeuves(tx, ctx) : [],
        listerMesDossiers(tx, ctx, { q, apres }),
        compterMesDossiers(tx, ctx),
        q ? compterMesDossiers(tx, ctx, q) : undefined,
      ]),
  )
  const structures = recues.filter(r => !acteur.structures.some(s => s.id === r.id)).map(r => ({ nom: r.nom, par: r.par || r.parCourriel }))
  const attentes = attentesDe(acteur, { ecrits: accueil ? ecrits : [], invitations, structures, autres }, instant)
  const demandes = (id: string) => {
    const d = ecrits.find(e => e.id === id)
    return d?.complement && nommerPoints(d, d.complement.points, instant)
  }
  const page = lignes.slice(0, PAR_PAGE)
  const dernier = lignes.length > PAR_PAGE ? page.at(-1) : undefined
  return c.html(
    <EspacePage
      site={c.var.site}
      decline={decline}
      structures={acteur.structures}
      taches={attentes.slice(0, TACHES_MONTREES).map(a => a.lire())}
      attentes={attentes.length}
      decisions={decisions}
      ordres={ordres}
      dossiers={page.map(d => ligneDe(d, acteur, instant, d.aCompleter ? demandes(d.id) : undefined))}
      messages={
        messages && {
          messages: messages.slice(0, MESSAGES_MONTRES),
          echanges: echanges.slice(0, MESSAGES_MONTRES),
          nonLus: c.var.nonLus,
          plus: messages.length > MESSAGES_MONTRES || echanges.length > MESSAGES_MONTRES,
        }
      }
      total={total}
      trouves={trouves}
      q={q}
      suite={dernier && adresse({ q, apres: ecrireCurseur({ instant: dernier.modifieLe, id: dernier.id }) })}
      debut={apres && adresse({ q })}
    />,
  )
}

const adresse = ({ q, ...reste }: { q: string; apres?: string }) => {
  const cherche = new URLSearchParams({ ...(q ? { q } : {}), ...reste }).toString()
  return `${paths.espace}${cherche ? `?${cherche}` : ''}#dossiers`
}
