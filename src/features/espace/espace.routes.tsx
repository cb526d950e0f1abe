import { enTransaction, structuresActives } from '../../contexte.ts'
import { planifier } from '../../db/db.ts'
import { type Ctx, ctxActeur, exigeCompte, param, router } from '../../http.ts'
import { ecrireCurseur, lireCurseur } from '../../lib/curseur.ts'
import type { FieldErrors } from '../../lib/forms.ts'
import { paths } from '../../paths.ts'
import { appelPublie, appelsPublies } from '../appels/index.ts'
import { type Appel, etatAppel, vagueUtile } from '../cahier/index.ts'
import { nommerPoints } from '../complements/index.ts'
import { mesEcrits } from '../dossiers/index.ts'
import { listerMessages, mesEchanges } from '../messages/index.ts'
import { ordresADonner } from '../ordre/index.ts'
import { invitationsRecues, pourAppel } from '../structures/index.ts'
import { attentesDuSuivi, decisionsNeuves } from '../suivi/index.ts'
import { attentesDe } from '../taches/index.ts'
import { creerDossier } from './creer.ts'
import { compterMesDossiers, listerMesDossiers, mesInvitations, PAR_PAGE } from './espace.queries.ts'
import { EspacePage } from './espace.view.tsx'
import { ligneDe } from './lignes.ts'
import { DejaCommencePage, NouveauPage } from './nouveau.view.tsx'

/** Tasks shown at once: the others are counted, and come as these are done. */
const TACHES_MONTREES = 10
const MESSAGES_MONTRES = 3

/** A porteur's home, and the beginning of a dossier. */
export function espaceRoutes() {
  const app = router()
  app.get(paths.espace, exigeCompte, espace)
  app.get(paths.dossiers.nouveau, exigeCompte, nouveau)
  app.post(paths.dossiers.nouveau, exigeCompte, creer)
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

const publieDe = (c: Ctx<'slug'>) => enTransaction(c.var.ctx, tx => appelPublie(tx, c.var.ctx.guichetId, param(c, 'slug')))

async function nouveau(c: Ctx<'slug'>) {
  const publie = await publieDe(c)
  if (!publie) return c.notFound()
  return c.html(await pageNouveau(c, publie.appel, {}))
}

async function pageNouveau(c: Ctx, appel: Appel, errors: FieldErrors) {
  const { ctx } = c.var
  const publies = await enTransaction(ctx, tx => appelsPublies(tx, ctx.guichetId))
  return (
    <NouveauPage
      site={c.var.site}
      appel={appel}
      structures={structuresActives(ctx.acteur)}
      pour={pourAppel(publies, appel.slug, ctx.instant)}
      errors={errors}
      {...closDe(appel, c)}
    />
  )
}

const closDe = (appel: Parameters<typeof etatAppel>[0], c: Ctx) =>
  etatAppel(appel, c.var.ctx.instant) === 'clos' ? { clos: vagueUtile(appel, c.var.ctx.instant).cloture! } : {}

/** Straight to the first step when there is one structure; otherwise the person chooses. */
async function creer(c: Ctx<'slug'>) {
  const ctx = ctxActeur(c)
  const publie = await publieDe(c)
  if (!publie) return c.notFound()
  const brut = await c.req.parseBody()
  const structures = structuresActives(ctx.acteur)
  const choisie = typeof brut.structure === 'string' ? brut.structure : structures.length === 1 ? structures[0]!.id : undefined
  if (choisie === undefined && !('structure' in brut) && !('_choix' in brut))
    return c.redirect(paths.dossiers.nouveau(publie.appel.slug), 303)
  // one that this call does not help learns it before it writes anything
  const seule = structures.find(s => s.id === choisie)
  if (seule && !('structure' in brut) && !publie.appel.porteurs.types.some(t => t.type === seule.type))
    return c.redirect(paths.dossiers.nouveau(publie.appel.slug), 303)
  const r = await creerDossier(ctx, { slug: publie.appel.slug, structureId: choisie ?? '', autre: brut.autre === 'oui' })
  if (r.ok) return c.redirect(paths.dossiers.voir(r.value.id), 303)
  if (r.error.motif === 'brouillons' && choisie)
    return c.html(<DejaCommencePage site={c.var.site} appel={publie.appel} structureId={choisie} brouillons={r.error.brouillons} />, 422)
  const errors = r.error.motif === 'structure' ? { structure: 'Choisissez une structure dont vous êtes membre' } : {}
  return c.html(await pageNouveau(c, publie.appel, errors), 422)
}
