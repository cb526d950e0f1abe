import { enTransaction } from '../../contexte.ts'
import { type Ctx, ctxActeur, exigeRole, faitDe, param, router } from '../../http.ts'
import { type FieldErrors, texteSaisi } from '../../lib/forms.ts'
import { paths } from '../../paths.ts'
import { appelConnu, slugSur } from '../appels/index.ts'
import { autresAppels, enExercice, personnesDe, rolesParAppel } from './agents.queries.ts'
import { couvertureDe } from './couverture.rules.ts'
import { daterDesignation } from './dater.ts'
import { type RefusDates, SANS_DATES } from './dates.rules.ts'
import type { DatesTapees } from './dates.view.tsx'
import { designer, type RefusDesignation } from './designer.ts'
import { PersonnesPage, type SaisieDesignation } from './personnes.view.tsx'
import { lignesAReprendre, reprendrePersonnes } from './reprendre.ts'
import { ReprisePage } from './reprise.view.tsx'
import { retirerDesignation } from './retirer-designation.ts'
import { designables, signatairesAilleurs, signatairesDe } from './signataires.queries.ts'
import { signatairesRoutes } from './signataires.routes.tsx'
import { type SaisieSignataire, SIGNATAIRE_VIDE } from './signataires.view.tsx'

const admin = exigeRole('administrateur')
const slugDe = (c: Ctx<'slug'>) => slugSur(param(c, 'slug'))
const FAITS: Record<string, string> = {
  designee: 'Cet appel est donné à cette personne. Elle le lit dès sa prochaine page.',
  reprises: 'Cet appel est donné à ces personnes. Elles le lisent dès leur prochaine page.',
  datee: 'Ces dates sont enregistrées. La personne en est prévenue.',
  retiree: 'Ce rôle sur cet appel est retiré. La personne ne le lit plus.',
  nomme: 'Cette personne est désignée. Les prochaines décisions peuvent porter sa signature.',
  fini: 'Ses fonctions ont pris fin. Elle ne signe plus rien.',
}

/** Who works on a call, for the administrateur: seen, given, taken up from another call, taken back. */
export const agentsRoutes = () =>
  router()
    .get(paths.administration.personnes, admin, c => montrer(c))
    .et(signatairesRoutes(montrer, coches))
    .post(paths.administration.personnes, admin, donner)
    .get(paths.administration.reprisePersonnes, admin, c => montrerReprise(c, c.req.query('comme')))
    .post(paths.administration.reprisePersonnes, admin, reprendre)
    .post(paths.administration.datesPersonne, admin, changerDates)
    .post(paths.administration.retraitPersonne, admin, async c => {
      const r = await retirerDesignation(ctxActeur(c), slugDe(c), param(c, 'perimetre'))
      return r.ok ? c.redirect(`${paths.administration.personnes(slugDe(c))}?fait=retiree`, 303) : c.notFound()
    })

const VIDE: SaisieDesignation = { role: '', departements: [], volets: [], instances: [], ...SANS_DATES }

type Retour = { saisie?: SaisieDesignation; fonction?: SaisieSignataire; errors?: FieldErrors; dates?: DatesTapees | undefined }
async function montrer(c: Ctx<'slug'>, { saisie = VIDE, fonction = SIGNATAIRE_VIDE, errors = {}, dates }: Retour = {}): Promise<Response> {
  const { ctx, site } = c.var
  const props = await enTransaction(ctx, async tx => {
    const connu = await appelConnu(tx, ctx.guichetId, slugDe(c))
    if (!connu) return undefined
    const { appel, appelId } = connu
    const personnes = await personnesDe(tx, ctx.guichetId, appelId)
    const roles = await rolesParAppel(tx, ctx.guichetId)
    const autres = await autresAppels(tx, ctx.guichetId, appelId)
    const signataires = await signatairesDe(tx, ctx.guichetId, appelId)
    const ailleurs = await signatairesAilleurs(tx, ctx.guichetId, appelId, ctxActeur(c).acteur.compteId)
    return {
      appel,
      ailleurs,
      couverture: couvertureDe(appel, enExercice(personnes)),
      personnes,
      roles,
      autres,
      signataires,
      designables: await designables(tx, ctx.guichetId),
    }
  })
  if (!props) return c.notFound()
  const refuse = Object.keys(errors).length > 0
  const fait = refuse ? undefined : faitDe(c, FAITS)
  return c.html(
    <PersonnesPage site={site} {...props} saisie={saisie} fonction={fonction} errors={errors} fait={fait} dates={dates} />,
    refuse ? 422 : 200,
  )
}

async function donner(c: Ctx<'slug'>): Promise<Response> {
  const champs = await c.req.parseBody({ all: true })
  const saisie = {
    role: texteSaisi(champs.role),
    departements: coches(champs.departement),
    volets: coches(champs.volet),
    instances: coches(champs.instance),
    du: texteSaisi(champs.du),
    au: texteSaisi(champs.au),
  }
  const { role: roleId, ...portee } = saisie
  const r = await designer(ctxActeur(c), { slug: slugDe(c), roleId, ...portee })
  if (r.ok) return c.redirect(`${paths.administration.personnes(slugDe(c))}?fait=designee`, 303)
  return r.error.kind === 'introuvable' ? c.notFound() : montrer(c, { saisie, errors: erreursDe(r.error) })
}
/** Boxes of a form that are read, at most; each once. */
const CASES_MAX = 500
const coches = (v: unknown) => [...new Set([v ?? []].flat().filter(x => typeof x === 'string'))].slice(0, CASES_MAX)

function erreursDe(r: Exclude<RefusDesignation, { kind: 'introuvable' }>): FieldErrors {
  switch (r.kind) {
    case 'inconnu':
      return { role: 'Choisissez une personne' }
    case 'soi':
      return { role: 'Une autre personne vous donne cet appel : nul ne se nomme signataire' }
    case 'sans_fonction':
      return { role: 'Désignez d’abord ce signataire plus haut, avec sa qualité' }
    case 'instance':
      return { instance: 'Un membre du comité siège dans une instance de cet appel' }
    case 'siege_partout':
      return { instance: 'Cette personne siège déjà dans toutes les instances. Pour une seule, retirez d’abord sa ligne' }
    case 'departement':
      return { departement: 'Un département coché n’est pas de cet appel' }
    case 'departement_attendu':
      return { departement: 'Un référent départemental a un département au moins' }
    case 'jour':
    case 'fin_avant_debut':
      return erreursDesDates(r)
    case 'volet':
      return { volet: 'Un volet coché n’est pas de cet appel' }
  }
}

async function changerDates(c: Ctx<'slug' | 'perimetre'>): Promise<Response> {
  const champs = await c.req.parseBody()
  const dates = { id: param(c, 'perimetre'), du: texteSaisi(champs.du), au: texteSaisi(champs.au) }
  const r = await daterDesignation(ctxActeur(c), { slug: slugDe(c), ...dates })
  if (r.ok) return c.redirect(`${paths.administration.personnes(slugDe(c))}?fait=datee`, 303)
  if (r.error.kind === 'introuvable') return c.notFound()
  const dites =
    r.error.kind === 'soi' ? { au: 'Une autre personne change vos dates\u00a0: nul ne se nomme signataire' } : erreursDesDates(r.error)
  const errors = Object.fromEntries(Object.entries(dites).map(([champ, e]) => [`${champ}-${dates.id}`, e]))
  return montrer(c, { errors, dates })
}
const erreursDesDates = (r: RefusDates): FieldErrors =>
  r.kind === 'jour'
    ? { [r.champ]: `«\u00a0${r.saisi.slice(0, 40)}\u00a0» n’est pas un jour. Écrivez par exemple 17/09/2021` }
    : { au: 'Le dernier jour vient avant le premier' }

async function montrerReprise(c: Ctx<'slug'>, comme: string | undefined, retour?: { choisies: readonly string[]; erreur: string }) {
  const { ctx, site } = c.var
  const lue = await enTransaction(ctx, async tx => {
    const vers = await appelConnu(tx, ctx.guichetId, slugDe(c))
    const trouve = vers && (await lignesAReprendre(tx, ctx.guichetId, vers, slugSur(comme)))
    return trouve && { appel: vers.appel, de: trouve.de.appel, lignes: trouve.lignes }
  })
  if (!lue) return c.notFound()
  const choisies = retour?.choisies ?? lue.lignes.map(l => l.id)
  return c.html(<ReprisePage site={site} {...lue} choisies={choisies} erreur={retour?.erreur} />, retour ? 422 : 200)
}

async function reprendre(c: Ctx<'slug'>): Promise<Response> {
  const champs = await c.req.parseBody({ all: true })
  const comme = slugSur(texteSaisi(champs.comme))
  const lignes = coches(champs.ligne)
  const r = await reprendrePersonnes(ctxActeur(c), { slug: slugDe(c), comme, lignes })
  if (r.ok) return c.redirect(`${paths.administration.personnes(slugDe(c))}?fait=reprises`, 303)
  if (r.error.kind === 'introuvable') return c.notFound()
  return montrerReprise(c, comme, { choisies: lignes, erreur: 'Cochez au moins une personne' })
}
