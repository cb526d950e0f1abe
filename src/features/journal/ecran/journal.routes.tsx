import { createMiddleware } from 'hono/factory'
import { aRole, enTransaction } from '../../../contexte.ts'
import { type Ctx, ctxActeur, type Env, exigeRole, faitDe, router } from '../../../http.ts'
import { dateCivile } from '../../../lib/dates.ts'
import { texteSaisi } from '../../../lib/forms.ts'
import { paths } from '../../../paths.ts'
import { GARDE_MOIS, passages } from '../../consultations/index.ts'
import { peut } from '../../decret/index.ts'
import { entetesFichier } from '../../fichiers/index.ts'
import { placeDe } from '../../guichet/index.ts'
import { FORMATS_FEUILLE } from '../../tableur/index.ts'
import { preuveDe, rupture } from '../preuve/preuve.queries.ts'
import { demanderVerification } from '../preuve/prouver.ts'
import { actesChoisis, COMPTES_MAX, choisir, compterChoisis } from './actes.queries.ts'
import { EXPORT_MAX, exporterJournal } from './exporter.ts'
import { JournalPage } from './journal.view.tsx'
import { enLignes } from './lignes.ts'
import { personnesCherchables } from './objets.queries.ts'
import { PassagesPage } from './passages.view.tsx'
import { estVide, lireRecherche, type Recherche } from './recherche.form.ts'

const { administration: a } = paths
const lecteurs = exigeRole('administrateur', 'direction')
const PAR_PAGE = 50
const FAITS: Record<string, string> = {
  demandee: 'La vérification commence. Rechargez cette page dans un instant pour en lire le résultat.',
}
const permis = (c: Ctx, acte: 'lire_journal' | 'lire_passages') => peut(placeDe(ctxActeur(c).acteur), acte, { guichet: 'ouvert' })

/** The journal on screen. Each page of administration says when its chain was found broken. */
export const journalRoutes = () =>
  router()
    .use('/administration/*', direRupture)
    .get(a.journal, lecteurs, c =>
      permis(c, 'lire_journal')
        ? montrer(
            c,
            lireRecherche(nom => c.req.query(nom)),
          )
        : c.notFound(),
    )
    .post(a.journalFichier, lecteurs, async c => (permis(c, 'lire_journal') ? emporter(c) : c.notFound()))
    .post(a.journalVerification, lecteurs, async c => {
      if (!permis(c, 'lire_journal')) return c.notFound()
      await demanderVerification(ctxActeur(c))
      return c.redirect(`${a.journal}?fait=demandee`, 303)
    })
    .get(a.passages, exigeRole('administrateur'), async c => (permis(c, 'lire_passages') ? montrerPassages(c) : c.notFound()))

const direRupture = createMiddleware<Env>(async (c, next) => {
  const { ctx, site } = c.var
  if (c.req.method === 'GET' && aRole(ctx.acteur, 'administrateur', 'direction')) {
    const rompue = await enTransaction(ctx, tx => rupture(tx, ctx.guichetId))
    if (rompue) site.journalRompu = rompue
  }
  await next()
})

const avantDe = (c: Ctx) => {
  const n = Number(c.req.query('avant'))
  return Number.isSafeInteger(n) && n > 0 ? n : undefined
}

async function montrer(c: Ctx, r: Recherche, refus?: string): Promise<Response> {
  const { guichetId } = c.var.ctx
  const avant = refus ? undefined : avantDe(c)
  const lu = await enTransaction(c.var.ctx, async tx => {
    const choix = await choisir(tx, guichetId, r)
    const [preuve, personnes, lues, n] = await Promise.all([
      preuveDe(tx, guichetId),
      personnesCherchables(tx, guichetId, r.qui),
      choix ? actesChoisis(tx, guichetId, choix, avant, PAR_PAGE + 1) : [],
      choix && !estVide(r) ? compterChoisis(tx, guichetId, choix) : 0,
    ])
    const lignes = await enLignes(tx, guichetId, lues.slice(0, PAR_PAGE))
    return { preuve, personnes, lignes, n, suite: lues.length > PAR_PAGE ? lignes.at(-1)!.rang : undefined }
  })
  return c.html(
    <JournalPage
      site={c.var.site}
      preuve={lu.preuve}
      recherche={r}
      personnes={lu.personnes}
      lignes={lu.lignes}
      nombre={{ n: lu.n, max: COMPTES_MAX }}
      avant={avant}
      suite={lu.suite}
      passages={permis(c, 'lire_passages')}
      refus={refus}
      fait={faitDe(c, FAITS)}
    />,
    refus || r.illisibles.du || r.illisibles.au ? 422 : 200,
  )
}

const REFUS = {
  rien: 'Rien n’est emporté\u00a0: aucun acte ne répond à cette recherche.',
  trop: `Rien n’est emporté\u00a0: un fichier tient ${EXPORT_MAX.toLocaleString('fr-FR')}\u00a0actes. Donnez deux dates plus proches.`,
} as const

async function emporter(c: Ctx): Promise<Response> {
  const champs = await c.req.parseBody()
  const r = lireRecherche(nom => texteSaisi(champs[nom]))
  const format = FORMATS_FEUILLE.find(f => f === champs.format) ?? 'csv'
  const fait = await exporterJournal(ctxActeur(c), r, format)
  if (!fait.ok) return montrer(c, r, REFUS[fait.error.motif])
  return c.body(fait.value.flux, 200, entetesFichier(fait.value.type, `journal-${dateCivile(c.var.ctx.instant)}.${format}`))
}

const UUID = /^[0-9a-f-]{36}$/
async function montrerPassages(c: Ctx): Promise<Response> {
  const { ctx } = c.var
  const [le, id] = [new Date(c.req.query('le') ?? ''), c.req.query('id') ?? '']
  const apres = Number.isNaN(le.getTime()) || !UUID.test(id) ? undefined : { le, id }
  const { lignes, suite } = await enTransaction(ctx, tx => passages(tx, ctx.guichetId, { apres }))
  const plus = suite && `${a.passages}?${new URLSearchParams({ le: suite.le.toISOString(), id: suite.id })}`
  return c.html(<PassagesPage site={c.var.site} lignes={lignes} suite={plus} debut={!!apres} gardeMois={GARDE_MOIS} />)
}
