import { enTransaction, nouvelId } from '../../contexte.ts'
import { type Ctx, ctxActeur, exigeRole, faitDe, param, router } from '../../http.ts'
import { type FieldErrors, texteSaisi } from '../../lib/forms.ts'
import { estUuid } from '../../lib/uuid.ts'
import { paths } from '../../paths.ts'
import { signatairesDe } from '../agents/index.ts'
import { type AppelDeVersion, appelConnu, slugSur } from '../appels/index.ts'
import { peut } from '../decret/index.ts'
import { messageFichier, recevoirFormulaire } from '../fichiers/index.ts'
import { fluxRequete } from '../pieces/index.ts'
import { CHAMPS_DELEGATION, DELEGATION_VIDE, type SaisieDelegation } from './delegation.form.ts'
import { type Delegation, delegationDe, delegationsDe } from './delegations.queries.ts'
import { DelegationsPage, FinDelegationPage } from './delegations.view.tsx'
import { enregistrerDelegation, type RefusEnregistrement } from './enregistrer.ts'
import { etatDelegation, subdelegables } from './etat.rules.ts'
import { finirDelegation } from './finir.ts'
import { servirArrete } from './servir-arrete.ts'
import { signaturesRoutes } from './signatures.routes.tsx'

const admin = exigeRole('administrateur')
/** What is kept of an arrêté: a PDF, ten megabytes at most. */
const FORMATS = ['pdf'] as const
const TAILLE = 10_000_000
const FAITS: Record<string, string> = {
  enregistree: 'La délégation est enregistrée. Les deux personnes reçoivent un courriel.',
  finie: 'La délégation a pris fin. Les deux personnes reçoivent un courriel.',
}

/** The delegations of signature of a call, for the administration of the guichet; and what a signatory reads of theirs. */
export const delegationsRoutes = () =>
  router()
    .get(paths.administration.delegations, admin, c => page(c))
    .post(paths.administration.delegations, admin, enregistrer)
    .get(paths.administration.finDelegation, admin, c => fin(c))
    .post(paths.administration.finDelegation, admin, finir)
    .get(paths.administration.arreteDelegation, admin, arrete)
    .et(signaturesRoutes())

const slugDe = (c: Ctx<'slug'>) => slugSur(param(c, 'slug'))
type Retour = { saisie?: SaisieDelegation; cle?: string; errors?: FieldErrors; refus?: string; statut?: 409 | 422 }
async function page(c: Ctx<'slug'>, { saisie = DELEGATION_VIDE, cle = nouvelId(), errors = {}, refus, statut }: Retour = {}) {
  const { ctx, site } = c.var
  const lu = await enTransaction(ctx, async tx => {
    const connu = await appelConnu(tx, ctx.guichetId, slugDe(c))
    if (!connu) return undefined
    const { appel, appelId } = connu
    const delegations = await delegationsDe(tx, ctx.guichetId, appelId)
    return {
      appel,
      delegations,
      meres: subdelegables(delegations, ctx.instant),
      signataires: await signatairesDe(tx, ctx.guichetId, appelId),
    }
  })
  if (!lu) return c.notFound()
  const fait = statut ? undefined : faitDe(c, FAITS)
  return c.html(<DelegationsPage site={site} instant={ctx.instant} {...lu} {...{ saisie, cle, errors, fait, refus }} />, statut ?? 200)
}

async function enregistrer(c: Ctx<'slug'>) {
  const ctx = ctxActeur(c)
  const connu = await enTransaction(ctx, tx => appelConnu(tx, ctx.guichetId, slugDe(c)))
  if (!connu) return c.notFound()
  const { stockage, config } = c.var.deps
  const reception = { instant: ctx.instant, formats: FORMATS, max: TAILLE, clamd: config.CLAMD, nombre: 1 }
  const { champs, fichiers } = await recevoirFormulaire({ headers: c.req.raw.headers, corps: fluxRequete(c) }, stockage, reception)
  const saisie = Object.fromEntries(CHAMPS_DELEGATION.map(nom => [nom, texteSaisi(champs[nom])])) as SaisieDelegation
  const cle = estUuid(champs.cle ?? '') ? champs.cle! : nouvelId()
  if (!fichiers.ok)
    return page(c, { saisie, cle, errors: { fichier: messageFichier(fichiers.error, { formats: FORMATS, max: TAILLE }) }, statut: 422 })
  const [fichier] = fichiers.value
  const oublier = async () => fichier && (await stockage.supprimer(fichier.cle))
  const r = await enregistrerDelegation(ctx, { appelId: connu.appelId, cle, saisie, fichier }).catch(async (e: unknown) => {
    await oublier()
    throw e
  })
  if (!r.ok || r.value.deja) await oublier()
  if (r.ok) return c.redirect(`${paths.administration.delegations(slugDe(c))}?fait=enregistree`, 303)
  if (r.error.motif === 'cle') return page(c, { saisie, ...direRefus(r.error, !!fichier), statut: 409 })
  return page(c, { saisie, cle, ...direRefus(r.error, !!fichier), statut: 422 })
}

function direRefus(r: RefusEnregistrement, avecFichier: boolean): Pick<Retour, 'errors' | 'refus'> {
  // a browser never gives a chosen file back
  const rechoisir = avecFichier ? { fichier: 'Choisissez à nouveau l’arrêté' } : {}
  switch (r.motif) {
    case 'saisie':
      return { errors: { ...r.errors, ...rechoisir } }
    case 'sans_fichier':
      return { errors: { fichier: 'Joignez l’arrêté publié, en PDF' } }
    case 'cle':
      return {
        refus:
          'Ce formulaire a déjà servi pour un autre appel\u00a0: rien n’est enregistré. Votre saisie est gardée\u00a0: relisez-la et renvoyez-la.',
        errors: rechoisir,
      }
    case 'interesse':
      return { refus: 'Nul n’enregistre sa propre délégation\u00a0: une autre personne de l’administration le fait.' }
  }
}

async function lire(c: Ctx<'slug' | 'delegation'>): Promise<(AppelDeVersion & { d: Delegation }) | undefined> {
  const { ctx } = c.var
  return enTransaction(ctx, async tx => {
    const connu = await appelConnu(tx, ctx.guichetId, slugDe(c))
    const d = connu && (await delegationDe(tx, ctx.guichetId, connu.appelId, param(c, 'delegation')))
    return d && { ...connu, d }
  })
}

async function fin(c: Ctx<'slug' | 'delegation'>, retour?: { motif: string; erreur: string }) {
  const lu = await lire(c)
  const { ctx, site } = c.var
  if (!lu) return c.notFound()
  if (etatDelegation(lu.d, ctx.instant) === 'finie') return page(c, { refus: 'Cette délégation a déjà pris fin.', statut: 409 })
  const props = { site, appel: lu.appel, d: lu.d, instant: ctx.instant, motif: retour?.motif ?? '', erreur: retour?.erreur }
  return c.html(<FinDelegationPage {...props} />, retour ? 422 : 200)
}

async function finir(c: Ctx<'slug' | 'delegation'>) {
  const motif = texteSaisi((await c.req.parseBody()).motif)
  const ctx = ctxActeur(c)
  const connu = await enTransaction(ctx, tx => appelConnu(tx, ctx.guichetId, slugDe(c)))
  if (!connu) return c.notFound()
  const r = await finirDelegation(ctx, { appelId: connu.appelId, id: param(c, 'delegation'), motif })
  if (r.ok) return c.redirect(`${paths.administration.delegations(slugDe(c))}?fait=finie`, 303)
  if (r.error.motif === 'saisie') return fin(c, { motif, erreur: r.error.erreur })
  return r.error.motif === 'finie' ? page(c, { refus: 'Cette délégation a déjà pris fin.', statut: 409 }) : c.notFound()
}

async function arrete(c: Ctx<'slug' | 'delegation'>) {
  const lu = await lire(c)
  if (!lu || !peut('administrateur', 'lire', { delegation: etatDelegation(lu.d, c.var.ctx.instant) })) return c.notFound()
  return servirArrete(c, lu.d)
}
